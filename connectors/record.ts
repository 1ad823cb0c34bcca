/** A value as JSON holds it. Times are ISO 8601, picklists with several choices are arrays. */
export type FieldValue = string | number | boolean | null | readonly string[];
export type Fields = Readonly<Record<string, FieldValue>>;

/** A record as the vendor has it. */
export interface VendorRecord {
  id: string;
  /** ISO 8601; null if the vendor does not tell. */
  modifiedAt: string | null;
  /** Changes with every change of the record: with `id` it tells a repeat from a newer state. */
  version: string;
  state: 'live' | 'deleted' | 'merged';
  /** The record that survived a merge; null if the vendor does not tell. */
  mergedInto: string | null;
  /** Only those that were asked for. Empty for a record that is gone. */
  fields: Fields;
}

export interface PageRequest {
  object: string;
  fields: readonly string[];
  /** `all`: every live record. `changed`: live records changed since. `gone`: deleted and merged ones since. */
  what: 'all' | 'changed' | 'gone';
  /** Inclusive. Ignored for `all`. */
  since: Date | null;
  /** `next` of the page before; null for the first. Survives restarts: it is text, and names no secret. */
  cursor: string | null;
  /** Of changes that the vendor tells as events, those that were read already: their records need not be read again. */
  findKnown?: ((events: readonly { eventId: string; recordId: string }[]) => Promise<ReadonlySet<string>>) | undefined;
}

/** A page never skips a record that existed before the first page was asked for; one that changes meanwhile may come twice. */
export interface RecordPage {
  records: VendorRecord[];
  /** Null on the last page. */
  next: string | null;
  /** When the latest change of the page happened, if the records themselves do not tell. */
  latest?: string | null | undefined;
  /** What tells the page from others if their records may be the same: of a page of events, the last one. */
  mark?: string | undefined;
}

export interface RecordWrite {
  /** Identifies this write for ever: what the vendor needs against repeats is derived from it. */
  key: string;
  operation: 'create' | 'update' | 'upsert' | 'delete';
  /** The vendor's id; needed for `update` and `delete`. */
  id?: string | undefined;
  /** A unique field that identifies the record; needed for `upsert`. */
  externalId?: { field: string; value: string } | undefined;
  fields: Fields;
  /** The write fails with `conflict` if the record changed after this, where the vendor can check it. */
  unmodifiedSince?: Date | undefined;
}

/** What became of one write, in the order of the batch. */
export type WriteResult =
  /** `isAltered`: the vendor says that it stored other values than these, such as an address in lower case. */
  | { key: string; status: 'created' | 'updated' | 'deleted'; id: string; isAltered?: boolean | undefined }
  | { key: string; status: 'failed'; failure: WriteFailure };

export interface WriteFailure {
  /** The vendor's own code. */
  code: string;
  /** The vendor's own words, tidied. */
  message: string;
  /** Whether the same write can succeed later. */
  retryable: boolean;
  /** `conflict`: changed since. `duplicate`: the vendor's duplicate rule. `invalid`: the record. `busy`: locked, or a fault of the vendor. */
  reason: 'conflict' | 'duplicate' | 'invalid' | 'missing' | 'forbidden' | 'busy';
  field: string | null;
}

export interface FieldDescription {
  name: string;
  label: string;
  type: 'text' | 'number' | 'money' | 'boolean' | 'date' | 'time' | 'choice' | 'choices' | 'reference' | 'other';
  required: boolean;
  readOnly: boolean;
  maxLength: number | null;
  /** The permitted values of `choice` and `choices`; null if any is permitted. */
  options: readonly { value: string; label: string }[] | null;
  /** The objects that a `reference` can point to. */
  references: readonly string[];
}

export interface ObjectDescription {
  object: string;
  fields: FieldDescription[];
}
