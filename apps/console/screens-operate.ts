import { titles } from './screen-titles.ts';
import { type Screen, screen } from './screen.ts';

/** What runs, and what is set up for it. */
export const operateScreens: readonly Screen[] = [
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
];
