import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertLink } from '#db/attribution/link.ts';
import { asc, eq } from '#db/drizzle.ts';
import { apiKey, delivery, endpoint, endpointSecret, oauthClient, oauthClientSecret, partner, sandbox } from '#db/schema.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { sessionOf } from '#test/support/session.ts';

/** What a partner may do on a route, and with it how the test proves that it cannot reach another partner. */
type Rule =
  /** Names an object in its path: another partner's must answer exactly like an unknown one. */
  | {
      rule: 'object';
      of:
        | 'event'
        | 'endpoint'
        | 'delivery'
        | 'deadLetter'
        | 'apiKey'
        | 'oauthClient'
        | 'partner'
        | 'promotion'
        | 'deal'
        | 'dealImport'
        | 'link'
        | 'user'
        | 'sso';
      payload?: object;
    }
  /** Takes ids in its query or body, with an endpoint of its own in its path: another partner's must have the answer of an unknown one. */
  | { rule: 'names'; with: (ids: Ids) => { query?: Record<string, string>; payload?: object } }
  | { rule: 'platform'; payload?: object }
  /** The same for everybody: nothing of a partner is in it. */
  | { rule: 'shared' };

interface Ids {
  partner: string;
  event: string;
  endpoint: string;
  delivery: string;
  deadLetter: string;
  apiKey: string;
  oauthClient: string;
  promotion: string;
  deal: string;
  programme: string;
  dealImport: string;
  link: string;
  user: string;
  sso: string;
}

