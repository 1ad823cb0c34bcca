import type { TraceContext } from '#domain/trace-context.ts';

/** An event as it enters the store: validated, with its ids and its schema version assigned. */
export interface NewEvent {
  id: string;
  type: string;
  schemaVersion: number;
  occurredAt: Date;
  /** The payload, as a JSON string. It stays a string on its way to the database and to the receivers. */
  dataJson: string;
  /** The publisher's own unique id. Publishing it a second time returns the first event. */
  externalId?: string;
  orderingKey?: string;
  /** Deliver only to these partners; undefined means every subscribed partner. */
  partnerIds?: string[];
  /** Deliver only to these endpoints, whatever their filter (test events). */
  endpointIds?: string[];
  idempotency?: { scope: string; key: string; fingerprint: string };
  /** The request that published it. */
  trace?: TraceContext;
}

/** The result of a publish. `duplicate`: the external id or idempotency key has been used before, and this is the first event. */
export interface PublishedEvent {
  id: string;
  createdAt: Date;
  deliveries: number;
  result: 'created' | 'duplicate' | 'idempotency_mismatch' | 'external_id_mismatch';
}
