import type { Sql } from '#db/database.ts';
import { listReadableAgain, releaseUnreadable } from '#db/delivery/unreadable-hold.ts';
import { type EndpointCache, EndpointUnreadable } from './endpoint-cache.ts';

/** Each costs a query in every sweep while it stays unreadable. */
const atOnce = 20;

export interface UnreadableEndpointsDeps {
  sql: Sql;
  keyIds: readonly string[];
  endpoints: EndpointCache;
  onReleased: (endpointId: string) => void;
}

/** Releases the deliveries that were held because their endpoint's secrets could not be decrypted, as soon as this process can decrypt them. */
export async function releaseReadableEndpoints({ sql, keyIds, endpoints, onReleased }: UnreadableEndpointsDeps): Promise<void> {
  for (const { id, version } of await listReadableAgain(sql, { keyIds, limit: atOnce })) {
    try {
      await endpoints.get(id, version);
    } catch (error) {
      // The key has the right id and the wrong content.
      if (error instanceof EndpointUnreadable) continue;
      throw error;
    }
    if ((await releaseUnreadable(sql, id)) > 0) onReleased(id);
  }
}
