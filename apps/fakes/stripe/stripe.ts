import { randomBytes } from 'node:crypto';
import { type OAuthClient, OAuthGrants } from '#apps/fakes/oauth-grants.ts';
import { sandboxRoutes } from '#apps/fakes/sandbox-page.ts';
import { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { type Routes, startVendorServer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';
import { StripeAccount } from './stripe-account.ts';
import { publishedLimits, StripeAdmission, type StripeKey, type StripeLimits } from './stripe-admission.ts';
import { stripeBook } from './stripe-book.ts';
import { problemAnswer, rateLimited } from './stripe-errors.ts';
import { StripeIdempotency } from './stripe-idempotency.ts';
import { type OAuthQuirks, oauthRoutes } from './stripe-oauth.ts';
import { eventRoutes, resourceRoutes } from './stripe-routes.ts';
import { StripeWebhooks } from './stripe-webhooks.ts';

export interface StripeOptions {
  /** 0 chooses a free port. */
  port: number;
  redirectUris?: readonly string[];
  limits?: Partial<StripeLimits>;
  /** So that a client that was connected before a restart stays connected. */
  secret?: string;
}

export interface StripeFake extends VendorServer {
  account: StripeAccount;
  clock: VendorClock;
  limits: StripeAdmission;
  webhooks: StripeWebhooks;
  grants: OAuthGrants;
  oauth: OAuthQuirks;
  app: OAuthClient;
  secretKey: string;
  /** Adds a restricted key with these permissions, such as `rak_customer_read`. */
  restrict(permissions: readonly string[]): string;
}

/** Stripe in memory: one account in a sandbox, and one app. Refuses what Stripe refuses. */
export async function startStripe({ port, redirectUris = [], limits, secret }: StripeOptions): Promise<StripeFake> {
  const clock = new VendorClock();
  const account = new StripeAccount(clock);
  const seed = secret ?? randomBytes(16).toString('hex');
  const secretKey = `sk_test_${seed}`;
  const app = { id: 'ca_sandboxclient', secret: secretKey, redirectUris };
  const grants = new OAuthGrants({
    ...{ clock, clients: [app], accessTokenMs: 60 * 60_000, rotates: true },
    prefixes: { access: 'sk_test_app_', refresh: 'rt_' },
  });
  const oauth = { omitRefreshToken: false };
  const keys: StripeKey[] = [{ key: secretKey, permissions: 'all' }];
  const admission = new StripeAdmission({ ...publishedLimits, ...limits }, keys, grants, account.id);
  const webhooks = new StripeWebhooks(account);
  const idempotency = new StripeIdempotency(clock);
  const allow = (request: VendorRequest, permission: string) => admission.require(request, permission);
  const api = { ...webhooks.routes(allow), ...eventRoutes(account, allow), ...resourceRoutes(account, allow) };
  const server = await startVendorServer(port, ({ arrived }) => ({
    routes: {
      ...oauthRoutes({ accountId: account.id, grants, quirks: oauth, secretKey }),
      ...idempotent(api, idempotency, account),
      ...sandboxRoutes({ ...stripeBook(account), arrived, sent: () => webhooks.sender.sent() }),
    },
    admit: (request) => admission.admit(request),
    failure,
    now: () => clock.now(),
    maxBodyBytes: 1024 * 1024,
  }));
  return {
    ...{ ...server, account, clock, limits: admission, webhooks, grants, oauth, app, secretKey },
    restrict(permissions) {
      const key = `rk_test_${randomBytes(16).toString('hex')}`;
      keys.push({ key, permissions });
      return key;
    },
  };
}

function idempotent(routes: Routes, idempotency: StripeIdempotency, account: StripeAccount): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([key, handle]) => [
      key,
      (request: VendorRequest) =>
        idempotency.once(request, () => {
          const idempotencyKey = request.headers['idempotency-key'];
          account.request = {
            id: `req_${randomBytes(7).toString('hex')}`,
            idempotency_key: typeof idempotencyKey === 'string' ? idempotencyKey : null,
          };
          return handle(request);
        }),
    ]),
  );
}

function failure(kind: 'rate_limited' | 'quota' | 'unauthorized' | 'unavailable' | 'not_found', { method, url }: VendorRequest) {
  switch (kind) {
    case 'rate_limited':
      return rateLimited('endpoint-rate');
    case 'quota':
      return rateLimited('global-rate');
    case 'unauthorized':
      return problemAnswer({ status: 401, message: 'Invalid API Key provided: sk_test_****' });
    case 'not_found':
      return problemAnswer({ status: 404, message: `Unrecognized request URL (${method}: ${url.pathname}).` });
    case 'unavailable':
      return problemAnswer({
        status: 503,
        type: 'api_error',
        message: 'Stripe is temporarily unavailable.',
        headers: { 'stripe-should-retry': 'true' },
      });
  }
}
