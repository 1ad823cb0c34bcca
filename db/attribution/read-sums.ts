import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '#db/database.ts';
import { type Measure, measures, type Model, models } from '#domain/attribution/facts.ts';
import type { DayRange, ReportWindow, WindowParts } from '#domain/attribution/report-window.ts';
import { stateMeasures } from '#domain/attribution/return.ts';
import { factorRows } from './factor-rows.ts';
import type { DayFactor } from './rate-book.ts';

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
  /** Of the report. Other currencies are converted day by day; what `factors` lacks stays as it is, by day. */
  currency: string;
  factors: readonly DayFactor[];
  /** Whether days stay apart. */
  byDay?: boolean;
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
 * Adds up what the rollups hold of whole months and days, and the credits of the two ends, less what was recorded after `asOf`. Of other currencies the
 * amounts of one partner, measure and day are added, converted, and rounded once. What is a state at a moment (`stateMeasures`) is added over days in its
 * own currency. One statement, so that a batch that commits meanwhile is in all of it or in none.
 */
export async function readSums(sql: Queryable, wanted: SumsWanted): Promise<Sum[]> {
  return (await readEachSums(sql, [wanted])).flat();
}

/** The same of several, in their order: one statement instead of one each. */
export async function readEachSums(sql: Queryable, wanted: readonly SumsWanted[]): Promise<Sum[][]> {
  const each = wanted.map((): Sum[] => []);
  const statements = wanted.flatMap((one, place) =>
    one.parts.allDays === null && one.parts.edges.length === 0
      ? []
      : [sql`select ${place}::int as place, s.* from (${sumsOf(sql, one)}) as s`],
  );
  if (statements.length === 0) return each;
  const rows = await sql<(SumRow & { place: number })[]>`${statements.reduce((left, right) => sql`${left} union all ${right}`)}`;
  for (const { place, measure, amount, ...row } of rows) {
    each[place]?.push({ ...row, measure: nameOf.get(measure) as Measure, amount: BigInt(amount) });
  }
  return each;
}

function sumsOf(sql: Queryable, wanted: SumsWanted): Fragment {
  const { parts, currency, byDay = false } = wanted;
  const { months, days, allDays } = parts;
  const own = sql`(currency in ('', ${currency}) or measure = any(${numbersOf(stateMeasures)}::int[]))`;
  const day = byDay ? sql`day` : sql`null::date as day`;
  const sources = [
    ...(months && !byDay ? [fromRollup(sql, 'month_rollup', wanted, [months], sql`${own}`, day)] : []),
    ...(days.length > 0 && !byDay ? [fromRollup(sql, 'day_rollup', wanted, days, sql`${own}`, day)] : []),
    ...(allDays && byDay ? [fromRollup(sql, 'day_rollup', wanted, [allDays], sql`${own}`, day)] : []),
    sql`select partner_id, measure, currency, ${day}, amount from beside where ${own}`,
    converted(sql, wanted),
  ];
  const all = sources.reduce((left, right) => sql`${left} union all ${right}`);
  return sql`
    with beside as materialized (${beside(sql, wanted)}), factor as (${factorRows(sql, wanted.factors)})
    select partner_id as "partnerId", measure, currency, day::text, sum(amount)::text as amount
    from (${all}) as part group by 1, 2, 3, 4 having sum(amount) <> 0`;
}

const numbersOf = (names: readonly Measure[]): number[] => names.map((name) => measures[name]);
const shareOf = (sql: Queryable, model: Model, of: '' | 'w.' = ''): Fragment =>
  sql`${of === '' ? sql`` : sql`w.`}by_model[${models.indexOf(model) + 1}::int]`;

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
  day: Fragment,
): Fragment {
  const within = ranges
    .map(({ from, to }) => sql`(day >= ${from}::date and day < ${to}::date)`)
    .reduce((left, right) => sql`${left} or ${right}`);
  return sql`
    select partner_id, measure, currency, ${day}, ${shareOf(sql, wanted.model)} as amount
    from ${sql(table)} where ${ofBooks(sql, wanted)} and (${within}) and ${currencies}`;
}