const filterBy = (ids: Ids) => ({ partner_id: ids.partner });
const year = { from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
const dealSchema = { type: 'object' };
const commissionPlan = {
  ...{ name: 'Mine', effective_from: '2026-01-01', currency: 'EUR' },
  rules: [{ name: 'all', reward: { kind: 'percent', percent: '10' } }],
};

const partnerLevels = { effective_from: '2026-01-01', currency: 'EUR', levels: [{ name: 'registered' }] };

const ssoConnection = { name: 'Mine', settings: { kind: 'oidc', issuer: 'https://id.acme.example', client_id: 'causeway' } };

/** Every route. One that is not here fails the first test: say what keeps partners apart on it. */
const rules: Record<string, Rule[]> = {
  'GET /openapi.json': [{ rule: 'shared' }],
  'GET /status': [{ rule: 'shared' }],
  'GET /status.json': [{ rule: 'shared' }],
  'GET /openapi.yaml': [{ rule: 'shared' }],
  'GET /': [{ rule: 'shared' }],
  'GET /console': [{ rule: 'shared' }],
  'GET /console*': [{ rule: 'shared' }],
  'GET /console/assets/:name': [{ rule: 'shared' }],
  'GET /docs': [{ rule: 'shared' }],
  // Fastify prints /docs/* like this.
  'GET /docs*': [{ rule: 'shared' }],
  'GET /docs/style.css': [{ rule: 'shared' }],
  'GET /docs/receivers/receiver.mjs': [{ rule: 'shared' }],
  'GET /docs/receivers/receiver.py': [{ rule: 'shared' }],
  'GET /docs/receivers/receiver.go': [{ rule: 'shared' }],
  'GET /docs/api': [{ rule: 'shared' }],
  'GET /docs/api*': [{ rule: 'shared' }],
  'GET /health/live': [{ rule: 'shared' }],
  'GET /health/ready': [{ rule: 'shared' }],
  'POST /api/v1/events': [{ rule: 'platform', payload: { type: 'deal.approved', data: {} } }],
  'POST /api/v1/events/batch': [{ rule: 'platform', payload: { events: [{ type: 'deal.approved', data: {} }] } }],
  'GET /api/v1/events': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/events/:id': [{ rule: 'object', of: 'event' }],
  'POST /api/v1/event-types': [{ rule: 'platform', payload: { name: 'deal.new', schema: dealSchema } }],
  'GET /api/v1/event-types': [{ rule: 'shared' }],
  'GET /api/v1/event-types/:name': [{ rule: 'shared' }],
  'PATCH /api/v1/event-types/:name': [{ rule: 'platform', payload: { deprecated: true } }],
  'POST /api/v1/event-types/:name/versions': [{ rule: 'platform', payload: { schema: dealSchema } }],
  'POST /api/v1/endpoints': [{ rule: 'names', with: (ids) => ({ payload: { url: 'https://evil.example/', partner_id: ids.partner } }) }],
  'GET /api/v1/endpoints': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/endpoints/:id': [{ rule: 'object', of: 'endpoint' }],
  'PATCH /api/v1/endpoints/:id': [{ rule: 'object', of: 'endpoint', payload: { url: 'https://evil.example/' } }],
  'DELETE /api/v1/endpoints/:id': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/enable': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/disable': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/pause': [{ rule: 'object', of: 'endpoint' }],
  'GET /api/v1/endpoints/:id/secret': [{ rule: 'object', of: 'endpoint' }],
  'GET /api/v1/endpoints/:id/stats': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/rotate-secret': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/replay-missing': [{ rule: 'object', of: 'endpoint', payload: year }],
  'POST /api/v1/endpoints/:id/test': [{ rule: 'object', of: 'endpoint' }],
  'POST /api/v1/endpoints/:id/transformation/preview': [
    { rule: 'object', of: 'endpoint', payload: { sample: { type: 'deal.approved', data: {} } } },
    { rule: 'names', with: (ids) => ({ payload: { event_id: ids.event } }) },
  ],
  'POST /api/v1/platform-endpoints': [{ rule: 'platform', payload: { url: 'https://evil.example/' } }],
  'GET /api/v1/platform-endpoints': [{ rule: 'platform' }],
  'GET /api/v1/platform-endpoints/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/platform-endpoints/:id': [{ rule: 'platform', payload: { description: 'mine' } }],
  'DELETE /api/v1/platform-endpoints/:id': [{ rule: 'platform' }],
  'POST /api/v1/platform-endpoints/:id/enable': [{ rule: 'platform' }],
  'POST /api/v1/platform-endpoints/:id/disable': [{ rule: 'platform' }],
  'POST /api/v1/platform-endpoints/:id/pause': [{ rule: 'platform' }],
  'GET /api/v1/platform-endpoints/:id/secret': [{ rule: 'platform' }],
  'GET /api/v1/platform-endpoints/:id/stats': [{ rule: 'platform' }],
  'POST /api/v1/platform-endpoints/:id/rotate-secret': [{ rule: 'platform' }],
  'POST /api/v1/platform-endpoints/:id/test': [{ rule: 'platform' }],
  'GET /api/v1/platform-event-types': [{ rule: 'platform' }],
  'POST /api/v1/partners/webhooks/test': [{ rule: 'names', with: (ids) => ({ payload: { endpoint_id: ids.endpoint } }) }],
  'GET /api/v1/delivery-series': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/deliveries': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ query: { endpoint_id: ids.endpoint } }) },
    { rule: 'names', with: (ids) => ({ query: { event_id: ids.event } }) },
  ],
  'GET /api/v1/deliveries/:id': [{ rule: 'object', of: 'delivery' }],
  'POST /api/v1/deliveries/:id/cancel': [{ rule: 'object', of: 'delivery' }],
  'POST /api/v1/deliveries/:id/retry': [{ rule: 'object', of: 'delivery' }],
  'GET /api/v1/dead-letters': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ query: { endpoint_id: ids.endpoint } }) },
  ],
  'GET /api/v1/dead-letters/groups': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ query: { endpoint_id: ids.endpoint } }) },
  ],
  'GET /api/v1/dead-letters/:id': [{ rule: 'object', of: 'deadLetter' }],
  'POST /api/v1/dead-letters/:id/replay': [{ rule: 'object', of: 'deadLetter' }],
  'POST /api/v1/dead-letters/replay': [
    { rule: 'names', with: (ids) => ({ payload: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ payload: { endpoint_id: ids.endpoint } }) },
    { rule: 'names', with: () => ({ payload: { all: true } }) },
  ],
  'POST /api/v1/dead-letters/purge': [{ rule: 'platform', payload: { all: true } }],
  'POST /api/v1/partners': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'GET /api/v1/partners': [{ rule: 'platform' }],
  'GET /api/v1/partners/:id': [{ rule: 'platform' }],
  'GET /api/v1/partners/me': [{ rule: 'shared' }],
  // Without an id: test/api/health/partner-tasks.test.ts.
  'GET /api/v1/partners/me/tasks': [{ rule: 'shared' }],
  'PATCH /api/v1/partners/:id': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'POST /api/v1/partners/:id/suspend': [{ rule: 'platform', payload: { reason: 'out of spite' } }],
  'POST /api/v1/partners/:id/activate': [{ rule: 'platform' }],
  'DELETE /api/v1/partners/:id': [{ rule: 'platform' }],
  'POST /api/v1/erasures': [{ rule: 'platform', payload: { email: 'ada@acme.example' } }],
  'GET /api/v1/erasures': [{ rule: 'platform' }],
  'GET /api/v1/erasures/:id': [{ rule: 'platform' }],
  'POST /api/v1/sandboxes': [{ rule: 'platform' }],
  'GET /api/v1/sandboxes/:partner_id': [{ rule: 'object', of: 'partner' }],
  'POST /api/v1/sandboxes/:partner_id/reset': [{ rule: 'object', of: 'partner' }],
  'POST /api/v1/partners/:id/promotions': [{ rule: 'platform', payload: { tier: 'standard' } }],
  'GET /api/v1/partners/:id/promotion-checks': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/promotions/:id': [{ rule: 'object', of: 'promotion' }],
  'POST /api/v1/api-keys': [{ rule: 'names', with: (ids) => ({ payload: { name: 'Mine', partner_id: ids.partner } }) }],
  'GET /api/v1/api-keys': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/api-keys/:id': [{ rule: 'object', of: 'apiKey' }],
  'POST /api/v1/api-keys/:id/rotate': [{ rule: 'object', of: 'apiKey' }],
  'POST /api/v1/api-keys/:id/revoke': [{ rule: 'object', of: 'apiKey' }],
  'POST /api/v1/embed-sessions': [{ rule: 'platform', payload: { partner_id: 'ptn_x', origin: 'https://app.acme.example' } }],
  'GET /api/v1/embed-sessions': [{ rule: 'platform' }],
  'POST /api/v1/embed-sessions/:id/revoke': [{ rule: 'platform' }],
  // The token says whose health is meant: test/api/health/embed.test.ts.
  'GET /embed/v1.js': [{ rule: 'shared' }],
  'GET /embed/v1/frame.js': [{ rule: 'shared' }],
  'GET /embed/v1/frame.css': [{ rule: 'shared' }],
  'GET /embed/v1/sessions/:id': [{ rule: 'shared' }],
  'GET /embed/v1/status': [{ rule: 'shared' }],
  'POST /api/v1/users': [
    {
      rule: 'names',
      with: (ids) => ({ payload: { email: 'mine@acme.example', name: 'Mine', roles: ['partner_sales'], partner_id: ids.partner } }),
    },
  ],
  'GET /api/v1/users': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/users/:id': [{ rule: 'object', of: 'user' }],
  'PATCH /api/v1/users/:id': [{ rule: 'object', of: 'user', payload: { name: 'Mine' } }],
  'POST /api/v1/users/:id/link': [{ rule: 'object', of: 'user' }],
  'GET /api/v1/users/:id/sessions': [{ rule: 'object', of: 'user' }],
  'POST /api/v1/users/:id/sign-out': [{ rule: 'object', of: 'user' }],
  'POST /api/v1/sso-connections': [{ rule: 'names', with: (ids) => ({ payload: { ...ssoConnection, partner_id: ids.partner } }) }],
  'GET /api/v1/sso-connections': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/sso-connections/:id': [{ rule: 'object', of: 'sso' }],
  'PATCH /api/v1/sso-connections/:id': [{ rule: 'object', of: 'sso', payload: { name: 'Mine' } }],
  'DELETE /api/v1/sso-connections/:id': [{ rule: 'object', of: 'sso' }],
  'POST /api/v1/sso-connections/:id/verify-domains': [{ rule: 'object', of: 'sso' }],
  'POST /api/v1/sso-connections/:id/scim-token': [{ rule: 'object', of: 'sso' }],
  'DELETE /api/v1/sso-connections/:id/scim-token': [{ rule: 'object', of: 'sso' }],
  // The token says whose people are meant: test/api/sign-in/scim.test.ts.
  'GET /scim/v2/ServiceProviderConfig': [{ rule: 'shared' }],
  'GET /scim/v2/Schemas': [{ rule: 'shared' }],
  'GET /scim/v2/Schemas/:id': [{ rule: 'shared' }],
  'GET /scim/v2/ResourceTypes': [{ rule: 'shared' }],
  'GET /scim/v2/ResourceTypes/:id': [{ rule: 'shared' }],
  'GET /scim/v2/Users': [{ rule: 'shared' }],
  'GET /scim/v2/Users/:id': [{ rule: 'shared' }],
  'POST /scim/v2/Users': [{ rule: 'shared' }],
  'PUT /scim/v2/Users/:id': [{ rule: 'shared' }],
  'PATCH /scim/v2/Users/:id': [{ rule: 'shared' }],
  'DELETE /scim/v2/Users/:id': [{ rule: 'shared' }],
  'POST /scim/v2/.search': [{ rule: 'shared' }],
  'POST /scim/v2/Users/.search': [{ rule: 'shared' }],
  'POST /scim/v2/Groups/.search': [{ rule: 'shared' }],
  'GET /scim/v2/Groups': [{ rule: 'shared' }],
  'GET /scim/v2/Groups/:id': [{ rule: 'shared' }],
  'POST /scim/v2/Groups': [{ rule: 'shared' }],
  'PUT /scim/v2/Groups/:id': [{ rule: 'shared' }],
  'PATCH /scim/v2/Groups/:id': [{ rule: 'shared' }],
  'DELETE /scim/v2/Groups/:id': [{ rule: 'shared' }],
  // What an identity provider proves, and to which browser, decides: test/api/sign-in/oidc.test.ts.
  'POST /auth/sso': [{ rule: 'shared' }],
  'GET /auth/sso/:id/start': [{ rule: 'shared' }],
  'GET /auth/sso/:id/callback': [{ rule: 'shared' }],
  'GET /auth/sso/:id/metadata': [{ rule: 'shared' }],
  'POST /auth/sso/:id/acs': [{ rule: 'shared' }],
  'POST /auth/sso/:id/backchannel-logout': [{ rule: 'shared' }],
  // Whoever has the password, the link or the cookie is that person, and sees their own sessions: test/api/sign-in/sign-in.test.ts.
  'POST /auth/sign-in': [{ rule: 'shared' }],
  'POST /auth/link': [{ rule: 'shared' }],
  'GET /auth/session': [{ rule: 'shared' }],
  'GET /auth/sessions': [{ rule: 'shared' }],
  'POST /auth/sessions/:id/end': [{ rule: 'shared' }],
  'POST /auth/sign-out': [{ rule: 'shared' }],
  // Only for people of the company: test/api/sign-in/view-as-partner.test.ts.
  'POST /auth/view': [{ rule: 'shared' }],
  'POST /auth/view/end': [{ rule: 'shared' }],
  'GET /api/v1/audit-entries': [{ rule: 'platform' }],
  'GET /api/v1/audit-entries/export': [{ rule: 'platform' }],
  'POST /api/v1/oauth-clients': [{ rule: 'names', with: (ids) => ({ payload: { name: 'Mine', partner_id: ids.partner } }) }],
  'GET /api/v1/oauth-clients': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/oauth-clients/:id': [{ rule: 'object', of: 'oauthClient' }],
  'PATCH /api/v1/oauth-clients/:id': [{ rule: 'object', of: 'oauthClient', payload: { name: 'Mine' } }],
  'POST /api/v1/oauth-clients/:id/rotate-secret': [{ rule: 'object', of: 'oauthClient' }],
  'POST /api/v1/oauth-clients/:id/revoke': [{ rule: 'object', of: 'oauthClient' }],
  // A client proves itself on each; what it may see of another partner's tokens: test/api/oauth/introspection.test.ts.
  'POST /oauth/token': [{ rule: 'shared' }],
  'POST /oauth/introspect': [{ rule: 'shared' }],
  'POST /oauth/revoke': [{ rule: 'shared' }],
  'GET /oauth/jwks': [{ rule: 'shared' }],
  'GET /.well-known/oauth-authorization-server': [{ rule: 'shared' }],
  // The company's connections to its own systems: no partner has any.
  'GET /api/v1/connectors': [{ rule: 'platform' }],
  'POST /api/v1/connections': [
    { rule: 'platform', payload: { vendor: 'hubspot', name: 'Mine', credentials: { method: 'token', token: 't' } } },
  ],
  'GET /api/v1/connections': [{ rule: 'platform' }],
  'GET /api/v1/connections/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/connections/:id': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'POST /api/v1/connections/:id/pause': [{ rule: 'platform' }],
  'POST /api/v1/connections/:id/resume': [{ rule: 'platform' }],
  'POST /api/v1/connections/:id/test': [{ rule: 'platform' }],
  'POST /api/v1/connections/:id/reconnect': [{ rule: 'platform' }],
  'POST /api/v1/connections/:id/rotate': [{ rule: 'platform', payload: { credentials: { method: 'token', token: 't' } } }],
  'POST /api/v1/connections/:id/disconnect': [{ rule: 'platform' }],
  'GET /api/v1/alerts': [{ rule: 'platform' }],
  'GET /api/v1/alerts/:id': [{ rule: 'platform' }],
  'POST /api/v1/alerts/:id/acknowledge': [{ rule: 'platform' }],
  'POST /api/v1/alerts/:id/unacknowledge': [{ rule: 'platform' }],
  'POST /api/v1/alerts/:id/snooze': [{ rule: 'platform', payload: { until: null } }],
  'GET /api/v1/alert-channels': [{ rule: 'platform' }],
  'POST /api/v1/alert-channels': [
    { rule: 'platform', payload: { name: 'Mine', settings: { kind: 'slack_webhook', secrets: { url: 'https://evil.example/x' } } } },
  ],
  'GET /api/v1/alert-channels/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/alert-channels/:id': [{ rule: 'platform', payload: { enabled: false } }],
  'DELETE /api/v1/alert-channels/:id': [{ rule: 'platform' }],
  'POST /api/v1/alert-channels/:id/test': [{ rule: 'platform' }],
  'GET /api/v1/alert-routes': [{ rule: 'platform' }],
  'PUT /api/v1/alert-routes': [{ rule: 'platform', payload: { routes: [] } }],
  'GET /api/v1/alert-rules': [{ rule: 'platform' }],
  'GET /api/v1/health/integrations': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/health/history': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ query: { subject_id: ids.endpoint } }) },
  ],
  'GET /api/v1/connections/:id/health': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id/health': [{ rule: 'platform' }],
  'GET /api/v1/endpoints/:id/health': [{ rule: 'object', of: 'endpoint' }],
  'GET /api/v1/partners/:id/health': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/connections/:id/limits': [{ rule: 'platform' }],
  'GET /api/v1/connections/:id/objects/:object': [{ rule: 'platform' }],
  // The link and the browser are the proof: test/api/connections/connect.test.ts.
  'GET /connect/:vendor': [{ rule: 'shared' }],
  'GET /connect/:vendor/callback': [{ rule: 'shared' }],
  'POST /api/v1/deals': [{ rule: 'names', with: (ids) => ({ payload: { customer: { company_name: 'Mine' }, partner_id: ids.partner } }) }],
  'POST /api/v1/deals/validate': [
    { rule: 'names', with: (ids) => ({ payload: { customer: { company_name: 'Mine' }, partner_id: ids.partner } }) },
  ],
  'GET /api/v1/deals': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/account-matches': [{ rule: 'platform' }],
  'GET /api/v1/deals/pipeline': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/deals/export': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'POST /api/v1/deal-imports': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids), payload: [{ external_id: 'mine', customer: { company_name: 'Mine' } }] }) },
  ],
  'GET /api/v1/deal-imports': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/deal-imports/:id': [{ rule: 'object', of: 'dealImport' }],
  'GET /api/v1/deal-imports/:id/rows': [{ rule: 'object', of: 'dealImport' }],
  'GET /api/v1/deals/:id': [{ rule: 'object', of: 'deal' }],
  'GET /api/v1/deals/:id/history': [{ rule: 'object', of: 'deal' }],
  'PATCH /api/v1/deals/:id': [{ rule: 'object', of: 'deal', payload: { title: 'Mine' } }],
  'POST /api/v1/deals/:id/submit': [{ rule: 'object', of: 'deal' }],
  'DELETE /api/v1/deals/:id': [{ rule: 'object', of: 'deal' }],
  'POST /api/v1/deals/:id/withdraw': [{ rule: 'object', of: 'deal' }],
  'GET /api/v1/deals/:id/matches': [{ rule: 'platform' }],
  'POST /api/v1/deals/:id/approve': [{ rule: 'platform' }],
  'POST /api/v1/deals/:id/reject': [{ rule: 'platform', payload: { reason: 'out of spite' } }],
  'POST /api/v1/deals/:id/ask': [{ rule: 'platform', payload: { fields: ['title'], comment: 'out of spite' } }],
  'POST /api/v1/deals/:id/merge': [{ rule: 'platform', payload: { into: 'deal_x' } }],
  'POST /api/v1/deals/:id/stage': [{ rule: 'platform', payload: { stage: 'qualified' } }],
  'GET /api/v1/deals/review-queue': [{ rule: 'platform' }],
  'POST /api/v1/deals/:id/reassign': [{ rule: 'platform', payload: { assignee: 'me', reason: 'out of spite' } }],
  'POST /api/v1/deals/:id/override': [{ rule: 'platform', payload: { stage: 'committed', reason: 'out of spite' } }],
  'POST /api/v1/deals/:id/extension': [{ rule: 'object', of: 'deal', payload: { reason: 'out of spite' } }],
  'POST /api/v1/deals/:id/notes': [{ rule: 'object', of: 'deal', payload: { text: 'Mine' } }],
  'GET /api/v1/deals/:id/notes': [{ rule: 'object', of: 'deal' }],
  'GET /api/v1/exports': [{ rule: 'shared' }],
  // Without an id: test/api/warehouse/exports.test.ts.
  'GET /api/v1/exports/:stream': [{ rule: 'shared' }],
  'GET /api/v1/exports/:stream/schema': [{ rule: 'shared' }],
  'GET /api/v1/deal-schema': [
    { rule: 'names', with: (ids) => ({ query: filterBy(ids) }) },
    { rule: 'names', with: (ids) => ({ query: { programme_id: ids.programme } }) },
  ],
  'POST /api/v1/programmes': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'GET /api/v1/programmes': [{ rule: 'platform' }],
  'GET /api/v1/programmes/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/programmes/:id': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'DELETE /api/v1/programmes/:id': [{ rule: 'platform' }],
  'POST /api/v1/programmes/:id/preview': [{ rule: 'platform', payload: { settings: {} } }],
  'POST /api/v1/account-verdicts': [
    { rule: 'platform', payload: { verdict: 'same', a: { kind: 'name', value: 'Mine' }, b: { kind: 'name', value: 'Theirs' } } },
  ],
  'POST /api/v1/accounts/batch': [{ rule: 'platform', payload: { accounts: [{ external_id: '1', name: 'Mine' }] } }],
  'POST /api/v1/syncs': [
    {
      rule: 'platform',
      payload: {
        ...{ name: 'x', a_connection_id: 'con_1', b_connection_id: 'con_2' },
        mapping: {
          objects: [
            {
              ...{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'domain', a: 'domain', b: 'email' }] },
              fields: [{ a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'none' }],
            },
          ],
        },
      },
    },
  ],
  'GET /api/v1/reconciliations': [{ rule: 'platform' }],
  'GET /api/v1/reconciliations/:id': [{ rule: 'platform' }],
  'GET /api/v1/reconciliations/:id/report': [{ rule: 'platform' }],
  'GET /api/v1/reconciliations/:id/findings': [{ rule: 'platform' }],
  'POST /api/v1/reconciliations/:id/approve': [{ rule: 'platform' }],
  'POST /api/v1/reconciliations/:id/cancel': [{ rule: 'platform' }],
  'POST /api/v1/reconciliations/:id/repairs': [{ rule: 'platform', payload: { class: 'stale' } }],
  'POST /api/v1/reconciliation-findings/:id/repair': [{ rule: 'platform' }],
  'POST /api/v1/reconciliation-findings/:id/ignore': [{ rule: 'platform', payload: { reason: 'x' } }],
  'DELETE /api/v1/reconciliation-findings/:id/ignore': [{ rule: 'platform' }],
  'POST /api/v1/syncs/preset': [
    { rule: 'platform', payload: { preset: 'crm_billing', a_connection_id: 'con_1', b_connection_id: 'con_2' } },
  ],
  'GET /api/v1/syncs': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/syncs/:id': [{ rule: 'platform', payload: { interval_seconds: 600 } }],
  'DELETE /api/v1/syncs/:id': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/trigger': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/pause': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/resume': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/backfill': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/reset': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/approve': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/preview': [{ rule: 'platform', payload: { object: 'account' } }],
  'GET /api/v1/syncs/:id/tests': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id/tests/:test': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/test': [{ rule: 'platform', payload: { object: 'account', a_id: '1' } }],
  'GET /api/v1/syncs/:id/reconciliation-plan': [{ rule: 'platform' }],
  'PUT /api/v1/syncs/:id/reconciliation-plan': [{ rule: 'platform', payload: {} }],
  'POST /api/v1/syncs/:id/reconcile': [{ rule: 'platform', payload: {} }],
  'GET /api/v1/syncs/:id/runs': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id/writes': [{ rule: 'platform' }],
  'GET /api/v1/reconciliation-drift': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id/writes/groups': [{ rule: 'platform' }],
  'GET /api/v1/syncs/:id/writes/export': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/writes/retry': [{ rule: 'platform', payload: {} }],
  'POST /api/v1/syncs/:id/writes/:write/dismiss': [{ rule: 'platform', payload: { reason: 'x' } }],
  'GET /api/v1/syncs/:id/conflicts': [{ rule: 'platform' }],
  'POST /api/v1/syncs/:id/conflicts/:conflict/resolve': [{ rule: 'platform', payload: { winner: 'a' } }],
  'POST /api/v1/syncs/:id/links': [{ rule: 'platform', payload: { object: 'account', a_id: '1', b_id: '2' } }],
  'GET /api/v1/partners/:id/roi': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/roi/explain': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/roi/series': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/roi/funnel': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/roi/cohorts': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/attribution/league': [{ rule: 'platform' }],
  'GET /api/v1/attribution/accuracy': [{ rule: 'platform' }],
  'GET /api/v1/attribution/explain/:fact_id': [{ rule: 'platform' }],
  'POST /api/v1/commission-plans': [{ rule: 'platform', payload: commissionPlan }],
  'POST /api/v1/commission-plans/validate': [{ rule: 'platform', payload: commissionPlan }],
  'POST /api/v1/commission-plans/simulate': [
    { rule: 'platform', payload: { plan: commissionPlan, from: '2026-01-01', until: '2026-04-01' } },
  ],
  'GET /api/v1/commission-plans': [{ rule: 'platform' }],
  'GET /api/v1/commission-plans/:id': [{ rule: 'platform' }],
  'POST /api/v1/commission-plans/:id/versions': [{ rule: 'platform', payload: commissionPlan }],
  'POST /api/v1/commission-plan-assignments': [
    { rule: 'platform', payload: { target: 'programme', target_id: 'prg_default', plan_id: null, from: '2026-01-01' } },
  ],
  'GET /api/v1/commission-plan-assignments': [{ rule: 'platform' }],
  'GET /api/v1/commission-goals': [{ rule: 'platform' }],
  'GET /api/v1/deals/:id/commission-splits': [{ rule: 'platform' }],
  'POST /api/v1/deals/:id/commission-splits': [
    { rule: 'platform', payload: { month: '2026-03', allocations: [{ partner_id: null, percent: '100' }] } },
  ],
  'POST /api/v1/deals/:id/commission-splits/by-roles': [
    { rule: 'platform', payload: { month: '2026-03', partners: [{ partner_id: 'ptn_x', role: 'source' }] } },
  ],
  'GET /api/v1/programmes/:id/commission-role-shares': [{ rule: 'platform' }],
  'POST /api/v1/programmes/:id/commission-role-shares': [
    { rule: 'platform', payload: { month: '2026-03', source: '50', influence: '20', implement: '30' } },
  ],
  'POST /api/v1/partners/:id/commissions/adjustments': [
    { rule: 'platform', payload: { effect: 'add', amount: { amount: '1.00', currency: 'EUR' }, reason: 'Mine' } },
  ],
  'POST /api/v1/partners/:id/commissions/lines/:line_id/hold': [{ rule: 'platform', payload: { reason: 'Mine' } }],
  'POST /api/v1/partners/:id/commissions/lines/:line_id/unhold': [{ rule: 'platform', payload: { reason: 'Mine' } }],
  'POST /api/v1/partners/:id/disputes': [{ rule: 'object', of: 'partner', payload: { deal_id: 'deal_x', question: 'Mine?' } }],
  'GET /api/v1/partners/:id/disputes': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/disputes/:dispute_id': [{ rule: 'object', of: 'partner' }],
  'POST /api/v1/partners/:id/disputes/:dispute_id/decide': [{ rule: 'platform', payload: { answer: 'Mine' } }],
  'GET /api/v1/partners/:id/statements': [{ rule: 'object', of: 'partner' }],
  // Without a currency every caller's query is refused: test/api/commissions/statements.test.ts.
  'GET /api/v1/partners/:id/statements/:month': [{ rule: 'shared' }],
  'GET /api/v1/partners/:id/commission-invoices': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/commission-invoices/:invoice_id': [{ rule: 'object', of: 'partner' }],
  'POST /api/v1/partners/:id/commission-invoices': [{ rule: 'platform', payload: { currency: 'EUR' } }],
  'POST /api/v1/partners/:id/commission-invoices/:invoice_id/repayments': [
    { rule: 'platform', payload: { external_id: 'mine', amount: { amount: '1.00', currency: 'EUR' }, day: '2026-04-01' } },
  ],
  'POST /api/v1/partners/:id/commission-invoices/:invoice_id/cancel': [{ rule: 'platform', payload: { reason: 'Mine' } }],
  'GET /api/v1/partners/:id/payee': [{ rule: 'platform' }],
  'PUT /api/v1/partners/:id/payee': [{ rule: 'platform', payload: { name: 'Mine', iban: 'DE89370400440532013000' } }],
  'POST /api/v1/payout-batches': [{ rule: 'platform', payload: { currency: 'EUR' } }],
  'GET /api/v1/payout-batches': [{ rule: 'platform' }],
  'GET /api/v1/payout-batches/:id': [{ rule: 'platform' }],
  'GET /api/v1/payout-batches/:id/payouts': [{ rule: 'platform' }],
  'GET /api/v1/payout-batches/:id/export': [{ rule: 'platform' }],
  'POST /api/v1/payout-batches/:id/approve': [{ rule: 'platform' }],
  'POST /api/v1/payout-batches/:id/cancel': [{ rule: 'platform' }],
  'POST /api/v1/payout-batches/:id/results': [{ rule: 'platform', payload: { results: [{ id: 'pyl_x', result: 'failed' }] } }],
  'GET /api/v1/partners/:id/commissions': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/commissions/lines': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partners/:id/commissions/lines/:line_id': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/partner-levels': [{ rule: 'platform' }],
  'POST /api/v1/partner-levels': [{ rule: 'platform', payload: partnerLevels }],
  'POST /api/v1/partner-levels/preview': [{ rule: 'platform', payload: partnerLevels }],
  'GET /api/v1/partners/:id/level': [{ rule: 'object', of: 'partner' }],
  'PUT /api/v1/partners/:id/level': [{ rule: 'platform', payload: { level: 'gold', reason: 'Mine' } }],
  'GET /api/v1/partners/:id/level/changes': [{ rule: 'object', of: 'partner' }],
  'GET /api/v1/attribution/versions': [{ rule: 'platform' }],
  'POST /api/v1/attribution/versions': [{ rule: 'platform' }],
  'GET /api/v1/attribution/versions/:number': [{ rule: 'platform' }],
  'GET /api/v1/attribution/versions/:number/comparison': [{ rule: 'platform' }],
  'POST /api/v1/attribution/versions/:number/activate': [{ rule: 'platform' }],
  'POST /api/v1/attribution/versions/:number/discard': [{ rule: 'platform' }],
  'GET /api/v1/books': [{ rule: 'platform' }],
  'POST /api/v1/books/:book/reconcile': [{ rule: 'platform' }],
  'GET /api/v1/accounts': [{ rule: 'platform' }],
  'GET /api/v1/accounts/:id': [{ rule: 'platform' }],
  'DELETE /api/v1/accounts/:id': [{ rule: 'platform' }],
  'GET /api/v1/account-verdicts': [{ rule: 'platform' }],
  'GET /api/v1/account-verdicts/:id': [{ rule: 'platform' }],
  'DELETE /api/v1/account-verdicts/:id': [{ rule: 'platform' }],
  // The vendor's signature proves who calls: test/api/connections/inbound.test.ts.
  'POST /api/v1/inbound/:connection_id': [{ rule: 'shared' }],
  'POST /api/v1/inbound-sources': [{ rule: 'platform', payload: { vendor: 'slack', name: 'Mine', secret: '12345678' } }],
  'GET /api/v1/inbound-sources': [{ rule: 'platform' }],
  'GET /api/v1/inbound-sources/:id': [{ rule: 'platform' }],
  'PATCH /api/v1/inbound-sources/:id': [{ rule: 'platform', payload: { name: 'Mine' } }],
  'DELETE /api/v1/inbound-sources/:id': [{ rule: 'platform' }],
  'PUT /api/v1/inbound-sources/:id/deal-status': [
    { rule: 'platform', payload: { deal_path: '/id', status_path: '/status', statuses: [{ status: 'Won', stage: 'won' }] } },
  ],
  'GET /api/v1/inbound-sources/:id/deal-status': [{ rule: 'platform' }],
  'DELETE /api/v1/inbound-sources/:id/deal-status': [{ rule: 'platform' }],
  'POST /api/v1/inbound-sources/:id/rotate-secret': [{ rule: 'platform', payload: { secret: '12345678' } }],
  'GET /api/v1/inbound-events': [{ rule: 'platform' }],
  'GET /api/v1/inbound-events/:id': [{ rule: 'platform' }],
  'POST /api/v1/inbound-events/:id/replay': [{ rule: 'platform' }],
  'POST /api/v1/inbound-events/replay': [{ rule: 'platform', payload: { all: true } }],
  'POST /api/v1/touches': [{ rule: 'names', with: (ids) => ({ payload: { subject: 'x', partner_id: ids.partner } }) }],
  'POST /api/v1/touches/batch': [{ rule: 'names', with: (ids) => ({ payload: { touches: [{ subject: 'x', partner_id: ids.partner }] } }) }],
  'GET /api/v1/touches': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'GET /api/v1/costs': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'POST /api/v1/conversions': [{ rule: 'platform', payload: { kind: 'lead' } }],
  'POST /api/v1/conversions/batch': [{ rule: 'platform', payload: { conversions: [{ kind: 'lead' }] } }],
  'GET /api/v1/conversions': [{ rule: 'platform' }],
  'POST /api/v1/revenue': [{ rule: 'platform', payload: { kind: 'sale', amount: { amount: '1.00', currency: 'EUR' } } }],
  'POST /api/v1/revenue/batch': [{ rule: 'platform', payload: { revenue: [{ kind: 'sale' }] } }],
  'GET /api/v1/revenue': [{ rule: 'platform' }],
  'POST /api/v1/subjects/identify': [{ rule: 'platform', payload: { subject: 'x', is: 'y' } }],
  'POST /api/v1/subjects/identify/batch': [{ rule: 'platform', payload: { identities: [{ subject: 'x', is: 'y' }] } }],
  'POST /api/v1/subjects/unidentify': [{ rule: 'platform', payload: { subject: 'x' } }],
  // Which link somebody opens decides where it leads: test/api/attribution/links/links.test.ts.
  'GET /r/:code': [{ rule: 'shared' }],
  'POST /api/v1/links': [{ rule: 'names', with: (ids) => ({ payload: { target: 'https://x.example/', partner_id: ids.partner } }) }],
  'GET /api/v1/links': [{ rule: 'names', with: (ids) => ({ query: filterBy(ids) }) }],
  'POST /api/v1/links/:code/disable': [{ rule: 'object', of: 'link' }],
  'GET /api/v1/partners/:id/attribution-sources': [{ rule: 'platform' }],
  'PUT /api/v1/partners/:id/attribution-sources': [{ rule: 'platform', payload: { utm_sources: ['x'] } }],
  'POST /api/v1/costs': [{ rule: 'platform', payload: { kind: 'bonus', amount: { amount: '1.00', currency: 'EUR' } } }],
  'POST /api/v1/costs/batch': [{ rule: 'platform', payload: { costs: [{ kind: 'bonus' }] } }],
  'GET /api/v1/feature-flags': [{ rule: 'platform' }],
  'PUT /api/v1/feature-flags/:name': [{ rule: 'platform', payload: { enabled: true } }],
  'DELETE /api/v1/feature-flags/:name': [{ rule: 'platform' }],
  'PUT /api/v1/feature-flags/:name/partners/:partner_id': [{ rule: 'platform', payload: { enabled: true } }],
  'DELETE /api/v1/feature-flags/:name/partners/:partner_id': [{ rule: 'platform' }],
  'GET /api/v1/partners/me/feature-flags': [{ rule: 'shared' }],
  'GET /api/v1/partners/:id/feature-flags': [{ rule: 'platform' }],
};

