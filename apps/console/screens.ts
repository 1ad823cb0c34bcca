import { titles } from './screen-titles.ts';
import { type Screen, screen } from './screen.ts';
import { usePartnerId } from './session/session.ts';

/** Every screen. A new one is an entry here and a folder in screens/; it is loaded when somebody opens it. */
const screens: readonly Screen[] = [
  screen(
    { path: '/', title: titles.home, audience: 'partner', group: 'operate', needs: 'partner:read' },
    async () => (await import('./screens/home/home-screen.tsx')).HomeScreen,
  ),
  screen(
    { path: '/', title: titles.overview, audience: 'company', group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/overview/overview-screen.tsx')).OverviewScreen,
  ),
  screen(
    { path: '/health', title: titles.ownHealth, audience: 'partner', group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/overview/overview-screen.tsx')).OverviewScreen,
  ),
  screen(
    { path: '/health/:id', title: titles.health, needs: 'webhooks:read' },
    async () => (await import('./screens/overview/health-screen.tsx')).HealthScreen,
  ),
  screen(
    { path: '/deliveries', title: titles.deliveries, group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/deliveries/deliveries-screen.tsx')).DeliveriesScreen,
  ),
  screen(
    { path: '/deliveries/:id', title: titles.delivery, needs: 'webhooks:read', ids: ['dlv'] },
    async () => (await import('./screens/deliveries/delivery-screen.tsx')).DeliveryScreen,
  ),
  screen(
    { path: '/dead-letters', title: titles.deadLetters, group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/dead-letters/dead-letters-screen.tsx')).DeadLettersScreen,
  ),
  screen(
    { path: '/endpoints', title: titles.endpoints, group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/endpoints/endpoints-screen.tsx')).EndpointsScreen,
  ),
  screen(
    { path: '/endpoints/new', title: titles.newEndpoint, audience: 'partner', needs: 'webhooks:write' },
    async () => (await import('./screens/endpoints/new-endpoint-screen.tsx')).NewEndpointScreen,
  ),
  screen(
    { path: '/endpoints/:id/edit', title: titles.editEndpoint, needs: 'webhooks:write' },
    async () => (await import('./screens/endpoints/edit-endpoint-screen.tsx')).EditEndpointScreen,
  ),
  screen(
    { path: '/endpoints/:id', title: titles.endpoint, needs: 'webhooks:read', ids: ['ep'] },
    async () => (await import('./screens/endpoints/endpoint-screen.tsx')).EndpointScreen,
  ),
  screen(
    {
      path: '/platform-endpoints',
      title: titles.platformEndpoints,
      audience: 'company',
      group: 'company',
      needs: 'platform_endpoints:read',
    },
    async () => (await import('./screens/endpoints/platform-endpoint-screens.tsx')).PlatformEndpointsScreen,
  ),
  screen(
    { path: '/platform-endpoints/new', title: titles.newPlatformEndpoint, audience: 'company', needs: 'platform_endpoints:write' },
    async () => (await import('./screens/endpoints/platform-endpoint-screens.tsx')).NewPlatformEndpointScreen,
  ),
  screen(
    { path: '/platform-endpoints/:id/edit', title: titles.editPlatformEndpoint, audience: 'company', needs: 'platform_endpoints:write' },
    async () => (await import('./screens/endpoints/platform-endpoint-screens.tsx')).EditPlatformEndpointScreen,
  ),
  screen(
    { path: '/platform-endpoints/:id', title: titles.platformEndpoint, audience: 'company', needs: 'platform_endpoints:read' },
    async () => (await import('./screens/endpoints/platform-endpoint-screens.tsx')).PlatformEndpointScreen,
  ),
  screen(
    { path: '/connections', title: titles.connections, group: 'operate', needs: 'connections:read' },
    async () => (await import('./screens/connections/connections-screen.tsx')).ConnectionsScreen,
  ),
  screen(
    { path: '/connections/:id', title: titles.connection, needs: 'connections:read', ids: ['con'] },
    async () => (await import('./screens/connections/connection-screen.tsx')).ConnectionScreen,
  ),
  screen(
    { path: '/syncs', title: titles.syncs, group: 'operate', needs: 'syncs:read' },
    async () => (await import('./screens/syncs/syncs-screen.tsx')).SyncsScreen,
  ),
  screen(
    { path: '/syncs/:id', title: titles.sync, needs: 'syncs:read', ids: ['syn'] },
    async () => (await import('./screens/syncs/sync-screen.tsx')).SyncScreen,
  ),
  screen(
    { path: '/setup', title: titles.setup, audience: 'company', needs: 'syncs:read' },
    async () => (await import('./screens/setup/setup-screen.tsx')).SetupScreen,
  ),
  screen(
    { path: '/failed-records/:id', title: titles.failedRecords, needs: 'syncs:read' },
    async () => (await import('./screens/failed-records/failed-records-screen.tsx')).FailedRecordsScreen,
  ),
  screen(
    { path: '/conflicts/:id', title: titles.conflicts, needs: 'syncs:read' },
    async () => (await import('./screens/conflicts/conflicts-screen.tsx')).ConflictsScreen,
  ),
  screen(
    { path: '/reconciliations', title: titles.reconciliations, group: 'operate', needs: 'syncs:read' },
    async () => (await import('./screens/reconciliations/reconciliations-screen.tsx')).ReconciliationsScreen,
  ),
  screen(
    { path: '/reconciliations/:id', title: titles.reconciliation, needs: 'syncs:read', ids: ['rcn'] },
    async () => (await import('./screens/reconciliations/reconciliation-screen.tsx')).ReconciliationScreen,
  ),
  screen(
    { path: '/alerts', title: titles.alerts, group: 'operate', needs: 'alerts:read' },
    async () => (await import('./screens/alerts/alerts-screen.tsx')).AlertsScreen,
  ),
  screen(
    { path: '/alerts/:id', title: titles.alert, needs: 'alerts:read', ids: ['alt'] },
    async () => (await import('./screens/alerts/alert-screen.tsx')).AlertScreen,
  ),
  screen(
    { path: '/alert-settings', title: titles.alertSettings, group: 'company', needs: 'alerts:read' },
    async () => (await import('./screens/alerts/settings-screen.tsx')).AlertSettingsScreen,
  ),
  screen(
    { path: '/inbound-events', title: titles.inbound, group: 'operate', needs: 'connections:read' },
    async () => (await import('./screens/inbound/inbound-screen.tsx')).InboundScreen,
  ),
  screen(
    { path: '/inbound-events/:id', title: titles.inboundEvent, needs: 'connections:read', ids: ['inb'] },
    async () => (await import('./screens/inbound/inbound-event-screen.tsx')).InboundEventScreen,
  ),
  screen(
    { path: '/events', title: titles.events, group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/events/events-screen.tsx')).EventsScreen,
  ),
  screen(
    { path: '/events/:id', title: titles.event, needs: 'webhooks:read', ids: ['evt'] },
    async () => (await import('./screens/events/event-screen.tsx')).EventScreen,
  ),
  screen(
    { path: '/event-types', title: titles.eventTypes, group: 'operate', needs: 'webhooks:read' },
    async () => (await import('./screens/event-types/event-types-screen.tsx')).EventTypesScreen,
  ),
  screen(
    { path: '/event-types/:id', title: titles.eventType, needs: 'webhooks:read' },
    async () => (await import('./screens/event-types/event-type-screen.tsx')).EventTypeScreen,
  ),
  screen(
    { path: '/credentials', title: titles.credentials, group: 'company', needs: 'credentials:read' },
    async () => (await import('./screens/credentials/credentials-screen.tsx')).CredentialsScreen,
  ),
  screen(
    { path: '/credentials/new-key', title: titles.newKey, audience: 'partner', needs: 'credentials:write' },
    async () => (await import('./screens/credentials/new-key-screen.tsx')).NewKeyScreen,
  ),
  screen(
    { path: '/credentials/new-client', title: titles.newClient, audience: 'partner', needs: 'credentials:write' },
    async () => (await import('./screens/credentials/new-client-screen.tsx')).NewClientScreen,
  ),
  screen(
    { path: '/keys/:id', title: titles.apiKey, needs: 'credentials:read', ids: ['key'] },
    async () => (await import('./screens/credentials/key-screen.tsx')).KeyScreen,
  ),
  screen(
    { path: '/clients/:id', title: titles.client, needs: 'credentials:read', ids: ['oac'] },
    async () => (await import('./screens/credentials/client-screen.tsx')).ClientScreen,
  ),
  screen(
    { path: '/review', title: titles.review, group: 'partners', needs: 'deals:review' },
    async () => (await import('./screens/deals/review-screen.tsx')).ReviewScreen,
  ),
  screen(
    { path: '/pipeline', title: titles.pipeline, audience: 'company', group: 'partners', needs: 'deals:read' },
    async () => (await import('./screens/pipeline/pipeline-screen.tsx')).PipelineScreen,
  ),
  screen(
    { path: '/deals', title: titles.deals, group: 'partners', needs: 'deals:read' },
    async () => (await import('./screens/deals/deals-screen.tsx')).DealsScreen,
  ),
  screen(
    { path: '/deals/new', title: titles.newDeal, audience: 'partner', needs: 'deals:write' },
    async () => (await import('./screens/deals/new-deal-screen.tsx')).NewDealScreen,
  ),
  screen(
    { path: '/deals/:id/edit', title: titles.editDeal, audience: 'partner', needs: 'deals:write' },
    async () => (await import('./screens/deals/edit-deal-screen.tsx')).EditDealScreen,
  ),
  screen(
    { path: '/imports', title: titles.imports, group: 'partners', needs: 'deals:read' },
    async () => (await import('./screens/imports/imports-screen.tsx')).ImportsScreen,
  ),
  screen(
    { path: '/imports/:id', title: titles.import, needs: 'deals:read', ids: ['imp'] },
    async () => (await import('./screens/imports/import-screen.tsx')).ImportScreen,
  ),
  screen(
    { path: '/deals/:id', title: titles.deal, needs: 'deals:read', ids: ['deal'] },
    async () => (await import('./screens/deals/deal-screen.tsx')).DealScreen,
  ),
  screen(
    { path: '/programmes', title: titles.programmes, audience: 'company', group: 'partners', needs: 'deals:review' },
    async () => (await import('./screens/programmes/programmes-screen.tsx')).ProgrammesScreen,
  ),
  screen(
    { path: '/programmes/new', title: titles.newProgramme, audience: 'company', needs: 'partners:write' },
    async () => (await import('./screens/programmes/new-programme-screen.tsx')).NewProgrammeScreen,
  ),
  screen(
    { path: '/programmes/:id/edit', title: titles.editProgramme, audience: 'company', needs: 'partners:write' },
    async () => (await import('./screens/programmes/edit-programme-screen.tsx')).EditProgrammeScreen,
  ),
  screen(
    { path: '/programmes/:id', title: titles.programme, audience: 'company', needs: 'deals:review', ids: ['prg'] },
    async () => (await import('./screens/programmes/programme-screen.tsx')).ProgrammeScreen,
  ),
  screen(
    { path: '/account-review', title: titles.accountReview, audience: 'company', group: 'partners', needs: 'deals:review' },
    async () => (await import('./screens/accounts/review-screen.tsx')).AccountReviewScreen,
  ),
  screen(
    { path: '/account-verdicts', title: titles.accountVerdicts, audience: 'company', needs: 'accounts:read' },
    async () => (await import('./screens/accounts/verdicts-screen.tsx')).VerdictsScreen,
  ),
  screen(
    { path: '/accounts', title: titles.accounts, audience: 'company', group: 'partners', needs: 'accounts:read' },
    async () => (await import('./screens/accounts/accounts-screen.tsx')).AccountsScreen,
  ),
  screen(
    { path: '/accounts/:id', title: titles.account, audience: 'company', needs: 'accounts:read', ids: ['acc'] },
    async () => (await import('./screens/accounts/account-screen.tsx')).AccountScreen,
  ),
  screen(
    { path: '/partners', title: titles.partners, group: 'partners', needs: 'partners:read' },
    async () => (await import('./screens/partners/partners-screen.tsx')).PartnersScreen,
  ),
  screen(
    { path: '/partners/new', title: titles.newPartner, audience: 'company', needs: 'partners:write' },
    async () => (await import('./screens/partners/new-partner-screen.tsx')).NewPartnerScreen,
  ),
  screen(
    { path: '/partners/new-sandbox', title: titles.newSandbox, audience: 'company', needs: 'partners:write' },
    async () => (await import('./screens/partners/new-sandbox-screen.tsx')).NewSandboxScreen,
  ),
  screen(
    { path: '/partners/:id/edit', title: titles.editPartner, audience: 'company', needs: 'partners:write' },
    async () => (await import('./screens/partners/edit-partner-screen.tsx')).EditPartnerScreen,
  ),
  screen(
    { path: '/partners/:id', title: titles.partner, needs: 'partners:read', ids: ['ptn'] },
    async () => (await import('./screens/partners/partner-screen.tsx')).PartnerScreen,
  ),
  screen(
    { path: '/roi', title: titles.ownRoi, audience: 'partner', group: 'partners', needs: 'reports:read' },
    async () => (await import('./screens/roi/league-screen.tsx')).LeagueScreen,
  ),
  screen(
    { path: '/roi', title: titles.roi, audience: 'company', group: 'partners', needs: 'reports:read' },
    async () => (await import('./screens/roi/league-screen.tsx')).LeagueScreen,
  ),
  screen(
    { path: '/roi/:id', title: titles.partnerRoi, needs: 'reports:read' },
    async () => (await import('./screens/roi/partner-roi-screen.tsx')).PartnerRoiScreen,
  ),
  screen(
    { path: '/facts/:id', title: titles.fact, audience: 'company', needs: 'reports:read', ids: ['rev', 'cnv', 'cst'] },
    async () => (await import('./screens/roi/fact-screen.tsx')).FactScreen,
  ),
  screen(
    { path: '/commissions', title: titles.commissions, group: 'partners', needs: 'commissions:read' },
    async () => (await import('./screens/commissions/commissions-screen.tsx')).CommissionsScreen,
  ),
  screen(
    { path: '/commissions/:id', title: titles.ledger, needs: 'commissions:read' },
    async () => (await import('./screens/commissions/ledger-screen.tsx')).LedgerScreen,
  ),
  screen(
    { path: '/statements/:id', title: titles.statement, needs: 'commissions:read' },
    async () => (await import('./screens/commissions/statement-screen.tsx')).StatementScreen,
  ),
  screen(
    { path: '/disputes/:id', title: titles.disputes, needs: 'commissions:read' },
    async () => (await import('./screens/disputes/disputes-screen.tsx')).DisputesScreen,
  ),
  screen(
    { path: '/payouts', title: titles.payouts, group: 'partners', needs: 'payouts:read' },
    async () => (await import('./screens/payouts/payouts-screen.tsx')).PayoutsScreen,
  ),
  screen(
    { path: '/payouts/:id', title: titles.batch, needs: 'payouts:read', ids: ['pyb'] },
    async () => (await import('./screens/payouts/batch-screen.tsx')).BatchScreen,
  ),
  screen(
    { path: '/users', title: titles.team, audience: 'partner', group: 'company', needs: 'users:read' },
    async () => (await import('./screens/users/users-screen.tsx')).UsersScreen,
  ),
  screen(
    { path: '/users', title: titles.people, audience: 'company', group: 'company', needs: 'users:read' },
    async () => (await import('./screens/users/users-screen.tsx')).UsersScreen,
  ),
  screen(
    { path: '/users/:id', title: titles.person, needs: 'users:read', ids: ['usr'] },
    async () => (await import('./screens/users/user-screen.tsx')).UserScreen,
  ),
  screen(
    { path: '/flags', title: titles.flags, audience: 'company', group: 'partners', needs: 'partners:read' },
    async () => (await import('./screens/flags/flags-screen.tsx')).FlagsScreen,
  ),
  screen(
    { path: '/erasures', title: titles.erasures, audience: 'company', group: 'partners', needs: 'partners:read' },
    async () => (await import('./screens/erasures/erasures-screen.tsx')).ErasuresScreen,
  ),
  screen(
    { path: '/sso', title: titles.sso, group: 'company', needs: 'users:read' },
    async () => (await import('./screens/sso/sso-screen.tsx')).SsoScreen,
  ),
  screen(
    { path: '/sso/new', title: titles.newSso, needs: 'users:write' },
    async () => (await import('./screens/sso/new-sso-screen.tsx')).NewSsoScreen,
  ),
  screen(
    { path: '/sso/:id', title: titles.ssoConnection, needs: 'users:read', ids: ['sso'] },
    async () => (await import('./screens/sso/sso-connection-screen.tsx')).SsoConnectionScreen,
  ),
  screen(
    { path: '/audit', title: titles.audit, group: 'company', needs: 'audit:read' },
    async () => (await import('./screens/audit/audit-screen.tsx')).AuditScreen,
  ),
  screen({ path: '/you', title: titles.you, needs: null }, async () => (await import('./screens/you/you-screen.tsx')).YouScreen),
];

const screensFor = (audience: 'company' | 'partner') => screens.filter((each) => each.audience === undefined || each.audience === audience);
const byAudience = { company: screensFor('company'), partner: screensFor('partner') };

/** The screens for whoever is signed in, whether their roles allow them or not. */
export const useScreens = (): readonly Screen[] => byAudience[usePartnerId() === null ? 'company' : 'partner'];
