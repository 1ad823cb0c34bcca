import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '#db/database.ts';
import { type Measure, measures, type Model, models } from '#domain/attribution/facts.ts';
import type { DayRange, ReportWindow, WindowParts } from '#domain/attribution/report-window.ts';

/** What to add up: the credits of one version, scope and model as they were recorded until `asOf`. */
export interface Books {
  version: number;
  scope: string;
  model: Model;
  asOf: Date;
  /** Of the version: its days are days of this calendar. */
  timeZone: string;
}

export interface SumsWanted extends Books {
  /** Undefined: each partner. The empty text is the company itself. */
  partnerId?: string | undefined;
  parts: WindowParts;
  measures: readonly Measure[];
  /** Only amounts in this currency, and counts, are added over days; those in other currencies stay by day. Null: everything by day. */
  currency: string | null;
}

/** Minor units of `currency`, or millionths where it is empty. `day` is null where days were added up. */
export interface Sum {
  partnerId: string;
  measure: Measure;
  currency: string;
  day: string | null;
  amount: bigint;
}

type Fragment = PendingQuery<Row[]>;
type SumRow = Omit<Sum, 'measure' | 'amount'> & { measure: number; amount: string };

const nameOf = new Map<number, Measure>(Object.entries(measures).map(([name, number]) => [number, name as Measure]));

/**
 * Adds up what the rollups hold of whole months and days, and the credits of the two ends, less what was recorded after `asOf`. One statement,
 * so that a batch that commits meanwhile is in all of it or in none.
 */
export async function readSums(sql: Queryable, wanted: SumsWanted): Promise<Sum[]> {
  const { parts, currency } = wanted;
  const { months, days, allDays, edges } = parts;
  const summed = currency === null ? null : sql`currency in ('', ${currency})`;
  const byDay = currency === null ? sql`true` : sql`currency not in ('', ${currency})`;
  const sources = [
    ...(summed && months ? [fromRollup(sql, 'month_rollup', wanted, [months], summed, false)] : []),
    ...(summed && days.length > 0 ? [fromRollup(sql, 'day_rollup', wanted, days, summed, false)] : []),
    ...(allDays ? [fromRollup(sql, 'day_rollup', wanted, [allDays], byDay, true)] : []),
    ...edges.map((edge) => fromCredits(sql, wanted, edge)),
    ...(allDays ? [correction(sql, wanted, allDays)] : []),
  ];
  if (sources.length === 0) return [];
  const all = sources.reduce((left, right) => sql`${left} union all ${right}`);
  const rows = await sql<SumRow[]>`
    select partner_id as "partnerId", measure, currency, day::text, sum(amount)::text as amount
    from (${all}) as part group by 1, 2, 3, 4 having sum(amount) <> 0`;
  return rows.map((row) => ({ ...row, measure: nameOf.get(row.measure) as Measure, amount: BigInt(row.amount) }));
}

const numbersOf = (names: readonly Measure[]): number[] => names.map((name) => measures[name]);
const placeOf = (model: Model): number => models.indexOf(model) + 1;

/** The columns by which all tables of credits are read. */
function ofBooks(sql: Queryable, { version, scope, partnerId, measures: names }: SumsWanted): Fragment {
  const partner = partnerId === undefined ? sql`` : sql`and partner_id = ${partnerId}`;
  return sql`version = ${version} and scope = ${scope} ${partner} and measure = any(${numbersOf(names)}::int[])`;
}

function fromRollup(
  sql: Queryable,
  table: 'month_rollup' | 'day_rollup',
  wanted: SumsWanted,
  ranges: readonly DayRange[],
  currencies: Fragment,
  byDay: boolean,
): Fragment {
  const within = ranges
    .map(({ from, to }) => sql`(day >= ${from}::date and day < ${to}::date)`)
    .reduce((left, right) => sql`${left} or ${right}`);
  return sql`
    select partner_id, measure, currency, ${byDay ? sql`day` : sql`null::date as day`}, by_model[${placeOf(wanted.model)}::int] as amount
    from ${sql(table)} where ${ofBooks(sql, wanted)} and (${within}) and ${currencies}`;
}

/** Fact by fact, within a day. What is recorded later is left out right here. */
function fromCredits(sql: Queryable, wanted: SumsWanted, { from, to }: ReportWindow): Fragment {
  return sql`
    select partner_id, measure, currency, ${dayOf(sql, wanted)} as day, by_model[${placeOf(wanted.model)}::int] as amount
    from credit
    where ${ofBooks(sql, wanted)} and occurred_at >= ${from} and occurred_at < ${to} and recorded_at <= ${wanted.asOf}`;
}

/** Takes back what the rollups of these days were given after `asOf`. */
function correction(sql: Queryable, wanted: SumsWanted, { from, to }: DayRange): Fragment {
  const { timeZone, asOf } = wanted;
  return sql`
    select partner_id, measure, currency, ${dayOf(sql, wanted)} as day, -by_model[${placeOf(wanted.model)}::int] as amount
    from credit
    where ${ofBooks(sql, wanted)} and recorded_at > ${asOf}
      and (occurred_at at time zone ${timeZone})::date >= ${from}::date and (occurred_at at time zone ${timeZone})::date < ${to}::date`;
}

function dayOf(sql: Queryable, { timeZone, currency }: SumsWanted): Fragment {
  const day = sql`(occurred_at at time zone ${timeZone})::date`;
  return currency === null ? day : sql`case when currency not in ('', ${currency}) then ${day} end`;
}
