import type { Manifest } from '#domain/connections/manifest.ts';
import type { StatusFeed } from '#domain/health/vendor-status.ts';
import type { VendorAssociations } from './association.ts';
import type { VendorFeed } from './feed.ts';
import type { InboundVendor } from './inbound.ts';
import type { OauthVendor } from './oauth-vendor.ts';
import type { VendorProtocol } from './protocol.ts';
import type { ObjectDescription, PageRequest, RecordPage, RecordWrite, VendorRecord, WriteResult } from './record.ts';
import type { VendorSession } from './vendor-session.ts';

/** The vendor's account behind a connection. */
export interface VendorAccount {
  id: string;
  name: string;
  /** Null if the vendor does not tell: then the first refusal does. */
  scopes: readonly string[] | null;
}

/** A listing has one cursor, and one call that waits for the answer to the last is slower than a vendor's limits. So a long one is divided. */
export interface ListingDivision {
  /** So many parts, read at once, reach the limits where pages take a third of a second. */
  readers: number;
  /**
   * Divides the rest of a listing of `all`. Together the two cursors lead to what the one did, each record once. Null if too little is left, or if
   * the vendor has no cursors for it. Throws ConnectorError.
   */
  split(session: VendorSession, listing: { object: string; cursor: string }): Promise<readonly [string, string] | null>;
}

/** Each throws ConnectorError. */
interface VendorObjects {
  identify(session: VendorSession): Promise<VendorAccount>;
  /** Live metadata of one object. */
  describe(session: VendorSession, object: string): Promise<ObjectDescription>;
  readPage(session: VendorSession, request: PageRequest): Promise<RecordPage>;
  /** Null where listings cannot be divided. */
  division: ListingDivision | null;
  /** At most `batch.read` of the manifest. Ids that the vendor does not know are absent from the result; one that was merged is `merged`, if the vendor tells, and the survivor is there too. */
  readMany(session: VendorSession, object: string, ids: readonly string[], fields: readonly string[]): Promise<VendorRecord[]>;
  /** At most `batch.write` of the manifest. One result per write, in their order. Safe to repeat with the same keys, except `create` where the manifest says so. */
  writeBatch(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]>;
}

/** Webhooks that the vendor sends because we asked for them by its API. */
interface VendorSubscriptions {
  /** Returns the vendor's id, and the secret that signs them if the vendor chose one. Safe to repeat: replaces what sends to the same URL. */
  subscribe(session: VendorSession, wish: { url: string; objects: readonly string[] }): Promise<{ id: string; secret: string | null }>;
  /** Safe to repeat. */
  unsubscribe(session: VendorSession, id: string): Promise<void>;
}

/** One vendor. docs/connectors/writing-one.md explains how to add another; the conformance suite runs over all. */
export interface Connector {
  manifest: Manifest;
  oauth: OauthVendor;
  protocol: VendorProtocol;
  objects: VendorObjects;
  /** Null if links between records are fields of the records. */
  associations: VendorAssociations | null;
  /** Null if the vendor sends no signed webhooks. */
  inbound: InboundVendor | null;
  /** Null if webhooks are set up by hand at the vendor. */
  subscriptions: VendorSubscriptions | null;
  /** Null if the vendor keeps no log of changes that is pulled instead of webhooks. */
  feed: VendorFeed | null;
  /** Null if the vendor does not tell all its customers alike how it is doing. */
  statusFeed: StatusFeed | null;
}
