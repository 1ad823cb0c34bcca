import type { Queryable } from '#db/database.ts';
import { type Credit, type Credited, creditsOf } from '#domain/attribution/credits.ts';
import { lostReason } from '#domain/attribution/path.ts';
import { localDate } from '#domain/business-days.ts';
import { type CreditUnit, nothingCredited } from './credit-unit.ts';
import type { Version } from './version.ts';

/** A change of a credit, as a row of `credit` without its version and time of recording. */
interface Change extends Credit {
  scope: string;
}

/**
 * Brings the stored credits of facts to what follows from them now: adds the difference to `credit` and to both rollups, in the caller's
 * transaction, which has locked the version. Returns the number of rows; none if nothing has changed. Safe to repeat for the same facts.
 */
export async function writeCredits(tx: Queryable, version: Version, units: CreditUnit[], recordedAt: Date): Promise<number> {
  const credited = units.filter(({ isOutside }) => !isOutside).map((unit) => ({ unit, ...creditedOf(unit, version) }));
  const stored = await readNet(
    tx,
    version.number,
    credited.flatMap(({ unit }) => unit.factIds),
  );
  for (const { unit, credits } of credited) for (const credit of credits) add(stored, { ...credit, scope: unit.scope }, 1n);
  const changes = [...stored.values()].filter(({ byModel }) => byModel.some((share) => share !== 0n));
  if (changes.length > 0) {
    await insertChanges(tx, version.number, changes, recordedAt);
    await addToRollups(tx, version, changes);
  }
  await noteLost(tx, version.number, credited);
  await renewReasons(tx, version, units);
  return changes.length;
}

export const creditedOf = (
  { fact, history, isWaiting }: CreditUnit,
  { settings, learnt }: Pick<Version, 'settings' | 'learnt'>,
): Credited => (isWaiting ? nothingCredited : creditsOf(fact, history, settings, learnt));

const keyOf = ({ factId, partnerId, measure, currency }: Credit): string => `${factId} ${partnerId} ${measure} ${currency}`;

function add(changes: Map<string, Change>, credit: Change, sign: bigint): void {
  const known = changes.get(keyOf(credit));
  const byModel = credit.byModel.map((share, model) => (known?.byModel[model] ?? 0n) + sign * share);
  changes.set(keyOf(credit), { ...credit, byModel });
}

/** What is stored of the facts, negated: what would have to be added if they brought nothing. */
async function readNet(tx: Queryable, version: number, factIds: string[]): Promise<Map<string, Change>> {
  const rows = await tx<(Omit<Change, 'at' | 'byModel'> & { at: Date; byModel: string[] })[]>`
    select fact_id as "factId", scope, partner_id as "partnerId", measure, currency, occurred_at as at, by_model as "byModel"
    from credit where version = ${version} and fact_id = any(${factIds}::text[])`;
  const net = new Map<string, Change>();
  for (const { at, byModel, ...row } of rows) add(net, { ...row, at: at.getTime(), byModel: byModel.map(BigInt) }, -1n);
  return net;
}

const arrayOf = (byModel: readonly bigint[]): string => `{${byModel.join(',')}}`;

async function insertChanges(tx: Queryable, version: number, changes: Change[], recordedAt: Date): Promise<void> {
  const of = <Value>(cell: (change: Change) => Value): Value[] => changes.map(cell);
  await tx`
    insert into credit (version, scope, partner_id, fact_id, measure, currency, occurred_at, by_model, recorded_at)
    select ${version}, scope, partner_id, fact_id, measure, currency, to_timestamp(ms / 1000.0), by_model::bigint[], ${recordedAt}
    from unnest(${of(({ scope }) => scope)}::text[], ${of(({ partnerId }) => partnerId)}::text[], ${of(({ factId }) => factId)}::text[],
      ${of(({ measure }) => measure)}::int[], ${of(({ currency }) => currency)}::text[], ${of(({ at }) => String(at))}::bigint[],
      ${of(({ byModel }) => arrayOf(byModel))}::text[]) as change (scope, partner_id, fact_id, measure, currency, ms, by_model)`;
}

