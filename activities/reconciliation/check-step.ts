import { findCompanies } from '#activities/sync/find-companies.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import {
  countCandidates,
  dropCandidates,
  endCandidates,
  type LaterLook,
  listDueCandidates,
  postponeCandidates,
  type ReconciliationCandidate,
} from '#db/reconciliation/candidate.ts';
import { findCheckLinks, findCheckTimes, findLinked, findKnown } from '#db/reconciliation/check-state.ts';
import { dropExplained, enterFindings, type NewFinding } from '#db/reconciliation/enter-findings.ts';
import { findEvidence } from '#db/reconciliation/evidence.ts';
import { DomainError } from '#domain/errors.ts';
import { type Cause, causeOf } from '#domain/reconciliation/cause.ts';
import type { Difference, SideNames } from '#domain/reconciliation/difference.ts';
import { type CheckTimes, type Earlier, observationOf, settle } from '#domain/reconciliation/settle.ts';
import { type ObjectMap, type Side, sides } from '#domain/sync/mapping.ts';
import { failureReasons } from '#domain/sync/write-failure.ts';
import { findGone } from './gone-evidence.ts';
import { lookAt, type Look, type Sight } from './look.ts';
import type { Part } from './reconciliation-step.ts';
import { type CheckDeps, type CheckedRun, openSide, type Reread, rereadRecords } from './reread.ts';

/** A call of most vendors reads as many records. */
const PAGE = 100;

/**
 * Looks at one page of candidates again: both records as they are now, and the links as they are now. What is still different is a finding once
 * it has been so for long enough that it is not just on its way. Safe to repeat: a difference is one finding, and a candidate ends with it.
 */
export async function checkPart(deps: CheckDeps, run: CheckedRun): Promise<Part> {
  const page = await listDueCandidates(deps.db.sql, run.id, PAGE);
  const [first] = page;
  if (first === undefined) return endOrWait(deps, run);
  const map = run.mapping.objects.find(({ name }) => name === first.object);
  if (map === undefined) throw new Error(`The mapping of ${run.syncId} has no object ${first.object}`);
  const sight = await look(deps, run, map, page);
  if (sight !== null) await settlePage(deps, run, map, page, sight);
  const left = await countCandidates(deps.db.sql, run.id);
  return { state: 'more', detail: `looking again at what may differ: ${left} left` };
}

async function endOrWait({ db }: CheckDeps, run: CheckedRun): Promise<Part> {
  const left = await countCandidates(db.sql, run.id);
  if (left > 0) return { state: 'later', detail: `${left} differences may be on their way: they are looked at again` };
  await dropExplained(db.sql, run.id);
  return { state: 'done', detail: 'nothing is left to look at again' };
}

interface Context {
  names: SideNames;
  times: CheckTimes;
}

/** Null if a side can no longer be read: then nothing can be said of the object. */
async function look(
  deps: CheckDeps,
  run: CheckedRun,
  map: ObjectMap,
  page: readonly ReconciliationCandidate[],
): Promise<(Sight & Context) | null> {
  const place = { syncId: run.syncId, object: map.name };
  const links = await findCheckLinks(
    deps.db.sql,
    page.flatMap(({ linkId }) => linkId ?? []),
  );
  const idsOf = (side: Side) => {
    const linked = [...links.values()].map((link) => (side === 'a' ? link.aId : link.bId));
    const others = page.flatMap((one) => (side === 'a' ? [one.aId, ...one.aNamesakes] : [one.bId, ...one.bNamesakes]));
    return [...new Set([...linked, ...others])].filter((id) => id !== null);
  };
  const read = async (side: Side): Promise<Reread | null> => {
    try {
      return await rereadRecords(deps, run, { map, side, ids: idsOf(side) });
    } catch (error) {
      if (!isFinal(error)) throw error;
      await dropCandidates(deps.db.sql, run.id, map.name, side, error.message);
      return null;
    }
  };
  const [a, b] = await Promise.all([read('a'), read('b')]);
  if (a === null || b === null) return null;
  const lostOf = (side: Side, { records }: Reread) =>
    [...links.values()].map((link) => (side === 'a' ? link.aId : link.bId)).filter((id) => !records.has(id));
  const gone = {
    a: await findGone(deps, run, { map, side: 'a', ids: lostOf('a', a) }),
    b: await findGone(deps, run, { map, side: 'b', ids: lostOf('b', b) }),
  };
  const linked = { a: await findLinked(deps.db.sql, place, 'a', idsOf('a')), b: await findLinked(deps.db.sql, place, 'b', idsOf('b')) };
  const times = await findCheckTimes(deps.db.sql, run.id, map.name);
  const known = {
    a: await findKnown(deps.db.sql, place, 'a', idsOf('a'), times.graceMs),
    b: await findKnown(deps.db.sql, place, 'b', idsOf('b'), times.graceMs),
  };
  const aloneOn = (side: Side, { records }: Reread) =>
    page.flatMap(({ linkId, aId, bId }) => {
      const record = records.get((side === 'a' ? aId : bId) ?? '');
      return linkId === null && record ? { side, recordId: record.recordId, company: record.company } : [];
    });
  const alike = await findCompanies(deps.db.sql, place, [...aloneOn('a', a), ...aloneOn('b', b)]);
  return { a, b, links, gone, linked, alike, known, times, names: await namesOf(deps, run) };
}