/** What the rollups do not tell, by day: the ends of the window, and, to be taken back, what whole days were given after `asOf`. */
function beside(sql: Queryable, wanted: SumsWanted): Fragment {
  const { edges, allDays } = wanted.parts;
  const parts = [...edges.map((edge) => fromCredits(sql, wanted, edge)), ...(allDays ? [recordedLater(sql, wanted, allDays)] : [])];
  const all = parts.reduce((left, right) => sql`${left} union all ${right}`);
  return sql`select partner_id, measure, currency, day, sum(amount)::bigint as amount from (${all}) as piece group by 1, 2, 3, 4`;
}

/** Fact by fact, within a day. What is recorded later is left out right here. */
function fromCredits(sql: Queryable, wanted: SumsWanted, { from, to }: ReportWindow): Fragment {
  return sql`
    select partner_id, measure, currency, ${dayOf(sql, wanted)} as day, ${shareOf(sql, wanted.model)} as amount
    from credit
    where ${ofBooks(sql, wanted)} and occurred_at >= ${from} and occurred_at < ${to} and recorded_at <= ${wanted.asOf}`;
}

function recordedLater(sql: Queryable, wanted: SumsWanted, { from, to }: DayRange): Fragment {
  const day = dayOf(sql, wanted);
  return sql`
    select partner_id, measure, currency, ${day} as day, -${shareOf(sql, wanted.model)} as amount
    from credit
    where ${ofBooks(sql, wanted)} and recorded_at > ${wanted.asOf} and ${day} >= ${from}::date and ${day} < ${to}::date`;
}

const dayOf = (sql: Queryable, { timeZone }: SumsWanted): Fragment => sql`(occurred_at at time zone ${timeZone})::date`;

/**
 * The amounts in other currencies, a whole day of one partner and measure at a time: those of the rollup that nothing stands beside as they are, the
 * others with what stands beside them.
 */
function converted(sql: Queryable, wanted: SumsWanted): Fragment {
  const { currency, parts, byDay = false } = wanted;
  const foreign = sql`currency not in ('', ${currency}) and measure <> all(${numbersOf(stateMeasures)}::int[])`;
  const pieces = sql`select * from beside where ${foreign}`;
  const cells = parts.allDays ? mixed(sql, wanted, parts.allDays, { pieces, foreign }) : pieces;
  // Half away from zero. Amounts for which 64 bits are too few have no factor here.
  const rounded = sql`sign(amount)::bigint * ((2 * abs(amount) * above + below) / (2 * below))`;
  return sql`
    select partner_id, measure, case when above is null then cell.currency else ${currency} end,
      case when above is null or ${byDay} then cell.day end, case when above is null then amount else ${rounded} end
    from (${cells}) as cell
    left join factor on factor.currency = cell.currency and factor.day = cell.day and abs(cell.amount) <= most`;
}

function mixed(
  sql: Queryable,
  wanted: SumsWanted,
  wholeDays: DayRange,
  { pieces, foreign }: { pieces: Fragment; foreign: Fragment },
): Fragment {
  const { version, scope, model } = wanted;
  const isSameCell = sql`
    w.partner_id = b.partner_id and w.day = b.day and w.measure = b.measure and w.currency = b.currency`;
  return sql`
    select b.partner_id, b.measure, b.currency, b.day, b.amount + coalesce(${shareOf(sql, model, 'w.')}, 0) as amount
    from (${pieces}) b left join day_rollup w on w.version = ${version} and w.scope = ${scope} and ${isSameCell}
      and w.day >= ${wholeDays.from}::date and w.day < ${wholeDays.to}::date
    union all
    select w.* from (${fromRollup(sql, 'day_rollup', wanted, [wholeDays], foreign, sql`day`)}) w
    where not exists (select from beside b where ${isSameCell})`;
}
