import { titles } from './screen-titles.ts';
import { type Screen, screen } from './screen.ts';

/** Deals, money and partners, and who may see them. */
export const partnerScreens: readonly Screen[] = [
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
