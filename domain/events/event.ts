/** An event as it enters the store: validated, with its schema version pinned and its ids given. */
export interface NewEvent {
  id: string;
  type: string;
  schemaVersion: number;
  occurredAt: Date;
  /** The payload as JSON text. It stays text on its way to the database and to the receivers. */
  dataJson: string;
  /** The publisher's own id: unique, a second publish of it answers the first event. */
  externalId?: string;
  orderingKey?: string;
  /** Deliver only to these partners; undefined means to everyone who subscribed. */
  partnerIds?: string[];
  /** Deliver only to these endpoints, whatever their filter (test events). */
  endpointIds?: string[];
  idempotency?: { scope: string; key: string; fingerprint: string };
}

/** What became of it. `duplicate`: the external id or idempotency key was known, and this is the first event's row. */
export interface PublishedEvent {
  id: string;
  createdAt: Date;
  deliveries: number;
  result: 'created' | 'duplicate' | 'idempotency_mismatch' | 'external_id_mismatch';
}
