import type { WriteFailure } from './record.ts';
import type { VendorSession } from './vendor-session.ts';

/** Two objects whose records can be linked. */
export interface AssociatedObjects {
  from: string;
  to: string;
}

export interface Association {
  fromId: string;
  toId: string;
  /** The vendor's ids of the kinds of this link, such as "primary company". */
  types: readonly string[];
}

export interface AssociationWrite {
  key: string;
  operation: 'add' | 'remove';
  fromId: string;
  toId: string;
  /** The vendor's id of the kind; without it the ordinary one. Removing a link removes every kind. */
  type?: string | undefined;
}

export type AssociationResult = { key: string; status: 'added' | 'removed' } | { key: string; status: 'failed'; failure: WriteFailure };

/** Links between records, for a vendor that keeps them apart from the fields of the records. Each throws ConnectorError. */
export interface VendorAssociations {
  /** All links of these records, however many each has. At most `batch.read` ids of the manifest. */
  read(session: VendorSession, objects: AssociatedObjects, fromIds: readonly string[]): Promise<Association[]>;
  /** One result per write, in their order; at most `batch.write` of the manifest. Safe to repeat. */
  write(session: VendorSession, objects: AssociatedObjects, writes: readonly AssociationWrite[]): Promise<AssociationResult[]>;
}
