import { decideLink, type Candidate, type LinkDecision } from '#domain/sync/link.ts';
import { type FieldMap, fieldKey, type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import { mergeRecords } from '#domain/sync/merge.ts';
import { type SyncValue, ValueFault } from '#domain/sync/sync-value.ts';
import { type SyncValues, toVendor } from '#domain/sync/translate.ts';
import { type FailureReason, failureReasons } from '#domain/sync/write-failure.ts';
import type { FindingClass } from './reconciliation.ts';

/** A record as it was read just now. */
export interface SeenRecord {
  recordId: string;
  values: SyncValues;
  faults: readonly { field: string; reason: string; message: string }[];
  keys: readonly string[];
}

/** What is not the same on both sides, and what the owner rules would write. */
export interface Difference {
  class: FindingClass;
  field: string | null;
  linkId: string | null;
  aId: string | null;
  bId: string | null;
  aValue: SyncValue;
  bValue: SyncValue;
  agreedValue: SyncValue;
  toSide: Side | null;
  toValue: SyncValue;
  goneSide: Side | null;
  mergedInto: string | null;
  message: string;
  remedy: string;
}

export interface SeenLink {
  id: string;
  aId: string;
  bId: string;
  agreed: SyncValues;
}

/** How people call the two systems. */
export type SideNames = Readonly<Record<Side, string>>;

const nothing = {
  field: null,
  linkId: null,
  aId: null,
  bId: null,
  aValue: null,
  bValue: null,
  agreedValue: null,
  toSide: null,
  toValue: null,
};
const plain = { ...nothing, goneSide: null, mergedInto: null } satisfies Partial<Difference>;
const idsOf = ({ id, aId, bId }: SeenLink) => ({ linkId: id, aId, bId });
const missingOn = (side: Side): FindingClass => (side === 'a' ? 'missing_left' : 'missing_right');

/** Two linked records, field by field, as the sync would merge them. */
export function comparePair(
  map: ObjectMap,
  names: SideNames,
  { link, newer, ...records }: { link: SeenLink; newer: Side | null } & Readonly<Record<Side, SeenRecord>>,
): Difference[] {
  const [a, b] = [records.a.values, records.b.values];
  const merge = mergeRecords(map, { agreed: link.agreed, a, b, newer });
  const at = (key: string) => ({
    ...{ ...plain, ...idsOf(link), field: key, aValue: a[key] ?? null, bValue: b[key] ?? null, agreedValue: link.agreed[key] ?? null },
  });
  const found = sides.flatMap((side) => records[side].faults.map((fault) => unusable(map, side, at, fault)));
  for (const field of map.fields) {
    const key = fieldKey(field);
    const to = sides.find((side) => key in merge.writes[side]);
    if (to !== undefined) {
      found.push({ ...at(key), ...staleField(map, names, field, to, merge.writes[to][key] ?? null, at(key)) });
    } else if (merge.conflicts.includes(key)) {
      const message = `${names.a} has ${shown(at(key).aValue)} in ${field.a}, ${names.b} has ${shown(at(key).bValue)} in ${field.b}: both changed, and no rule decides`;
      found.push({
        ...at(key),
        class: 'conflicting',
        message,
        remedy: 'Choose the side that is right, in the list of conflicts of the sync',
      });
    }
  }
  return found;
}

type At = (key: string) => Omit<Difference, 'class' | 'message' | 'remedy'>;

/** A value that the mapping cannot translate. A fault without a field is one of the whole record. */
function unusable(map: ObjectMap, side: Side, at: At, fault: SeenRecord['faults'][number]): Difference {
  const field = map.fields.find((one) => one[side] === fault.field);
  const place = { ...at(field ? fieldKey(field) : ''), field: field ? fieldKey(field) : null };
  return { ...place, class: 'unmapped', message: fault.message, remedy: remedyOf(fault.reason) };
}

const remedyOf = (reason: string): string => failureReasons[reason as FailureReason].remedy;

function staleField(
  map: ObjectMap,
  names: SideNames,
  field: FieldMap,
  to: Side,
  value: SyncValue,
  now: Pick<Difference, 'aValue' | 'bValue'>,
): Pick<Difference, 'class' | 'toSide' | 'toValue' | 'message' | 'remedy'> {
  const from = otherSide(to);
  try {
    toVendor(map, to, { [fieldKey(field)]: value });
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    return { class: 'unmapped', toSide: null, toValue: null, message: error.message, remedy: remedyOf(error.reason) };
  }
  const old = to === 'a' ? now.aValue : now.bValue;
  const message = `${names[to]} has ${shown(old)} in ${field[to]}, and should have ${shown(value)} as ${names[from]} has in ${field[from]}`;
  return { class: 'stale', toSide: to, toValue: value, message, remedy: `A repair writes ${shown(value)} to ${names[to]}` };
}

/** What is known of a record that its vendor no longer shows. */
export interface Gone {
  mergedInto: string | null;
  /** Whether the vendor says so itself. */
  isTold: boolean;
}

/** A link whose record of one side is not there, while the other one is. */
export function compareGone(
  map: ObjectMap,
  names: SideNames,
  { link, side, gone }: { link: SeenLink; side: Side; gone: Gone },
): Difference {
  const other = otherSide(side);
  const [goneId, leftId] = side === 'a' ? [link.aId, link.bId] : [link.bId, link.aId];
  const place = { ...plain, ...idsOf(link), goneSide: gone.isTold ? side : null };
  if (gone.mergedInto !== null) {
    const message = `${names[side]} merged ${goneId}, the counterpart of ${leftId} in ${names[other]}, into ${gone.mergedInto}`;
    const remedy = `A repair gives its counterpart to ${gone.mergedInto}. If that has one already, merge the two in ${names[other]}`;
    return { ...place, class: 'merged', mergedInto: gone.mergedInto, message, remedy };
  }
  const what = gone.isTold ? `was deleted in ${names[side]}` : `is not in ${names[side]} any longer`;
  const message = `${goneId}, the counterpart of ${leftId} in ${names[other]}, ${what}`;
  if (map.deletes.includes(other)) {
    const remedy = gone.isTold
      ? `A repair deletes ${leftId} in ${names[other]}, as the mapping says`
      : `Delete ${leftId} in ${names[other]} by hand: without evidence of ${names[side]} nothing is deleted`;
    return { ...place, class: missingOn(side), toSide: gone.isTold ? other : null, message, remedy };
  }
  return { ...place, class: missingOn(side), message, remedy: `${failureReasons.deleted.remedy}, or delete ${leftId} too` };
}

/** A record that has no counterpart, with those that may be it. */
export function compareAlone(
  map: ObjectMap,
  names: SideNames,
  {
    side,
    record,
    candidates,
    rivals,
    byCompany,
    isOrphan,
  }: {
    side: Side;
    record: SeenRecord;
    candidates: readonly Candidate[];
    rivals: readonly Candidate[];
    /** What the companies of the records say, if no key does. */
    byCompany: LinkDecision;
    /** Its counterpart was deleted, so none is created again. */
    isOrphan: boolean;
  },
): Difference {
  const other = otherSide(side);
  const idOf = (id: string | null) => (side === 'a' ? { aId: record.recordId, bId: id } : { aId: id, bId: record.recordId });
  const who = `${record.recordId} of ${names[side]}`;
  const byKey = decideLink(map, record.keys, candidates, rivals);
  const decision = byKey.kind === 'none' ? byCompany : byKey;
  if (decision.kind === 'link') {
    const message = `${who} and ${decision.id} of ${names[other]} are the same by their ${decision.how.replace('_', ' ')}, and are not linked`;
    return { ...plain, ...idOf(decision.id), class: 'unmapped', message, remedy: 'The next run of the sync that reads both links them' };
  }
  if (decision.kind === 'unclear') {
    const rivalry = decision.rivals.length === 0 ? '' : `; ${decision.rivals.join(', ')} of ${names[side]} may be it too`;
    const message = `The counterpart of ${who} may be ${decision.candidates.join(' or ')} in ${names[other]}${rivalry}`;
    return { ...plain, ...idOf(null), class: 'duplicate', message, remedy: failureReasons.unclear_link.remedy };
  }
  const message = `${who} has no counterpart in ${names[other]}`;
  if (!map.creates.includes(other)) {
    const remedy = `Link it by hand, or let the mapping create ${map.name} in ${names[other]}`;
    return { ...plain, ...idOf(null), class: 'unmapped', message: `${message}, and the mapping creates none`, remedy };
  }
  if (isOrphan) {
    return {
      ...plain,
      ...idOf(null),
      class: missingOn(other),
      message: `${message}: it was deleted there`,
      remedy: failureReasons.deleted.remedy,
    };
  }
  return { ...plain, ...idOf(null), class: missingOn(other), toSide: other, message, remedy: `A repair creates it in ${names[other]}` };
}

/** Foreign text in messages is cut, because a field can have a megabyte. */
function shown(value: SyncValue): string {
  if (value === null) return 'nothing';
  return JSON.stringify(value.length <= 60 ? value : `${value.slice(0, 57)}…`);
}
