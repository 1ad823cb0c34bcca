import type { InboundEffect } from '#domain/connections/inbound.ts';

/** A webhook as it arrived. */
export interface InboundRequest {
  method: string;
  /** The URL that the vendor called, as it knows it: some vendors sign it. */
  url: string;
  /** Names in lower case. A header that was sent twice is missing: two readers could take different ones. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** One notice of the vendor: a hint that leads to a refetch, never data to store. */
export interface InboundEvent {
  /** The vendor's id of the notice; null if it has none, and then the hash of the notice identifies it. */
  id: string | null;
  type: string;
  object: string | null;
  recordId: string | null;
  /** The vendor's account that it is about; null if the notice does not say. */
  accountId: string | null;
  occurredAt: Date | null;
  effect: InboundEffect;
  /** The fields that changed, without what follows a dot. Absent if the notice does not say: then all may have. */
  fields?: readonly string[] | undefined;
  /** The key of the write of ours that made the change, if the notice says so. */
  writeKey?: string | undefined;
}

export interface InboundVendor {
  /** Which secret signs: the application's own, or one that exists for webhooks only. */
  secret: 'client_secret' | 'signing_secret';
  /** What is wrong with a secret, for the person who enters it; undefined if nothing is. Absent if every text can be one. */
  faultOfSecret?(secret: string): string | undefined;
  /** Whether one of the secrets signed this request, in constant time, within the vendor's tolerance on both sides of `now`. */
  verify(request: InboundRequest, secrets: readonly string[], now: Date): boolean;
  /** Throws ConnectorError `malformed` for what is no notice of this vendor. */
  read(request: InboundRequest): InboundEvent[];
  /** What the vendor wants to read in the answer, to prove that the URL is ours. */
  challenge?(request: InboundRequest): string | undefined;
}
