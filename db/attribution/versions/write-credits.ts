import { copyRows } from '#db/copy-rows.ts';
import type { Queryable } from '#db/database.ts';
import { type Credit, type Credited, crediting } from '#domain/attribution/credits.ts';
import { lostReason } from '#domain/attribution/path.ts';
import { addToRollups } from './add-to-rollups.ts';
import { creditColumns, creditLine, type ScopedCredit } from './credit-lines.ts';
import { type CreditUnit, nothingCredited } from './credit-unit.ts';
import type { Version } from './version.ts';

/**
 * Brings the stored credits of facts to what follows from them now: adds the difference to `credit` and to both rollups, in the caller's
 * transaction, which has locked the version. Returns the number of rows; none if nothing has changed. Safe to repeat for the same facts.
 */
export async function writeCredits(tx: Queryable, version: Version, units: CreditUnit[], recordedAt: Date): Promise<number> {
  const credit = creditingUnits(version);
  const credited = units.filter(({ isOutside }) => !isOutside).map((unit) => ({ unit, ...credit(unit) }));
  const stored = await readNet(
    tx,
    version.number,
    credited.flatMap(({ unit }) => unit.factIds),
  );
  const changes = changesOf(credited, stored);
  if (changes.length > 0) {
    const line = creditLine(version.number, recordedAt);
    await copyRows(
      tx,
      'credit',
      creditColumns,
      changes.map((change) => line(change, change.scope)),
    );
    await addToRollups(tx, version, changes);
  }
  await forgetExplained(tx, version.number, credited);
  await noteLost(tx, version.number, credited);
  await renewReasons(tx, version, units);
  return changes.length;
}

/** Credits units, each path once. */
export function creditingUnits({ settings, learnt }: Pick<Version, 'settings' | 'learnt'>): (unit: CreditUnit) => Credited {
  const credit = crediting(settings, learnt);
  return ({ fact, history, isWaiting }) => (isWaiting ? nothingCredited : credit(fact, history));
}

export const creditedOf = (unit: CreditUnit, version: Pick<Version, 'settings' | 'learnt'>): Credited => creditingUnits(version)(unit);

type CreditedUnit = Credited & { unit: CreditUnit };
/** Of one fact: what would have to be added if it brought nothing. */
type Net = Map<string, ScopedCredit>;

const keyOf = ({ partnerId, measure, currency }: ScopedCredit): string => `${partnerId} ${measure} ${currency}`;

function add(net: Net, credit: ScopedCredit, sign: bigint): void {
  const known = net.get(keyOf(credit));
  const byModel = credit.byModel.map((share, model) => (known?.byModel[model] ?? 0n) + sign * share);
  net.set(keyOf(credit), { ...credit, byModel });
}

/** Most facts are new: nothing is stored of them, and their credits are what is added. */
function changesOf(credited: CreditedUnit[], stored: Map<string, Net>): ScopedCredit[] {
  const changes: ScopedCredit[] = [];
  for (const { unit, credits } of credited) {
    for (const credit of credits) {
      const net = stored.get(credit.factId);
      if (net !== undefined) add(net, { ...credit, scope: unit.scope }, 1n);
      else if (isSomething(credit)) changes.push({ ...credit, scope: unit.scope });
    }
  }
  for (const net of stored.values()) changes.push(...net.values().filter(isSomething));
  return changes;
}

export const isSomething = ({ byModel }: Pick<Credit, 'byModel'>): boolean => byModel.some((share) => share !== 0n);

/** What is stored of the facts, negated. */
async function readNet(tx: Queryable, version: number, factIds: string[]): Promise<Map<string, Net>> {
  const rows = await tx<(Omit<ScopedCredit, 'at' | 'byModel'> & { at: Date; byModel: string[] })[]>`
    select fact_id as "factId", scope, partner_id as "partnerId", measure, currency, occurred_at as at, by_model as "byModel"
    from credit where version = ${version} and fact_id = any(${factIds}::text[])`;
  const stored = new Map<string, Net>();
  for (const { at, byModel, ...row } of rows) {
    const net = stored.get(row.factId) ?? new Map();
    stored.set(row.factId, net);
    add(net, { ...row, at: at.getTime(), byModel: byModel.map(BigInt) }, -1n);
  }
  return stored;
}

async function forgetExplained(tx: Queryable, version: number, credited: CreditedUnit[]): Promise<void> {
  const explained = credited.flatMap(({ unit: { fact }, lost }) =>
    fact.type === 'conversion' && lost === null ? [fact.conversion.id] : [],
  );
  if (explained.length === 0) return;
  await tx`delete from unexplained where version = ${version} and conversion_id = any(${explained}::text[])`;
}

/** Keeps the conversions that no touch explains, each with its reason. */
export async function noteLost(tx: Queryable, version: number, credited: CreditedUnit[]): Promise<void> {
  const lost = credited.flatMap(({ unit: { fact, scope }, lost: reason }) =>
    fact.type === 'conversion' && reason !== null ? [{ ...fact.conversion, scope, reason }] : [],
  );
  if (lost.length === 0) return;
  await tx`
    insert into unexplained as stored (version, conversion_id, scope, kind, occurred_at, reason)
    select ${version}, id, scope, kind, to_timestamp(ms / 1000.0), reason
    from unnest(${lost.map(({ id }) => id)}::text[], ${lost.map(({ scope }) => scope)}::text[], ${lost.map(({ kind }) => kind)}::text[],
      ${lost.map(({ at }) => String(at))}::bigint[], ${lost.map(({ reason }) => reason)}::text[]) as lost (id, scope, kind, ms, reason)
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
