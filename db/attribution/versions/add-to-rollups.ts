import type { Queryable } from '#db/database.ts';
import { models } from '#domain/attribution/facts.ts';
import { localDate } from '#domain/business-days.ts';
import { arrayOf, type ScopedCredit } from './credit-lines.ts';
import type { Version } from './version.ts';

interface Sum {
  scope: string;
  partnerId: string;
  day: string;
  measure: number;
  currency: string;
  byModel: bigint[];
}

/**
 * Adds changes of credits to the sums of their days and months, in the caller's transaction, which has locked the version. Months that are stored as converted
 * are not right any more then: they are deleted, and made anew by `convertMonths`.
 */
export async function addToRollups(tx: Queryable, { number, settings }: Version, changes: readonly ScopedCredit[]): Promise<void> {
  let [at, day] = [Number.NaN, ''];
  // Credits of a fact follow each other, and have one time.
  const dayOf = (change: ScopedCredit): string => {
    if (change.at !== at) [at, day] = [change.at, localDate(new Date(change.at), settings.time_zone)];
    return day;
  };
  const days = sumsOf(changes, dayOf);
  const months = sumsOf(days, (sum) => `${sum.day.slice(0, 7)}-01`);
  await addToRollup(tx, 'day_rollup', number, days);
  await addToRollup(tx, 'month_rollup', number, months);
  await deleteConverted(tx, number, months);
}

async function deleteConverted(tx: Queryable, version: number, months: readonly Sum[]): Promise<void> {
  const changed = [...new Map(months.map((sum) => [`${sum.scope} ${sum.partnerId} ${sum.day}`, sum])).values()];
  await tx`
    delete from converted_month using unnest(${changed.map(({ scope }) => scope)}::text[], ${changed.map(({ partnerId }) => partnerId)}::text[],
      ${changed.map(({ day }) => day)}::text[]) as changed (scope, partner_id, month)
    where converted_month.version = ${version} and converted_month.scope = changed.scope and converted_month.partner_id = changed.partner_id
      and converted_month.month = changed.month::date`;
}

/** In the order of the key, so that neighbours are written together. */
function sumsOf<Change extends Omit<Sum, 'day' | 'byModel'> & { byModel: readonly bigint[] }>(
  changes: readonly Change[],
  dayOf: (change: Change) => string,
): Sum[] {
  const sums = new Map<string, Sum>();
  for (const change of changes) {
    const { scope, partnerId, measure, currency, byModel } = change;
    const day = dayOf(change);
    const key = `${scope} ${partnerId} ${day} ${measure} ${currency}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { scope, partnerId, day, measure, currency, byModel: [...byModel] });
    else for (const [model, share] of byModel.entries()) known.byModel[model] = (known.byModel[model] ?? 0n) + share;
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

// An array that is put together place by place takes a fifth of the time of one that is aggregated. A place can be missing: models are added at the end.
const added = models.map((_, model) => `coalesce(rollup.by_model[${model + 1}], 0) + coalesce(sum.by_model[${model + 1}], 0)`);

/**
 * MERGE looks each key up once, and neither locks rows before it changes them nor checks for others that insert them, as ON CONFLICT does: who holds the lock of
 * the version is alone.
 */
async function addToRollup(tx: Queryable, table: 'day_rollup' | 'month_rollup', version: number, sums: readonly Sum[]): Promise<void> {
  const of = <Value>(cell: (sum: Sum) => Value): Value[] => sums.map(cell);
  await tx`
    merge into ${tx(table)} as rollup using (
      select scope, partner_id, day::date as day, measure, currency, by_model::bigint[] as by_model
      from unnest(${of(({ scope }) => scope)}::text[], ${of(({ partnerId }) => partnerId)}::text[], ${of(({ day }) => day)}::text[],
        ${of(({ measure }) => measure)}::int[], ${of(({ currency }) => currency)}::text[], ${of(({ byModel }) => arrayOf(byModel))}::text[])
        as added (scope, partner_id, day, measure, currency, by_model)) as sum
    on rollup.version = ${version} and rollup.scope = sum.scope and rollup.partner_id = sum.partner_id and rollup.day = sum.day
      and rollup.measure = sum.measure and rollup.currency = sum.currency
    when matched then update set by_model = array[${tx.unsafe(added.join(', '))}]
    when not matched then insert (version, scope, partner_id, day, measure, currency, by_model)
      values (${version}, sum.scope, sum.partner_id, sum.day, sum.measure, sum.currency, sum.by_model)`;
}