async function addToRollups(tx: Queryable, version: Version, changes: Change[]): Promise<void> {
  const days = sumsOf(changes, ({ at }) => localDate(new Date(at), version.settings.time_zone));
  await addToRollup(tx, 'day_rollup', version.number, days);
  const months = sumsOf(changes, ({ at }) => `${localDate(new Date(at), version.settings.time_zone).slice(0, 7)}-01`);
  await addToRollup(tx, 'month_rollup', version.number, months);
}

interface Sum extends Change {
  day: string;
}

function sumsOf(changes: Change[], dayOf: (change: Change) => string): Sum[] {
  const sums = new Map<string, Sum>();
  for (const change of changes) {
    const day = dayOf(change);
    const key = `${change.scope} ${change.partnerId} ${day} ${change.measure} ${change.currency}`;
    const known = sums.get(key);
    sums.set(key, { ...change, day, byModel: change.byModel.map((share, model) => share + (known?.byModel[model] ?? 0n)) });
  }
  return [...sums.values()];
}

async function addToRollup(tx: Queryable, table: 'day_rollup' | 'month_rollup', version: number, sums: Sum[]): Promise<void> {
  const of = <Value>(cell: (sum: Sum) => Value): Value[] => sums.map(cell);
  await tx`
    insert into ${tx(table)} as rollup (version, scope, partner_id, day, measure, currency, by_model)
    select ${version}, scope, partner_id, day::date, measure, currency, by_model::bigint[]
    from unnest(${of(({ scope }) => scope)}::text[], ${of(({ partnerId }) => partnerId)}::text[], ${of(({ day }) => day)}::text[],
      ${of(({ measure }) => measure)}::int[], ${of(({ currency }) => currency)}::text[], ${of(({ byModel }) => arrayOf(byModel))}::text[])
      as sum (scope, partner_id, day, measure, currency, by_model)
    on conflict (version, scope, partner_id, day, measure, currency) do update set by_model = (
      select array_agg(a + b order by place) from unnest(rollup.by_model, excluded.by_model) with ordinality as added (a, b, place))`;
}

/** Keeps the conversions that no touch explains, each with its reason. */
async function noteLost(tx: Queryable, version: number, credited: (Credited & { unit: CreditUnit })[]): Promise<void> {
  const conversions = credited.flatMap(({ unit: { fact, scope }, lost }) =>
    fact.type === 'conversion' ? [{ ...fact.conversion, scope, lost }] : [],
  );
  if (conversions.length === 0) return;
  const lost = conversions.filter((one) => one.lost !== null);
  const explained = conversions.filter((one) => one.lost === null).map(({ id }) => id);
  await tx`delete from unexplained where version = ${version} and conversion_id = any(${explained}::text[])`;
  await tx`
    insert into unexplained as stored (version, conversion_id, scope, kind, occurred_at, reason)
    select ${version}, id, scope, kind, to_timestamp(ms / 1000.0), reason
    from unnest(${lost.map(({ id }) => id)}::text[], ${lost.map(({ scope }) => scope)}::text[], ${lost.map(({ kind }) => kind)}::text[],
      ${lost.map(({ at }) => String(at))}::bigint[], ${lost.map((one) => one.lost)}::text[]) as lost (id, scope, kind, ms, reason)
    on conflict (version, conversion_id) do update set reason = excluded.reason where stored.reason <> excluded.reason`;
}

/** A touch outside the window changes no credit, but can change why a conversion is not explained: that it had no touch is not true any more. */
async function renewReasons(tx: Queryable, { number, settings }: Version, units: CreditUnit[]): Promise<void> {
  const outside = units.flatMap(({ fact, history, isOutside }) => {
    if (!isOutside || fact.type !== 'conversion') return [];
    const reason = lostReason(fact.conversion, history, settings);
    return reason === null ? [] : [{ id: fact.conversion.id, reason }];
  });
  if (outside.length === 0) return;
  await tx`
    update unexplained u set reason = now.reason
    from unnest(${outside.map(({ id }) => id)}::text[], ${outside.map(({ reason }) => reason)}::text[]) as now (id, reason)
    where u.version = ${number} and u.conversion_id = now.id and u.reason <> now.reason`;
}
