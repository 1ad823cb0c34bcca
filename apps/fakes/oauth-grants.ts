import { createHash, randomBytes } from 'node:crypto';
import type { VendorClock } from './vendor-clock.ts';

export interface OAuthClient {
  id: string;
  secret: string;
  redirectUris: readonly string[];
}

/** What an access token allows, and to whom it belongs. */
export interface Grant {
  clientId: string;
  scopes: readonly string[];
}

export interface TokenPair extends Grant {
  accessToken: string;
  refreshToken: string;
  expiresInS: number;
}

/** An OAuth error code, which each vendor words in its own way. */
export class OAuthProblem extends Error {
  readonly code:
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_request'
    | 'unsupported_grant_type'
    | 'redirect_uri_mismatch'
    | 'invalid_scope';

  constructor(code: OAuthProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface OAuthRules {
  clock: VendorClock;
  clients: readonly OAuthClient[];
  accessTokenMs: number;
  /** Each refresh replaces the refresh token, and the use of a replaced one revokes the whole grant. */
  rotates: boolean;
  prefixes: { access: string; refresh: string };
}

export interface AuthorizeRequest {
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  challenge: string | undefined;
}

interface Code extends AuthorizeRequest {
  expiresAt: number;
}
interface Family extends Grant {
  revoked: boolean;
  refreshToken: string;
}
interface AccessToken {
  family: Family;
  expiresAt: number;
}

/** RFC 6749 recommends at most 10 minutes; vendors allow less. */
const CODE_MS = 60_000;

/** The codes and tokens that an authorization server has issued. */
export class OAuthGrants {
  readonly rules: OAuthRules;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, Family>();
  /** How often a refresh token was used, successfully or not. */
  refreshes = 0;

  constructor(rules: OAuthRules) {
    this.rules = rules;
  }

  /** Whether the authorize page may be shown. A redirect URI that is not registered must never be redirected to. */
  check({ clientId, redirectUri }: Pick<AuthorizeRequest, 'clientId' | 'redirectUri'>): void {
    const client = this.rules.clients.find(({ id }) => id === clientId);
    if (!client) throw new OAuthProblem('invalid_client', 'the client id is unknown');
    if (!client.redirectUris.includes(redirectUri)) throw new OAuthProblem('redirect_uri_mismatch', 'redirect_uri is not registered');
  }

  allow(asked: AuthorizeRequest): string {
    this.check(asked);
    const code = token('code_');
    this.#codes.set(code, { ...asked, expiresAt: this.rules.clock.now() + CODE_MS });
    return code;
  }

  authenticate(id: string | undefined, secret: string | undefined): OAuthClient {
    const client = this.rules.clients.find((one) => one.id === id && one.secret === secret);
    if (!client) throw new OAuthProblem('invalid_client', 'client_id or client_secret is wrong');
    return client;
  }

  exchange(asked: { client: OAuthClient; code: string; redirectUri: string | null | undefined; verifier: string | undefined }): TokenPair {
    const code = this.#codes.get(asked.code);
    this.#codes.delete(asked.code);
    if (code?.clientId !== asked.client.id) throw new OAuthProblem('invalid_grant', 'the code is unknown or was used');
    if (code.expiresAt <= this.rules.clock.now()) throw new OAuthProblem('invalid_grant', 'the code has expired');
    // Null: the vendor does not ask for it again.
    if (asked.redirectUri !== null && asked.redirectUri !== code.redirectUri) {
      throw new OAuthProblem('redirect_uri_mismatch', 'redirect_uri differs from the one before');
    }
    if (code.challenge !== undefined && challengeOf(asked.verifier ?? '') !== code.challenge) {
      throw new OAuthProblem('invalid_grant', 'code_verifier does not match the code_challenge');
    }
    return this.issue({ clientId: code.clientId, scopes: code.scopes });
  }

  issue(grant: Grant): TokenPair {
    const family = { ...grant, revoked: false, refreshToken: token(this.rules.prefixes.refresh) };
    this.#refresh.set(family.refreshToken, family);
    return this.#pairOf(family);
  }

  refresh(client: OAuthClient, refreshToken: string): TokenPair {
    this.refreshes++;
    const family = this.#refresh.get(refreshToken);
    if (!family || family.clientId !== client.id || family.revoked) {
      throw new OAuthProblem('invalid_grant', 'the refresh token is unknown, expired or revoked');
    }
    if (this.rules.rotates && family.refreshToken !== refreshToken) {
      family.revoked = true;
      throw new OAuthProblem('invalid_grant', 'the refresh token was used before');
    }
    if (this.rules.rotates) {
      family.refreshToken = token(this.rules.prefixes.refresh);
      this.#refresh.set(family.refreshToken, family);
    }
    return this.#pairOf(family);
  }

  /** Revokes the grant that this access or refresh token belongs to. Returns whether there was one. */
  revoke(either: string): boolean {
    const family = this.#refresh.get(either) ?? this.#access.get(either)?.family;
    if (!family || family.revoked) return false;
    family.revoked = true;
    return true;
  }

  revokeAll(): void {
    for (const family of this.#refresh.values()) family.revoked = true;
  }

  /** The grant of a valid access token, and when it expires by the vendor's clock. */
  find(accessToken: string): (Grant & { expiresAt: number }) | undefined {
    const found = this.#access.get(accessToken);
    if (!found || found.family.revoked || found.expiresAt <= this.rules.clock.now()) return undefined;
    return { clientId: found.family.clientId, scopes: found.family.scopes, expiresAt: found.expiresAt };
  }

  findRefresh(refreshToken: string): Grant | undefined {
    const family = this.#refresh.get(refreshToken);
    return family && !family.revoked && family.refreshToken === refreshToken ? family : undefined;
  }

  #pairOf(family: Family): TokenPair {
    const accessToken = token(this.rules.prefixes.access);
    this.#access.set(accessToken, { family, expiresAt: this.rules.clock.now() + this.rules.accessTokenMs });
    const { clientId, scopes, refreshToken } = family;
    return { clientId, scopes, accessToken, refreshToken, expiresInS: this.rules.accessTokenMs / 1_000 };
  }
}

const token = (prefix: string) => `${prefix}${randomBytes(24).toString('base64url')}`;

/** RFC 7636, method S256. */
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
