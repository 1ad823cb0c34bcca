import type { FoundCompanies } from '#activities/sync/find-companies.ts';
import type { ReconciliationCandidate } from '#db/reconciliation/candidate.ts';
import type { KnownRecord } from '#db/reconciliation/check-state.ts';
import type { StagedGone } from '#db/reconciliation/staged-gone.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { comparedValues } from '#domain/reconciliation/compared-values.ts';
import {
  compareAlone,
  compareGone,
  comparePair,
  type Difference,
  type SeenLink,
  type SideNames,
} from '#domain/reconciliation/difference.ts';
import { observationOf } from '#domain/reconciliation/settle.ts';
import { newerSide } from '#domain/sync/clock.ts';
import { areSetApart, decideByCompany } from '#domain/sync/company-link.ts';
import type { Candidate, LinkDecision } from '#domain/sync/link.ts';
import { type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import type { Reread } from './reread.ts';

/** What both systems and the sync have just now. */
export interface Sight extends Record<Side, Reread> {
  /** By their ids; those that are gone are absent. */
  links: ReadonlyMap<string, SeenLink>;
  gone: Readonly<Record<Side, ReadonlyMap<string, StagedGone>>>;
  /** Records that have a counterpart. */
  linked: Readonly<Record<Side, ReadonlySet<string>>>;
  /** Records whose companies resemble those of records without a counterpart. */
  alike: FoundCompanies;
  /** What the sync knows. */
  known: Readonly<Record<Side, ReadonlyMap<string, KnownRecord>>>;
}

/** What one look at a candidate shows. */
export interface Look {
  differences: Difference[];
  /** The same as long as nothing that is compared changes. */
  hash: string;
  /** When each record changed last, by our clock; null if its vendor does not tell. */
  changedAt: Readonly<Record<Side, Date | null>>;
  /** Whether the times of all that it depends on are known. */
  isTimeKnown: boolean;
  /** The sync has read and merged the same, so nothing is on its way. */
  isSettled: boolean;
}

export function lookAt(map: ObjectMap, names: SideNames, candidate: ReconciliationCandidate, sight: Sight): Look {
  if (candidate.linkId !== null) {
    const link = sight.links.get(candidate.linkId);
    // The sync has ended the link meanwhile, and so has seen to it.
    return link === undefined ? unchanged : lookAtLink(map, names, link, sight);
  }
  return candidate.aId === null
    ? lookAtAlone(map, names, 'b', candidate.bId ?? '', candidate, sight)
    : lookAtAlone(map, names, 'a', candidate.aId, candidate, sight);
}

const unchanged: Look = { differences: [], hash: '', changedAt: { a: null, b: null }, isTimeKnown: false, isSettled: false };

const live = ({ records }: Reread, id: string): ReadRecord | null => {
  const record = records.get(id);
  return record?.state === 'live' ? record : null;
};

function isKnown(map: ObjectMap, { recordId, values }: ReadRecord, known: ReadonlyMap<string, KnownRecord>): boolean {
  const its = known.get(recordId);
  return its?.isSettled === true && Object.entries(comparedValues(map, values)).every(([key, value]) => its.values[key] === value);
}

function timeOf(record: ReadRecord | null, { clockMs }: Reread): Date | null {
  return record === null || record.modifiedAt === null ? null : new Date(new Date(record.modifiedAt).getTime() - clockMs);
}

function lookAtLink(map: ObjectMap, names: SideNames, link: SeenLink, sight: Sight): Look {
  const [a, b] = [live(sight.a, link.aId), live(sight.b, link.bId)];
  const changedAt = { a: timeOf(a, sight.a), b: timeOf(b, sight.b) };
  const hash = observationOf(map, a?.values ?? null, b?.values ?? null);
  if (a && b) {
    const told = { a: a.modifiedAt === null ? null : new Date(a.modifiedAt), b: b.modifiedAt === null ? null : new Date(b.modifiedAt) };
    const newer = newerSide(told, { a: sight.a.clockMs, b: sight.b.clockMs });
    const differences = comparePair(map, names, { link, a, b, newer });
    const isSettled = isKnown(map, a, sight.known.a) && isKnown(map, b, sight.known.b);
    return { differences, hash, changedAt, isTimeKnown: changedAt.a !== null && changedAt.b !== null, isSettled };
  }
  // What both lack is the same on both sides.
  if (!a && !b) return unchanged;
  const side: Side = a ? 'b' : 'a';
  const id = a ? link.bId : link.aId;
  const shown = sight[side].records.get(id);
  const told = sight.gone[side].get(id);
  const mergedInto = shown?.mergedInto ?? told?.mergedInto ?? null;
  const gone = { mergedInto, isTold: shown !== undefined || told !== undefined };
  const goneAt = told?.goneAt ? new Date(told.goneAt.getTime() - sight[side].clockMs) : timeOf(shown ?? null, sight[side]);
  return {
    differences: [compareGone(map, names, { link, side, gone })],
    ...{ hash, changedAt: { ...changedAt, [side]: goneAt } },
    isTimeKnown: goneAt !== null,
    // It would have ended the link.
    isSettled: false,
  };
}

function lookAtAlone(map: ObjectMap, names: SideNames, side: Side, id: string, candidate: ReconciliationCandidate, sight: Sight): Look {
  const record = live(sight[side], id);
  // It is gone, or the sync has linked it meanwhile, and so has seen to it.
  if (record === null || sight.linked[side].has(id)) return unchanged;
  const named = (of: Side): Candidate[] =>
    (of === 'a' ? candidate.aNamesakes : candidate.bNamesakes).flatMap((namesake) => {
      const found = live(sight[of], namesake);
      if (areSetApart(record.company ?? null, found?.company ?? null, sight.alike.verdicts)) return [];
      return (found?.keys ?? []).map((key) => ({ id: namesake, key, isLinked: sight.linked[of].has(namesake) }));
    });
  const alike = sight.alike.companies.filter((one) => one.of === id && one.ofSide === side);
  const ofSide = (of: Side) => alike.filter((one) => one.side === of);
  const byCompany: LinkDecision = record.company
    ? decideByCompany(record.company, ofSide(otherSide(side)), ofSide(side), sight.alike.verdicts)
    : { kind: 'none' };
  const difference = compareAlone(map, names, {
    byCompany,
    ...{ side, record, candidates: named(otherSide(side)), rivals: named(side).filter(({ isLinked }) => !isLinked) },
    isOrphan: sight.known[side].get(id)?.isOrphan ?? false,
  });
  const values = { a: null, b: null, [side]: record.values };
  const changedAt = { a: null, b: null, [side]: timeOf(record, sight[side]) };
  return {
    differences: [difference],
    hash: observationOf(map, values.a, values.b),
    changedAt,
    isTimeKnown: sides.some((one) => changedAt[one] !== null),
    isSettled: isKnown(map, record, sight.known[side]),
  };
}
