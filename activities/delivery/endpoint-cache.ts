import type { Sql } from '#db/database.ts';
import { headersContext, secretContext } from '#db/delivery/endpoint-secret.ts';
import { getStoredTarget, type StoredTarget } from '#db/delivery/endpoint-target.ts';
import { prepareSecret, type PreparedSecret } from '#domain/delivery/signature.ts';
import type { SecretBox } from '#domain/secret-box.ts';

/** An endpoint ready to be posted to: headers and signing secrets unsealed, in memory only. */
export interface Target extends Omit<StoredTarget, 'headersSealed' | 'secrets'> {
  headers: Record<string, string>;
  secrets: { key: PreparedSecret; expiresAt: number }[];
}

/**
 * Endpoint configurations by version. Every claim tells which version it saw, so an answer is never older than the
 * claim and nothing needs to be invalidated.
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

  /** What is known without asking, of any version: limits that may be a moment old. */
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
    const { headersSealed, secrets, ...stored } = await getStoredTarget(this.#sql, endpointId);
    const headers = headersSealed ? this.#secretBox.open(headersSealed, headersContext(endpointId)) : '{}';
    const target: Target = {
      ...stored,
      headers: JSON.parse(headers) as Record<string, string>,
      secrets: secrets.map(({ id, sealed, expiresAt }) => ({
        key: prepareSecret(this.#secretBox.open(sealed, secretContext(id))),
        expiresAt: expiresAt ? Date.parse(expiresAt) : Infinity,
      })),
    };
    this.#targets.set(endpointId, target);
    return target;
  }
}
