import type { Sql } from '#db/database.ts';
import { headersContext, openUrl, secretContext } from '#db/delivery/endpoint-secret.ts';
import { getStoredTarget, type StoredTarget } from '#db/delivery/endpoint-target.ts';
import { prepareSecret, type PreparedSecret } from '#domain/delivery/signature.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';

/** An endpoint with its URL, headers and signing secrets decrypted, in memory only. */
export interface Target extends Omit<StoredTarget, 'headersSealed' | 'urlQuerySealed' | 'secrets'> {
  headers: Record<string, string>;
  secrets: { key: PreparedSecret; expiresAt: number }[];
}

/**
 * The stored URL, headers or secrets of an endpoint cannot be decrypted with this process's keys. Nothing was sent, and nothing of this counts
 * against the endpoint. The message contains no stored value.
 */
export class EndpointUnreadable extends Error {
  override readonly name = 'EndpointUnreadable';
}

/**
 * Caches endpoint configurations with their version. Every claim contains the version at that time, so a result is never older than the
 * claim and no invalidation is needed.
 */
export class EndpointCache {
  readonly #sql: Sql;
  readonly #secretBox: SecretBox;
  readonly #targets = new Map<string, Target>();
  readonly #loading = new Map<string, Promise<Target>>();

  constructor(sql: Sql, secretBox: SecretBox) {
    this.#sql = sql;
    this.#secretBox = secretBox;
  }

  /** The cached configuration of any version, without a query. Its limits can be slightly outdated. */
  peek(endpointId: string): Target | undefined {
    return this.#targets.get(endpointId);
  }

  isKnown(endpointId: string, version: number): boolean {
    return (this.#targets.get(endpointId)?.version ?? 0) >= version;
  }

  async get(endpointId: string, version: number): Promise<Target> {
    const known = this.#targets.get(endpointId);
    if (known && known.version >= version) return known;
    let loading = this.#loading.get(endpointId);
    if (!loading) {
      loading = this.#load(endpointId).finally(() => this.#loading.delete(endpointId));
      this.#loading.set(endpointId, loading);
    }
    return loading;
  }

  async #load(endpointId: string): Promise<Target> {
    const { headersSealed, urlQuerySealed, secrets, ...stored } = await getStoredTarget(this.#sql, endpointId);
    const target: Target = { ...stored, ...this.#open(endpointId, { url: stored.url, urlQuerySealed, headersSealed, secrets }) };
    this.#targets.set(endpointId, target);
    return target;
  }

  #open(
    endpointId: string,
    stored: Pick<StoredTarget, 'url' | 'urlQuerySealed' | 'headersSealed' | 'secrets'>,
  ): Pick<Target, 'url' | 'headers' | 'secrets'> {
    const { url, urlQuerySealed, headersSealed, secrets } = stored;
    try {
      const headers = headersSealed ? this.#secretBox.open(headersSealed, headersContext(endpointId)) : '{}';
      return {
        url: openUrl({ id: endpointId, url, urlQuerySealed }, this.#secretBox),
        headers: JSON.parse(headers) as Record<string, string>,
        secrets: secrets.map(({ id, sealed, expiresAt }) => ({
          key: prepareSecret(this.#secretBox.open(sealed, secretContext(id))),
          expiresAt: expiresAt ? Date.parse(expiresAt) : Infinity,
        })),
      };
    } catch (error) {
      // Other errors come from parsing what was decrypted, and could quote it.
      throw new EndpointUnreadable(
        isSealedFault(error) ? error.message : 'The stored URL, headers or secrets of the endpoint are malformed.',
      );
    }
  }
}