const unknown: Ids = {
  partner: 'ptn_00000000000000000000000000',
  event: 'evt_00000000000000000000000000',
  endpoint: 'ep_00000000000000000000000000',
  delivery: 'dlv_00000000000000000000000000',
  deadLetter: 'dlv_00000000000000000000000000',
  apiKey: 'key_00000000000000000000000000',
  oauthClient: 'oac_00000000000000000000000000',
  promotion: 'prm_00000000000000000000000000',
  deal: 'deal_00000000000000000000000000',
  programme: 'prg_00000000000000000000000000',
  dealImport: 'imp_00000000000000000000000000',
  link: 'unknown-link',
  user: 'usr_00000000000000000000000000',
  sso: 'sso_00000000000000000000000000',
};

let api: TestApp;
let victim: TestPartner;
let intruder: TestPartner;
/** What the intruder sends: the key of its programs, or the cookie of one of its people. */
let credentials: Record<'key' | 'session', object>;
let owned: Ids;
let ownEndpoint: string;
let sharedEvent: string;

beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved');
  victim = await api.partner();
  intruder = await api.partner();
  credentials = { key: intruder.headers, session: await sessionOf(api, { roles: ['partner_admin'], partnerId: intruder.id }) };
  for (const { headers } of [victim, intruder]) {
    await request('POST', '/api/v1/endpoints', headers, { payload: { url: 'https://partner.example/' } });
  }
  const endpointOf = async (partner: TestPartner) => (await request('GET', '/api/v1/endpoints', partner.headers)).body.data[0].id;
  const publish = async (partnerIds: string[]) =>
    (await request('POST', '/api/v1/events', api.headers, { payload: { type: 'deal.approved', data: {}, partner_ids: partnerIds } })).body
      .id;
  const [event, deadEvent] = [await publish([victim.id]), await publish([victim.id])];
  sharedEvent = await publish([victim.id, intruder.id]);
  await api.db.orm.insert(sandbox).values({ partnerId: victim.id, seed: 1, status: 'ready' });
  const dead = { status: 'dead_lettered' as const, endedAt: new Date(), deadLetterReason: 'given up' };
  const [deadRow] = await api.db.orm.update(delivery).set(dead).where(eq(delivery.eventId, deadEvent)).returning();
  const [aliveRow] = await api.db.orm.select().from(delivery).where(eq(delivery.eventId, event));
  ownEndpoint = await endpointOf(intruder);
  const programme = (await request('POST', '/api/v1/programmes', api.headers, { payload: { name: 'Theirs' } })).body.id;
  await request('PATCH', `/api/v1/partners/${victim.id}`, api.headers, { payload: { programme_id: programme } });
  owned = {
    programme,
    partner: victim.id,
    event,
    endpoint: await endpointOf(victim),
    delivery: aliveRow?.id ?? '',
    deadLetter: deadRow?.id ?? '',
    apiKey: (await request('GET', '/api/v1/api-keys', victim.headers)).body.data[0].id,
    oauthClient: (await request('POST', '/api/v1/oauth-clients', victim.headers, { payload: { name: 'CRM' } })).body.id,
    deal: (await request('POST', '/api/v1/deals', victim.headers, { payload: { customer: { company_name: 'Theirs' } } })).body.id,
    dealImport: (
      await request('POST', '/api/v1/deal-imports', victim.headers, {
        payload: [{ external_id: 'theirs', customer: { company_name: 'Theirs' } }],
      })
    ).body.id,
    link: 'victims-link',
    user: (
      await request('POST', '/api/v1/users', victim.headers, {
        payload: { email: 'victim@acme.example', name: 'Victim', roles: ['partner_sales'] },
      })
    ).body.id,
    sso: (await request('POST', '/api/v1/sso-connections', victim.headers, { payload: ssoConnection })).body.id,
    promotion: (await request('POST', `/api/v1/partners/${victim.id}/promotions`, api.headers, { payload: { tier: 'standard' } })).body.id,
  };
  const link = {
    code: owned.link,
    scope: victim.id,
    partnerId: victim.id,
    campaign: null,
    target: 'https://x.example/',
    createdBy: 'test',
  };
  await insertLink(api.attribution.sql, link);
  api.workflowCalls.length = 0;
});
afterAll(() => api.close());

