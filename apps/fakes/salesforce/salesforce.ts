import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type OAuthClient, OAuthGrants } from '#apps/fakes/oauth-grants.ts';
import type { RecordStore } from '#apps/fakes/record-store.ts';
import { sandboxRoutes } from '#apps/fakes/sandbox-page.ts';
import { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { Refused, startVendorServer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';
import { salesforceBook } from './salesforce-book.ts';
import { bulkIngestRoutes } from './salesforce-bulk-ingest-routes.ts';
import { bulkQueryRoutes } from './salesforce-bulk-query-routes.ts';
import { BulkJobs } from './salesforce-bulk.ts';
import { compositeRoutes } from './salesforce-composite-routes.ts';
import { errorAnswer, invalidSession, limitExceeded, notFound } from './salesforce-errors.ts';
import { publishedLimits, type SalesforceLimitOptions, SalesforceLimits } from './salesforce-limits.ts';
import { metadataRoutes } from './salesforce-metadata-routes.ts';
import { type OAuthQuirks, oauthRoutes, publicPart } from './salesforce-oauth.ts';
import { SalesforceOrg } from './salesforce-org.ts';
import { queryRoutes } from './salesforce-query-routes.ts';
import { sobjectRoutes } from './salesforce-sobject-routes.ts';

export interface SalesforceOptions {
  /** 0 chooses a free port. */
  port: number;
  redirectUris?: readonly string[];
  limits?: Partial<SalesforceLimitOptions>;
  /** As the External Client App is set up; true by default. */
  rotatesRefreshTokens?: boolean;
  /** So that a client that was connected before a restart stays connected. */
  secret?: string;
}

export interface SalesforceFake extends VendorServer {
  org: SalesforceOrg;
  clock: VendorClock;
  limits: SalesforceLimits;
  bulk: BulkJobs;
  grants: OAuthGrants;
  oauth: OAuthQuirks;
  app: OAuthClient;
  /** For JWTs: the key whose certificate was uploaded, and the user who was permitted. */
  jwt: { privateKey: string; username: string };
  records(type: string): RecordStore;
}

const username = 'ada@sandbox.example';

/** Salesforce in memory: one org and one External Client App. Refuses what Salesforce refuses. */
export async function startSalesforce(options: SalesforceOptions): Promise<SalesforceFake> {
  const { port, redirectUris = [], limits, rotatesRefreshTokens = true, secret } = options;
  const clock = new VendorClock();
  const org = new SalesforceOrg(clock);
  const app = { id: 'salesforce-sandbox-client', secret: `sf-secret-${secret ?? randomBytes(16).toString('hex')}`, redirectUris };
  const grants = new OAuthGrants({
    // The session's timeout, which no answer tells.
    ...{ clock, clients: [app], accessTokenMs: 2 * 60 * 60_000, rotates: rotatesRefreshTokens },
    prefixes: { access: '00D5g000004Caus!', refresh: '5Aep861' },
  });
  const oauth: OAuthQuirks = { omitRefreshToken: false, instanceUrl: undefined };
  const counted = new SalesforceLimits({ ...publishedLimits, ...limits });
  const bulk = new BulkJobs(org);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const server = await startVendorServer(port, ({ url, arrived }) => ({
    routes: {
      ...queryRoutes(org),
      ...compositeRoutes(org),
      ...metadataRoutes(org, counted),
      ...sobjectRoutes(org),
      ...bulkQueryRoutes(org, bulk),
      ...bulkIngestRoutes(org, bulk),
      ...oauthRoutes({ org, url, grants, quirks: oauth, username, certificate: publicPart(privateKey) }),
      ...sandboxRoutes({ ...salesforceBook(org), arrived, sent: () => [] }),
    },
    admit: (request) => admit(request, grants, counted),
    release: (request) => counted.release(request),
    failure,
    now: () => clock.now(),
    // The largest upload of Bulk API 2.0.
    maxBodyBytes: 150 * 1024 * 1024,
  }));
  return {
    ...server,
    org,
    clock,
    limits: counted,
    bulk,
    grants,
    oauth,
    app,
    jwt: { privateKey, username },
    records: (type) => org.records(type),
  };
}

/** Salesforce refuses longer URLs. */
const MAX_URL = 16_384;

function admit(request: VendorRequest, grants: OAuthGrants, limits: SalesforceLimits): Record<string, string> {
  const { pathname, href, origin } = request.url;
  const needsSession = pathname.startsWith('/services/data/') || pathname.startsWith('/id/') || pathname.endsWith('/userinfo');
  if (!needsSession) return {};
  if (href.length - origin.length > MAX_URL) throw new Refused(errorAnswer(414, 'URI_TOO_LONG', 'URI Too Long'));
  const token = /^(?:Bearer|OAuth) (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const grant = token === undefined ? undefined : grants.find(token);
  if (!grant) throw new Refused(invalidSession());
  if (!grant.scopes.some((scope) => scope === 'api' || scope === 'full')) {
    throw new Refused(errorAnswer(403, 'INSUFFICIENT_ACCESS', 'This session is not valid for use with the REST API'));
  }
  return limits.admit(request);
}

function failure(kind: 'rate_limited' | 'quota' | 'unauthorized' | 'unavailable' | 'not_found') {
  switch (kind) {
    case 'rate_limited':
      return limitExceeded('ConcurrentPerOrgLongTxn Limit exceeded.');
    case 'quota':
      return limitExceeded();
    case 'unauthorized':
      return invalidSession();
    case 'not_found':
      return notFound();
    case 'unavailable':
      return errorAnswer(503, 'SERVER_UNAVAILABLE', 'The server is unavailable. Try again later.');
  }
}