/** Trying again would be in vain. */
const isFinal = (error: unknown): error is Error =>
  error instanceof DomainError || (error instanceof ConnectorError && (error.kind === 'unauthorized' || error.kind === 'rejected'));

async function namesOf(deps: CheckDeps, run: CheckedRun): Promise<SideNames> {
  const [a, b] = await Promise.all(sides.map(async (side) => (await openSide(deps, run, side)).connector.manifest.label));
  return a === undefined || b === undefined || a === b ? { a: `${a} (A)`, b: `${b} (B)` } : { a, b };
}

async function settlePage(
  deps: CheckDeps,
  run: CheckedRun,
  map: ObjectMap,
  page: readonly ReconciliationCandidate[],
  sight: Sight & Context,
): Promise<void> {
  const later: LaterLook[] = [];
  const ended: string[] = [];
  const persisting: { difference: Difference; look: Look }[] = [];
  for (const candidate of page) {
    const seen = lookAt(map, sight.names, candidate, sight);
    const verdict = settle(earlierOf(map, candidate), seen, sight.times);
    if (verdict.kind === 'later') {
      later.push({ id: candidate.id, seen: seen.hash, seenAt: verdict.seenAt, dueAt: verdict.dueAt });
      continue;
    }
    ended.push(candidate.id);
    if (verdict.kind === 'drift') persisting.push(...seen.differences.map((difference) => ({ difference, look: seen })));
  }
  const place = { runId: run.id, syncId: run.syncId, object: map.name };
  const evidence = await findEvidence(
    deps.db.sql,
    place,
    persisting.map(({ difference }) => difference),
  );
  const findings = persisting.flatMap(({ difference, look: seen }, at): NewFinding[] => {
    const known = evidence[at];
    if (known === undefined) return [];
    const cause = causeOf(difference, known, sight.names, seen.changedAt);
    const partIds = difference.bId === null ? [] : (sight.b.partIds.get(difference.bId) ?? []);
    return [{ ...withPermission(difference, cause, known.write?.reason ?? null), cause, partIds, changedAt: changeOf(difference, seen) }];
  });
  await deps.db.sql.begin(async (tx) => {
    await enterFindings(tx, place, findings);
    await postponeCandidates(tx, run.id, later);
    await endCandidates(tx, run.id, ended);
  });
}

/** Before the first look, what the listings had counts. */
function earlierOf(map: ObjectMap, { seen, seenAt, looks, a, b }: ReconciliationCandidate): Earlier {
  return { seen: seen ?? observationOf(map, a?.values ?? null, b?.values ?? null), seenAt, looks };
}

/** A difference that stays because the connection may not write is one of its own class: no rule and no value is to blame. */
function withPermission(difference: Difference, cause: Cause, reason: string | null): Difference {
  if (cause.kind !== 'write_failed' || reason !== 'forbidden') return difference;
  return { ...difference, class: 'forbidden', toSide: null, toValue: null, remedy: failureReasons.forbidden.remedy };
}

/** When the side that is right changed; if nobody knows which one is, the later time. */
function changeOf({ toSide }: Difference, { changedAt: { a, b } }: Look): Date | null {
  if (toSide !== null) return toSide === 'a' ? b : a;
  return a && b ? (a > b ? a : b) : (a ?? b);
}