async function request(
  method: string,
  url: string,
  headers: object,
  { query, payload }: { query?: Record<string, string>; payload?: object } = {},
) {
  const reply = await api.app.inject({
    method: method as 'GET',
    url,
    headers: { ...headers },
    ...(query && { query }),
    ...(payload && { payload }),
  });
  return { status: reply.statusCode, text: reply.body, body: reply.headers['content-type']?.includes('json') ? reply.json() : null };
}

/** Fastify prints its routes as a tree, a segment a line. HEAD goes with GET. */
function registeredRoutes(): string[] {
  const parents: string[] = [];
  return api.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', segment = '', methods = ''] = /^(.*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (!segment) return [];
      const depth = indent.length / 4;
      const path = `${parents[depth - 1] ?? ''}${segment}`;
      parents[depth] = path;
      return methods
        .split(', ')
        .filter((method) => method && method !== 'HEAD')
        .map((method) => `${method} ${path}`);
    });
}

/** Two answers must not be told apart but by what the caller itself sent, and by what is new in each request. */
function shapeOf({ status, body }: { status: number; body: unknown }, ids: Ids): unknown {
  let text = JSON.stringify({ status, body });
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, `<${name === 'deadLetter' ? 'delivery' : name}>`);
  return JSON.parse(text, (key, value: unknown) => (key === 'request_id' ? '<request>' : value));
}

