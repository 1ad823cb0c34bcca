import { ConnectorError } from '#connectors/connector-error.ts';
import { fetchStatusFeed } from '#connectors/status-feed.ts';
import type { VendorHttp } from '#connectors/vendor-http.ts';
import type { Sql } from '#db/database.ts';
import { claimFeed, listUsedVendors, noteFeedFailure, storeReading } from '#db/health/vendor-status.ts';
import type { StatusFeed } from '#domain/health/vendor-status.ts';

/** The vendors, as far as they say how they are doing. */
export interface StatusFeeds {
  http: VendorHttp;
  /** Null if it does not tell, or is not at its usual address. */
  statusFeed(vendor: string): StatusFeed | null;
}

/** Reads the feeds that are due. One that cannot be read is read later: its vendor can be well all the same. `onEach` is called before each. */
export async function readVendorStatus(sql: Sql, { http, statusFeed }: StatusFeeds, onEach: () => Promise<void>): Promise<void> {
  for (const vendor of await listUsedVendors(sql)) {
    const feed = statusFeed(vendor);
    const claimed = feed && (await claimFeed(sql, vendor));
    if (!feed || !claimed) continue;
    await onEach();
    try {
      await storeReading(sql, vendor, await fetchStatusFeed(http, feed, claimed));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await noteFeedFailure(sql, vendor, error.retryAfterMs === undefined ? undefined : error.retryAfterMs / 1000);
    }
  }
}
