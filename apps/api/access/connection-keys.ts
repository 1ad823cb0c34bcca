import type { FastifyRequest } from 'fastify';
import type { Principal } from '#apps/api/http/principal.ts';
import type { StoredApiKey } from '#db/access/api-key.ts';
import type { Directory } from './directory.ts';

/** An API key that a request has authenticated with. */
export interface ProvenKey {
  publicId: string;
  row: StoredApiKey;
}

interface Shown extends ProvenKey {
  header: string;
  principal: Principal;
}

/**
 * Caches the API key of the previous request on the same connection. Most requests repeat it, and hashing its secret again would cost more
 * than all other checks. The entry lives no longer than the connection, and no longer than the directory caches the same rows. After a
 * change of the key or its partner the key is authenticated again.
 */
export class ConnectionKeys {
  readonly #directory: Pick<Directory, 'apiKeys' | 'tenants' | 'noteUse'>;
  readonly #shown = new WeakMap<FastifyRequest['socket'], Shown>();

  constructor(directory: Pick<Directory, 'apiKeys' | 'tenants' | 'noteUse'>) {
    this.#directory = directory;
  }

  remember({ headers, socket }: FastifyRequest, key: ProvenKey, principal: Principal): void {
    this.#shown.set(socket, { ...key, principal, header: headers.authorization ?? '' });
  }

  /** The caller, if nothing needs to be looked up. */
  principalOf({ headers, socket }: FastifyRequest): Principal | undefined {
    const shown = this.#shown.get(socket);
    if (shown === undefined || shown.header !== headers.authorization || !this.#isCurrent(shown)) return undefined;
    this.#directory.noteUse(shown.row.id);
    return shown.principal;
  }

  #isCurrent({ publicId, row, principal }: Shown): boolean {
    if (this.#directory.apiKeys.cached(publicId) !== row) return false;
    if (row.expiresAt !== null && row.expiresAt.getTime() <= Date.now()) return false;
    return principal.kind === 'platform' || this.#directory.tenants.cached(principal.partnerId) === principal.tenant;
  }
}