async function everythingOfTheVictim() {
  const { orm } = api.db;
  const keys = await orm.select().from(apiKey).where(eq(apiKey.partnerId, victim.id));
  return {
    endpoints: await orm.select().from(endpoint).where(eq(endpoint.partnerId, victim.id)),
    clients: await orm.select().from(oauthClient).where(eq(oauthClient.partnerId, victim.id)),
    clientSecrets: await orm.select().from(oauthClientSecret).where(eq(oauthClientSecret.clientId, owned.oauthClient)),
    partner: await orm.select().from(partner).where(eq(partner.id, victim.id)),
    sandbox: await orm.select().from(sandbox).where(eq(sandbox.partnerId, victim.id)),
    // Its own requests before are noted some seconds later.
    keys: keys.map(({ lastUsedAt: _, ...key }) => key),
    secrets: await orm.select().from(endpointSecret).where(eq(endpointSecret.endpointId, owned.endpoint)),
    deliveries: await orm.select().from(delivery).where(eq(delivery.partnerId, victim.id)).orderBy(asc(delivery.id)),
  };
}

test('every registered route has a rule here', () => {
  expect(registeredRoutes().toSorted()).toEqual(Object.keys(rules).toSorted());
});

test('every route under /api/v1 rejects a request without a key', async () => {
  for (const route of registeredRoutes().filter((name) => name.includes('/api/v1') && !name.includes('/inbound/'))) {
    const [method = '', path = ''] = route.split(' ');
    const { status, body } = await request(method, path.replaceAll(/:\w+/g, 'x'), {});
    expect({ route, status, code: body?.code }).toEqual({ route, status: 401, code: 'missing_api_key' });
  }
});

