import type { Database } from '#db/database.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { listLinks } from '#db/sync/sync-link.ts';
import { enterTestWrites, noteTestReason, type RunningTest, type TestWrite } from '#db/sync/sync-test.ts';
import { newerSide } from '#domain/sync/clock.ts';
import { hashValues, pick } from '#domain/sync/desired-hash.ts';
import { fieldKey, type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import { mergeRecords, valuesForNew } from '#domain/sync/merge.ts';
import { OWN_VENDOR } from '#domain/sync/own-deals.ts';
import { type RawFields, ValueFault } from '#domain/sync/sync-value.ts';
import { type SyncValues, toVendor } from '#domain/sync/translate.ts';
import { findPair, type Opened } from './find-pair.ts';
import { findParents, withParents } from './parents.ts';
import { type EvaluateField, translatePage } from './translate-page.ts';

export interface PlanTestDeps {
  db: Database;
  evaluate: EvaluateField;
}

type Translated = Awaited<ReturnType<typeof translatePage>>[number];
interface Planned {
  writes: TestWrite[];
  /** Why nothing is written, or what is not. */
  note: string | null;
}

/** Compares the record with its counterpart, and enters into the ledger what a run would write. Safe to repeat: it is entered once. */
export async function planTest(deps: PlanTestDeps, opened: Opened, test: RunningTest, map: ObjectMap): Promise<void> {
  const { db } = deps;
  const pair = await findPair(db, opened, test, map);
  const translated = { a: await translate('a'), b: await translate('b') };
  const planned = pair.a && pair.b ? planUpdates(await agreedBy(pair.a.id, pair.b.id)) : await planCreation();
  const [writes, kept] = [
    planned.writes.filter(({ side }) => !isOwn(opened, side)),
    planned.writes.some(({ side }) => isOwn(opened, side)),
  ];
  const note = kept ? "Causeway's own deals are not changed by a test" : planned.note;
  await enterTestWrites(db.sql, test, writes);
  await noteTestReason(db.sql, test.id, note);

  async function translate(side: Side): Promise<Translated | undefined> {
    const record = pair[side];
    if (!record) return undefined;
    const billing = side === 'b' ? await billingOf(db.sql, test.syncId, map, [record.id]) : new Map<string, RawFields>();
    return (await translatePage({ mapping: test.mapping, map, side, generation: 0 }, [record], deps.evaluate, billing))[0];
  }

  async function agreedBy(aId: string, bId: string): Promise<SyncValues> {
    const [link] = await listLinks(db.sql, { syncId: test.syncId, object: map.name }, { aId, limit: 1 });
    return link?.bId === bId ? link.agreed : {};
  }

  function planUpdates(agreed: SyncValues): Planned {
    const values = { a: translated.a?.values ?? {}, b: translated.b?.values ?? {} };
    const changedAt = (side: Side) => (pair[side]?.modifiedAt == null ? null : new Date(pair[side].modifiedAt));
    const newer = newerSide({ a: changedAt('a'), b: changedAt('b') }, test.clocks);
    const merge = mergeRecords(map, { agreed, ...values, newer });
    const writes = sides.flatMap((side): TestWrite[] => {
      const wanted = merge.writes[side];
      const [fault] = translated[otherSide(side)]?.faults ?? [];
      if (Object.keys(wanted).length === 0 && fault === undefined) return [];
      const before = beforeOf(map, wanted, pair[side]?.fields ?? {}, side);
      return [entry(map, { side, operation: 'update', target: pair[side]?.id ?? '' }, { wanted, base: values[side], before, fault })];
    });
    const differing = merge.conflicts.length === 0 ? null : `Both sides differ in ${merge.conflicts.join(', ')}, and no rule decides`;
    return { writes, note: differing ?? (writes.length === 0 ? 'Both records say the same: nothing is to be written' : null) };
  }

  async function planCreation(): Promise<Planned> {
    const { source } = pair;
    const [side, own] = [otherSide(source), translated[source]];
    if (!own) return { writes: [], note: null };
    if (!map.creates.includes(side)) {
      return { writes: [], note: `${own.recordId} has no counterpart, and the mapping creates no ${map[side]}: a run skips it` };
    }
    const { values, note } = await valuesWithParents(deps, test, map, { side, own });
    const target = { side, operation: 'create', target: own.recordId } as const;
    return { writes: [entry(map, target, { wanted: values, base: {}, before: null, fault: own.faults[0] })], note };
  }
}

const isOwn = (opened: Opened, side: Side) => opened[side].connector.manifest.vendor === OWN_VENDOR;

const beforeOf = (map: ObjectMap, wanted: SyncValues, fields: RawFields, side: Side): RawFields =>
  Object.fromEntries(map.fields.filter((field) => fieldKey(field) in wanted).map((field) => [field[side], fields[field[side]] ?? null]));

/** A record that it belongs to may not be there yet: a run creates it first, and a test does without. */
async function valuesWithParents(
  { db }: PlanTestDeps,
  { syncId, mapping: { objects } }: RunningTest,
  map: ObjectMap,
  { side, own }: { side: Side; own: Translated },
): Promise<{ values: SyncValues; note: string | null }> {
  const record = { ...own, side: otherSide(side), modifiedAt: null, company: own.company ?? null, isOrphan: false };
  const parents = await findParents(db.sql, { syncId, object: map.name }, map, [record]);
  const wanted = valuesForNew(map, side, own.values);
  const { values, missing } = withParents(map, side, wanted, { parents, objects });
  if (!missing) return { values, note: null };
  const isReference = (key: string) => map.fields.some((field) => field.references !== undefined && fieldKey(field) === key);
  const known = Object.entries(values).filter(([key, value]) => !isReference(key) || value !== wanted[key]);
  return { values: Object.fromEntries(known), note: `Tested without its ${missing.field}: ${missing.message}` };
}

/** What the mapping forbids is refused here, as in a run, and never reaches the vendor. */
function entry(
  map: ObjectMap,
  target: Pick<TestWrite, 'side' | 'operation' | 'target'>,
  plan: { wanted: SyncValues; base: SyncValues; before: RawFields | null; fault: Translated['faults'][number] | undefined },
): TestWrite {
  const { wanted, base, before, fault } = plan;
  const hashes = { desiredHash: hashValues(wanted), baseHash: hashValues(pick(base, Object.keys(wanted))) };
  const common = { ...target, ...hashes, values: wanted, before };
  if (fault) return { ...common, sent: null, reason: fault.reason, message: fault.message, field: fault.field };
  try {
    return { ...common, sent: toVendor(map, target.side, wanted), reason: null, message: null, field: null };
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    const { reason, message, field } = error;
    return { ...common, sent: null, reason, message, field };
  }
}
