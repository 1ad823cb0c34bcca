import { type Allowance, CallWindow } from '#apps/fakes/call-window.ts';
import type { OAuthGrants } from '#apps/fakes/oauth-grants.ts';
import { Refused, type VendorRequest } from '#apps/fakes/vendor-server.ts';
import { missingScope, rateLimited, refuse, unauthorized } from './hubspot-errors.ts';
import type { ObjectType } from './hubspot-schema.ts';

export interface HubSpotLimits {
  /** Of one app in one account. */
  burst: Allowance;
  search: Allowance;
  daily: Allowance;
}

/** What a public app has; https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const publishedLimits: HubSpotLimits = {
  burst: { max: 110, windowMs: 10_000 },
  search: { max: 5, windowMs: 1_000 },
  daily: { max: 650_000, windowMs: 24 * 60 * 60_000 },
};

/** Each throws unless the token has the scope. */
export interface Access {
  read: (request: VendorRequest, type: ObjectType) => void;
  write: (request: VendorRequest, type: ObjectType) => void;
  owners: (request: VendorRequest) => void;
}

/** Decides who may call, and how often. */
export class HubSpotAdmission {
  readonly burst: CallWindow;
  readonly search: CallWindow;
  readonly daily: CallWindow;
  readonly #grants: OAuthGrants;
  readonly #privateToken: string;

  constructor(limits: HubSpotLimits, grants: OAuthGrants, privateToken: string) {
    this.burst = new CallWindow(limits.burst);
    this.search = new CallWindow(limits.search);
    this.daily = new CallWindow(limits.daily);
    this.#grants = grants;
    this.#privateToken = privateToken;
  }

  admit(request: VendorRequest): Record<string, string> {
    const path = request.url.pathname;
    const isApi = /^\/(crm|crm-object-schemas|account-info|webhooks-journal)\//.test(path);
    if (!isApi) return {};
    this.#scopesOf(request);
    if (this.daily.remaining() === 0) throw new Refused(rateLimited('DAILY'));
    const isSearch = path.endsWith('/search');
    if (!(isSearch ? this.search : this.burst).take()) {
      const refusal = rateLimited(isSearch ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING');
      throw new Refused({ ...refusal, headers: { ...(isSearch ? {} : this.#headers()), ...refusal.headers } });
    }
    this.daily.take();
    // Searches are told nothing about limits.
    return isSearch ? {} : this.#headers();
  }

  /** Throws unless the token has the scope. */
  require(request: VendorRequest, scope: string): void {
    const scopes = this.#scopesOf(request);
    if (scopes !== 'all' && !scopes.includes(scope)) throw refuse(missingScope(scope));
  }

  #scopesOf({ headers }: VendorRequest): readonly string[] | 'all' {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (token === this.#privateToken) return 'all';
    const grant = token === undefined ? undefined : this.#grants.find(token);
    if (!grant) throw refuse(unauthorized(token !== undefined));
    return grant.scopes;
  }

  #headers(): Record<string, string> {
    return {
      'x-hubspot-ratelimit-max': String(this.burst.max),
      'x-hubspot-ratelimit-remaining': String(this.burst.remaining()),
      'x-hubspot-ratelimit-interval-milliseconds': String(this.burst.windowMs),
      'x-hubspot-ratelimit-daily': String(this.daily.max),
      'x-hubspot-ratelimit-daily-remaining': String(this.daily.remaining()),
    };
  }
}