describe.each(['key', 'session'] as const)("with another partner's %s", (credential) => {
  const cases = Object.entries(rules).flatMap(([route, list]) => list.map((rule, i) => ({ route, rule, name: `${route} #${i + 1}` })));

  test.each(cases.filter(({ rule }) => rule.rule !== 'shared'))('$name gives nothing away and changes nothing', async ({ route, rule }) => {
    const [method = '', path = ''] = route.split(' ');
    const before = await everythingOfTheVictim();
    const ask = (ids: Ids) => {
      if (rule.rule === 'names') return request(method, path.replace(':id', ownEndpoint), credentials[credential], rule.with(ids));
      const payload = 'payload' in rule && rule.payload ? { payload: rule.payload } : {};
      const id = rule.rule === 'object' ? ids[rule.of] : 'deal.approved';
      return request(method, path.replaceAll(/:\w+/g, id), credentials[credential], payload);
    };
    const answer = await ask(owned);
    if (rule.rule === 'platform') expect(answer).toMatchObject({ status: 403, body: { code: 'platform_key_required' } });
    if (rule.rule === 'object') expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(shapeOf(answer, owned)).toEqual(shapeOf(await ask(unknown), unknown));
    expect(await everythingOfTheVictim()).toEqual(before);
    expect(api.workflowCalls.flatMap(({ ids }) => ids).filter((id) => Object.values(owned).includes(id))).toEqual([]);
  });

  test.each([
    '/events',
    '/endpoints',
    '/deliveries',
    '/dead-letters',
    '/api-keys',
    '/oauth-clients',
    '/deals',
    '/deals/export',
    '/deal-imports',
    '/touches',
    '/costs',
    '/links',
    '/users',
    '/sso-connections',
  ])('the list %s contains only its own objects', async (path) => {
    const mine = await request('GET', `/api/v1${path}`, credentials[credential]);
    expect(mine.status).toBe(200);
    for (const id of Object.values(owned)) expect(mine.text).not.toContain(id);
  });

  test('an event that both partners receive shows each only its own deliveries', async () => {
    const { status, text } = await request('GET', `/api/v1/events/${sharedEvent}`, credentials[credential]);
    expect(status).toBe(200);
    for (const id of [owned.partner, owned.endpoint]) expect(text).not.toContain(id);
  });
});

test('the owner and the platform can use every object that the intruder could not', async () => {
  for (const headers of [victim.headers, api.headers]) {
    expect((await request('GET', `/api/v1/events/${owned.event}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/endpoints/${owned.endpoint}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/deliveries/${owned.delivery}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/dead-letters/${owned.deadLetter}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/deal-imports/${owned.dealImport}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/promotions/${owned.promotion}`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/partners/${owned.partner}/promotion-checks`, headers)).status).toBe(200);
    expect((await request('GET', `/api/v1/sandboxes/${owned.partner}`, headers)).status).toBe(200);
  }
});
