import { otherSide, type Side } from '#domain/sync/mapping.ts';
import type { SyncValue } from '#domain/sync/sync-value.ts';
import { type FailureReason, failureReasons } from '#domain/sync/write-failure.ts';
import type { Difference, SideNames } from './difference.ts';

/** What let a difference happen, for people, with the id of a row of the sync where there is one. */
export interface Cause {
  kind:
    | 'write_failed'
    | 'write_waiting'
    | 'write_dismissed'
    | 'write_not_kept'
    | 'changed_afterwards'
    | 'conflict_open'
    | 'never_read'
    | 'not_merged'
    | 'unknown';
  message: string;
  id?: string;
}

/** What the sync knows of a record. */
interface Known {
  /** Of the field; undefined if the sync has none. */
  value: SyncValue | undefined;
  isLive: boolean;
  isPending: boolean;
}

export interface Evidence extends Record<Side, Known | null> {
  /** The write of the record that waits, failed, or ended last. */
  write: {
    id: string;
    side: Side;
    state: 'waiting' | 'acked' | 'failed' | 'dismissed';
    reason: FailureReason | null;
    message: string | null;
    endedAt: Date | null;
    /** What it wrote to the field; undefined if it was not about the field. */
    value: SyncValue | undefined;
  } | null;
  conflictId: string | null;
  /** What the sync asks a person. */
  question: string | null;
}

/** When the target changed, by our clock. */
type ChangedAt = Readonly<Record<Side, Date | null>>;

export function causeOf(difference: Difference, evidence: Evidence, names: SideNames, changedAt: ChangedAt): Cause {
  return causeInSync(evidence) ?? causeInLedger(difference, evidence, names, changedAt) ?? causeInReading(difference, evidence, names);
}

function causeInSync({ write, conflictId, question }: Evidence): Cause | null {
  if (conflictId !== null) {
    return { kind: 'conflict_open', message: 'The sync has found the conflict, and waits for a person', id: conflictId };
  }
  if (write?.state === 'failed') {
    const { text } = failureReasons[write.reason ?? 'invalid'];
    return { kind: 'write_failed', message: `The write failed. ${text}: ${write.message ?? ''}`, id: write.id };
  }
  if (write?.state !== 'waiting') return null;
  const why = question ?? write.message;
  return { kind: 'write_waiting', message: `The write waits${why === null ? '' : `: ${why}`}`, id: write.id };
}

function causeInLedger({ toSide, toValue, field }: Difference, { write }: Evidence, names: SideNames, changedAt: ChangedAt): Cause | null {
  if (write === null || (field !== null && (write.value !== toValue || write.side !== toSide))) return null;
  if (write.state === 'dismissed') return { kind: 'write_dismissed', message: 'A person dismissed the write', id: write.id };
  if (field === null) return null;
  const changed = changedAt[write.side];
  const name = names[write.side];
  if (changed !== null && write.endedAt !== null && changed.getTime() > write.endedAt.getTime() + SAME_WRITE_MS) {
    return { kind: 'changed_afterwards', message: `It was written, and somebody changed it in ${name} afterwards`, id: write.id };
  }
  return { kind: 'write_not_kept', message: `${name} acknowledged the write, and has another value`, id: write.id };
}

/** A vendor stamps our write with a time that is this close to when we heard of its end. */
const SAME_WRITE_MS = 60_000;

function causeInReading(difference: Difference, evidence: Evidence, names: SideNames): Cause {
  for (const side of sidesOf(difference)) {
    const now = side === 'a' ? difference.aValue : difference.bValue;
    const known = evidence[side];
    const isNews = difference.field === null ? known === null : known?.value !== undefined && known.value !== now;
    if (isNews) {
      const what = known === null ? 'the record' : 'the change';
      return {
        kind: 'never_read',
        message: `The sync has not read ${what} in ${names[side]}: no webhook told of it, and no poll showed it`,
      };
    }
    if (goneSideOf(difference) === side && known?.isLive === true) {
      return { kind: 'never_read', message: `The sync has not learned that the record is gone in ${names[side]}` };
    }
  }
  const waiting = sidesOf(difference).find((side) => evidence[side]?.isPending);
  if (waiting) return { kind: 'not_merged', message: 'The sync has read the change, and no run has compared it yet' };
  return { kind: 'unknown', message: 'The sync knows both values, and has written nothing' };
}

/** Of a link, the side whose record is not there. */
function goneSideOf({ class: name, linkId, goneSide }: Difference): Side | null {
  if (linkId === null) return null;
  return name === 'missing_left' ? 'a' : name === 'missing_right' ? 'b' : goneSide;
}

/** The side whose change should have been carried over first. */
function sidesOf({ toSide, aId, bId }: Difference): Side[] {
  const order: Side[] = toSide === null ? ['a', 'b'] : [otherSide(toSide), toSide];
  return order.filter((side) => (side === 'a' ? aId : bId) !== null);
}
