import { randomBytes } from 'node:crypto';
import { type OAuthClient, OAuthGrants } from '#apps/fakes/oauth-grants.ts';
import type { RecordStore } from '#apps/fakes/record-store.ts';
import { sandboxRoutes } from '#apps/fakes/sandbox-page.ts';
import { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { startVendorServer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';
import { HubSpotAccount } from './hubspot-account.ts';
import { type Access, HubSpotAdmission, type HubSpotLimits, publishedLimits } from './hubspot-admission.ts';
import { associationRoutes } from './hubspot-associations.ts';
import { batchRoutes } from './hubspot-batch-routes.ts';
import { hubspotBook } from './hubspot-book.ts';
import { notFound, problemAnswer, rateLimited, unauthorized } from './hubspot-errors.ts';
import { HubSpotEvents } from './hubspot-events.ts';
import { HubSpotJournal } from './hubspot-journal.ts';
import { metadataRoutes } from './hubspot-metadata-routes.ts';
import { type OAuthQuirks, oauthRoutes } from './hubspot-oauth.ts';
import { objectRoutes } from './hubspot-object-routes.ts';
import { searchRoutes } from './hubspot-search.ts';
import { webhookRoutes } from './hubspot-webhook-routes.ts';

export interface HubSpotOptions {
  /** 0 chooses a free port. */
  port: number;
  redirectUris?: readonly string[];
  limits?: Partial<HubSpotLimits>;
  /** So that a client that was connected before a restart stays connected. */
  secret?: string;
}

export interface HubSpotFake extends VendorServer {
  account: HubSpotAccount;
  clock: VendorClock;
  limits: HubSpotAdmission;
  events: HubSpotEvents;
  grants: OAuthGrants;
  oauth: OAuthQuirks;
  app: OAuthClient & { appId: number; developerKey: string };
  /** A private app's token: it may do everything. */
  privateToken: string;
  records(type: string): RecordStore;
  /** Sends and publishes the events of changes that were made directly. */
  flush(): void;
}

const appScopes = [
  ...['developer.webhooks_journal.read', 'developer.webhooks_journal.subscriptions.read', 'developer.webhooks_journal.subscriptions.write'],
  ...['contacts', 'companies', 'deals'].map((type) => `crm.objects.${type}.read`),
];

/** HubSpot in memory: one account, one public app and one private app. Refuses what HubSpot refuses. */
export async function startHubSpot({ port, redirectUris = [], limits, secret }: HubSpotOptions): Promise<HubSpotFake> {
  const clock = new VendorClock();
  const account = new HubSpotAccount(clock);
  const seed = secret ?? randomBytes(16).toString('hex');
  const app = { id: 'hubspot-sandbox-client', secret: `hs-secret-${seed}`, redirectUris, appId: 1_160_452, developerKey: `hs-dev-${seed}` };
  const privateToken = `pat-eu1-${seed}`;
  const grants = new OAuthGrants({
    ...{ clock, clients: [app], accessTokenMs: 30 * 60_000, rotates: false },
    prefixes: { access: 'hs_access_', refresh: 'hs_refresh_' },
  });
  const oauth = { omitRefreshToken: false };
  const admission = new HubSpotAdmission({ ...publishedLimits, ...limits }, grants, privateToken);
  const events = new HubSpotEvents(account, { id: app.appId, secret: app.secret });
  const journal = new HubSpotJournal(account, events);
  const flush = () => {
    events.flush();
    journal.flush();
  };
  const access: Access = {
    read: (request, type) => admission.require(request, `crm.objects.${type.name}.read`),
    write: (request, type) => admission.require(request, `crm.objects.${type.name}.write`),
    owners: (request) => admission.require(request, 'crm.objects.owners.read'),
  };
  const server = await startVendorServer(port, ({ url, arrived }) => ({
    routes: {
      ...searchRoutes(account, access),
      ...batchRoutes(account, access),
      ...associationRoutes(account, access),
      ...objectRoutes(account, access),
      ...metadataRoutes(account, access),
      ...oauthRoutes({ portalId: account.portalId, appId: app.appId, grants, quirks: oauth, appScopes }),
      ...webhookRoutes(events, { id: app.appId, developerKey: app.developerKey }),
      ...journal.routes(url, (request, scope) => admission.require(request, scope)),
      ...sandboxRoutes({ ...hubspotBook(account, flush), arrived, sent: () => events.sender.sent() }),
    },
    admit: (request) => admission.admit(request),
    release: flush,
    failure,
    now: () => clock.now(),
    maxBodyBytes: 10 * 1024 * 1024,
  }));
  return {
    ...server,
    account,
    clock,
    limits: admission,
    events,
    grants,
    oauth,
    app,
    privateToken,
    records: (type) => account.records(type),
    flush,
  };
}

function failure(kind: 'rate_limited' | 'quota' | 'unauthorized' | 'unavailable' | 'not_found', { url }: VendorRequest) {
  switch (kind) {
    case 'rate_limited':
      return rateLimited(url.pathname.endsWith('/search') ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING');
    case 'quota':
      return rateLimited('DAILY');
    case 'unauthorized':
      return problemAnswer(unauthorized(true));
    case 'not_found':
      return problemAnswer(notFound());
    case 'unavailable':
      return problemAnswer({ status: 503, category: 'SERVICE_UNAVAILABLE', message: 'Service temporarily unavailable' });
  }
}
