import type { InboundEvent } from './inbound.ts';
import type { TokenRequest, VendorClient } from './oauth-vendor.ts';
import type { VendorSession } from './vendor-session.ts';

/** What of a vendor's log is read. */
export interface FeedPlace {
  accountId: string;
  /** `next` of the page before; null for the oldest that the vendor keeps. */
  cursor: string | null;
}

/** At most as many events as a webhook can have. */
export interface FeedPart {
  events: InboundEvent[];
  /** As the vendor has it, for people. */
  body: Buffer;
}

interface FeedPage {
  /** Read one after the other, because a page can be large. */
  parts: Iterable<FeedPart>;
  next: string;
}

/** A log of changes that the vendor keeps, for installations that its webhooks cannot reach. Each method but `tokens` throws ConnectorError. */
export interface VendorFeed {
  /** Proves the application, to which the log belongs. Null if these credentials are of no application. */
  tokens(client: VendorClient): TokenRequest | null;
  /** Has the vendor log changes of these objects, if it does not yet. Safe to repeat. */
  begin(session: VendorSession, wish: { accountId: string; objects: readonly string[] }): Promise<void>;
  /** Safe to repeat. */
  end(session: VendorSession, accountId: string): Promise<void>;
  /** The next page, oldest first; null if there is none yet. A place that the vendor no longer keeps leads to the oldest that it keeps. */
  read(session: VendorSession, place: FeedPlace): Promise<FeedPage | null>;
}
