import { randomBytes } from 'node:crypto';
import { type Allowance, CallWindow } from '#apps/fakes/call-window.ts';
import type { OAuthGrants } from '#apps/fakes/oauth-grants.ts';
import { Refused, type VendorRequest } from '#apps/fakes/vendor-server.ts';
import { rateLimited, refuse } from './stripe-errors.ts';

export interface StripeLimits {
  /** Of the whole account: 100 in live mode, 25 in a sandbox. */
  account: Allowance;
  /** Of each endpoint. */
  endpoint: Allowance;
  search: Allowance;
}

/** https://docs.stripe.com/rate-limits */
export const publishedLimits: StripeLimits = {
  account: { max: 100, windowMs: 1_000 },
  endpoint: { max: 25, windowMs: 1_000 },
  search: { max: 20, windowMs: 1_000 },
};

const knownVersion = /^20(2[4-6])-\d{2}-\d{2}(\.[a-z]+)?$/;

/** A restricted key may do what it lists; the secret key everything. */
export interface StripeKey {
  key: string;
  permissions: readonly string[] | 'all';
}

/** Decides who may call, and how often. */
export class StripeAdmission {
  readonly account: CallWindow;
  readonly #limits: StripeLimits;
  readonly #endpoints = new Map<string, CallWindow>();
  readonly #keys: StripeKey[];
  readonly #grants: OAuthGrants;
  readonly #accountId: string;

  constructor(limits: StripeLimits, keys: StripeKey[], grants: OAuthGrants, accountId: string) {
    this.account = new CallWindow(limits.account);
    this.#limits = limits;
    this.#keys = keys;
    this.#grants = grants;
    this.#accountId = accountId;
  }

  admit(request: VendorRequest): Record<string, string> {
    const version = request.headers['stripe-version'];
    if (!request.url.pathname.startsWith('/v1/')) return {};
    this.#permissionsOf(request);
    if (typeof version === 'string' && !knownVersion.test(version)) {
      throw refuse({ message: `Invalid Stripe API version: ${version}` });
    }
    const window = this.endpoint(request.method, request.url.pathname);
    if (window.remaining() === 0) throw new Refused(rateLimited('endpoint-rate'));
    if (!this.account.take()) throw new Refused(rateLimited('global-rate'));
    window.take();
    return {
      'request-id': `req_${randomBytes(7).toString('hex')}`,
      'stripe-version': typeof version === 'string' ? version : '2026-04-22.dahlia',
    };
  }

  /** The window of an endpoint: of all its objects together. */
  endpoint(method: string, path: string): CallWindow {
    const isSearch = path.endsWith('/search');
    const [, , list = '', id] = path.split('/');
    const key = isSearch ? `search` : `${method} ${list}${id === undefined ? '' : '/:id'}`;
    const window = this.#endpoints.get(key) ?? new CallWindow(isSearch ? this.#limits.search : this.#limits.endpoint);
    this.#endpoints.set(key, window);
    return window;
  }

  /** Throws unless the key has the permission. */
  require(request: VendorRequest, permission: string): void {
    const permissions = this.#permissionsOf(request);
    if (permissions === 'all' || permissions.includes(permission) || permissions.includes(permission.replace(/_read$/, '_write'))) return;
    throw refuse({
      status: 403,
      code: 'more_permissions_required',
      message: `The provided key '${redacted(keyOf(request))}' does not have the required permissions for this endpoint on account '${this.#accountId}'. Having the '${permission}' permission would allow this request to continue.`,
    });
  }

  #permissionsOf(request: VendorRequest): readonly string[] | 'all' {
    const key = keyOf(request);
    const found = this.#keys.find((one) => one.key === key);
    const granted = found ? undefined : this.#grants.find(key);
    if (!found && !granted) {
      throw refuse({ status: 401, message: key === '' ? 'You did not provide an API key.' : `Invalid API Key provided: ${redacted(key)}` });
    }
    const onBehalf = request.headers['stripe-account'];
    if (onBehalf !== undefined && onBehalf !== this.#accountId) {
      throw refuse({
        status: 403,
        code: 'account_invalid',
        message: `The provided key does not have access to account '${String(onBehalf)}' (or that account does not exist).`,
      });
    }
    return found
      ? found.permissions
      : (granted?.scopes ?? []).includes('stripe_apps') || (granted?.scopes ?? []).includes('read_write')
        ? 'all'
        : [];
  }
}

function keyOf({ headers }: VendorRequest): string {
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return value;
  return scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : '';
}

const redacted = (key: string) => `${key.slice(0, 8)}****${key.slice(-4)}`;
