import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Connectors } from '#connectors/index.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { VendorClient, VendorTokens } from '#connectors/oauth-vendor.ts';
import type { VendorHttp } from '#connectors/vendor-http.ts';
import { clientContext, tokensContext } from '#db/connections/connection.ts';
import { claimRefresh, findCredentials, releaseRefresh, type StoredCredentials, storeTokens } from '#db/connections/credentials.ts';
import type { Sql } from '#db/database.ts';
import type { SecretBox } from '#domain/secret-box.ts';

export interface CredentialKeeperDeps {
  sql: Sql;
  secretBox: SecretBox;
  http: VendorHttp;
  connectors: Connectors;
  /** The process. */
  holder: string;
}

/** The tokens of a connection, and which ones they are. */
export interface HeldTokens {
  tokens: VendorTokens;
  version: number;
}

/** A token that expires so soon is as good as expired: a call may take this long. */
const EXPIRY_MARGIN_MS = 60_000;
/** Longer than a token request may take, so that two processes never ask at the same time. */
const CLAIM_MS = 25_000;
const ASK_AGAIN_MS = 50;

/**
 * Keeps the tokens of connections. However many callers in however many processes find the same tokens refused or expired, the vendor is asked
 * for new ones once: some vendors revoke everything if a refresh token is used twice.
 */
export class CredentialKeeper {
  readonly #deps: CredentialKeeperDeps;
  readonly #renewing = new Map<string, Promise<HeldTokens>>();

  constructor(deps: CredentialKeeperDeps) {
    this.#deps = deps;
  }

  /** Tokens that have not expired. */
  async current(id: string): Promise<HeldTokens> {
    const held = this.#open(id, await this.#find(id));
    return held && !isExpiring(held.tokens, EXPIRY_MARGIN_MS) ? held : this.#renewOnce(id, (other) => !isExpiring(other, EXPIRY_MARGIN_MS));
  }

  /** Tokens other than those that the vendor refused. */
  renew(id: string, refused: VendorTokens): Promise<HeldTokens> {
    return this.#renewOnce(id, (other) => other.accessToken !== refused.accessToken);
  }

  /** Tokens that stay valid for this long, if the vendor issues such. */
  renewAhead(id: string, aheadMs: number): Promise<HeldTokens> {
    return this.#renewOnce(id, (other) => !isExpiring(other, aheadMs));
  }

  openClient(id: string, { clientSealed }: Pick<StoredCredentials, 'clientSealed'>): VendorClient {
    if (clientSealed === null) throw new ConnectorError('unauthorized', 'the connection was disconnected, and has no credentials');
    return JSON.parse(this.#deps.secretBox.open(clientSealed, clientContext(id))) as VendorClient;
  }

  sealClient = (id: string, client: VendorClient): string => this.#deps.secretBox.seal(JSON.stringify(client), clientContext(id));

  sealTokens = (id: string, tokens: VendorTokens): string => this.#deps.secretBox.seal(JSON.stringify(tokens), tokensContext(id));

  /** Null if there are none yet. */
  openTokens(id: string, sealed: string | null): VendorTokens | null {
    return sealed === null ? null : (JSON.parse(this.#deps.secretBox.open(sealed, tokensContext(id))) as VendorTokens);
  }

  #renewOnce(id: string, isGood: (tokens: VendorTokens) => boolean): Promise<HeldTokens> {
    // What is good for another caller can be what the vendor refused this one.
    const running = this.#renewing.get(id);
    if (running) return running.then((held) => (isGood(held.tokens) ? held : this.#renewOnce(id, isGood)));
    const renewing = this.#renew(id, isGood).finally(() => this.#renewing.delete(id));
    this.#renewing.set(id, renewing);
    return renewing;
  }

  async #renew(id: string, isGood: (tokens: VendorTokens) => boolean): Promise<HeldTokens> {
    const { sql, holder } = this.#deps;
    const deadline = performance.now() + CLAIM_MS;
    for (;;) {
      const stored = await this.#find(id);
      const held = this.#open(id, stored);
      // Another process has renewed them.
      if (held && isGood(held.tokens)) return held;
      const claim = { id, tokensVersion: stored.tokensVersion, holder, forMs: CLAIM_MS };
      if (await claimRefresh(sql, claim)) return this.#ask(id, stored, held);
      if (performance.now() > deadline) throw new ConnectorError('unavailable', 'another process still asks the vendor for new tokens');
      await sleep(ASK_AGAIN_MS);
    }
  }

  async #ask(id: string, stored: StoredCredentials, held: HeldTokens | null): Promise<HeldTokens> {
    const { sql, holder, connectors } = this.#deps;
    try {
      const connector = connectors.get(stored.vendor);
      if (!connector) throw new ConnectorError('rejected', `this version has no connector for ${stored.vendor}`);
      const client = this.openClient(id, stored);
      const tokens = client.method === 'token' ? ownToken(client, held) : await this.#request(connector.oauth, client, held);
      const sealed = this.sealTokens(id, tokens);
      const expiresAt = tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt);
      const isStored = await storeTokens(sql, { id, tokensVersion: stored.tokensVersion, sealed, expiresAt });
      if (!isStored) throw new ConnectorError('unavailable', 'the credentials of the connection were changed meanwhile');
      return { tokens, version: stored.tokensVersion + 1 };
    } catch (error) {
      await releaseRefresh(sql, { id, holder });
      throw error;
    }
  }

  async #request(oauth: Parameters<typeof requestTokens>[1], client: VendorClient, held: HeldTokens | null): Promise<VendorTokens> {
    const request = oauth.renew(client, held?.tokens ?? null, new Date());
    if (!request) throw new ConnectorError('unauthorized', 'the vendor refuses the token, and issues no other without a person');
    return mergeTokens(held?.tokens, await requestTokens(this.#deps.http, oauth, request, client));
  }

  #open(id: string, { tokensSealed, tokensVersion }: StoredCredentials): HeldTokens | null {
    const tokens = this.openTokens(id, tokensSealed);
    return tokens && { tokens, version: tokensVersion };
  }

  async #find(id: string): Promise<StoredCredentials> {
    const stored = await findCredentials(this.#deps.sql, id);
    if (!stored) throw new ConnectorError('rejected', `there is no connection ${id}`);
    return stored;
  }
}

/** A token that was entered by hand is all there is. */
function ownToken({ token, accountId }: VendorClient & { method: 'token' }, held: HeldTokens | null): VendorTokens {
  if (held) throw new ConnectorError('unauthorized', 'the vendor refuses the token that was entered');
  return { accessToken: token, accountId };
}

/** What an answer omits stays as it was, except that old times say nothing about a new token. */
export function mergeTokens(before: VendorTokens | undefined, answer: VendorTokens): VendorTokens {
  const told = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  return { ...before, accessToken: answer.accessToken, expiresAt: undefined, ...told };
}

const isExpiring = ({ expiresAt }: VendorTokens, withinMs: number): boolean =>
  expiresAt !== undefined && Date.parse(expiresAt) - Date.now() < withinMs;
