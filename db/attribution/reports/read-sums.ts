import type { Queryable } from '#db/database.ts';
import { type Part, part, toStatement } from '#db/statement-part.ts';
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
    one.parts.allDays === null && one.parts.edges.length === 0 ? [] : [part`select ${place}::int as place, s.* from (${sumsOf(one)}) as s`],
  );
  if (statements.length === 0) return each;
  const { text, parameters } = toStatement(statements.reduce((left, right) => part`${left} union all ${right}`));
  const rows = await sql.unsafe<(SumRow & { place: number })[]>(text, parameters, { prepare: true });
  for (const { place, measure, amount, ...row } of rows) {
    each[place]?.push({ ...row, measure: nameOf.get(measure) as Measure, amount: BigInt(amount) });
  }
  return each;
}

function sumsOf(wanted: SumsWanted): Part {
  const { parts, currency, byDay = false } = wanted;
  const { months, days, allDays } = parts;
  const own = part`(currency in ('', ${currency}) or measure = any(${numbersOf(stateMeasures)}::int[]))`;
  const day = byDay ? part`day` : part`null::date as day`;
  const sources = [
    ...(months && !byDay ? [fromRollup('month_rollup', wanted, [months], part`${own}`, day)] : []),
    ...(days.length > 0 && !byDay ? [fromRollup('day_rollup', wanted, days, part`${own}`, day)] : []),
    ...(allDays && byDay ? [fromRollup('day_rollup', wanted, [allDays], part`${own}`, day)] : []),
    part`select partner_id, measure, currency, ${day}, amount from beside where ${own}`,
    converted(wanted),
  ];
  const all = sources.reduce((left, right) => part`${left} union all ${right}`);
  return part`
    with beside as materialized (${beside(wanted)}), factor as (${factorRows(wanted.factors)})
    select partner_id as "partnerId", measure, currency, day::text, sum(amount)::text as amount
    from (${all}) as part group by 1, 2, 3, 4 having sum(amount) <> 0`;
}

const numbersOf = (names: readonly Measure[]): number[] => names.map((name) => measures[name]);
const shareOf = (model: Model, of: '' | 'w.' = ''): Part =>
  part`${of === '' ? part`` : part`w.`}by_model[${models.indexOf(model) + 1}::int]`;

/** The columns by which all tables of credits are read. */
function ofBooks({ version, scope, partnerId, measures: names }: SumsWanted): Part {
  const partner = partnerId === undefined ? part`` : part`and partner_id = ${partnerId}`;
  return part`version = ${version} and scope = ${scope} ${partner} and measure = any(${numbersOf(names)}::int[])`;
}

function fromRollup(
  table: 'month_rollup' | 'day_rollup',
  wanted: SumsWanted,
  ranges: readonly DayRange[],
  currencies: Part,
  day: Part,
): Part {
  const within = ranges
    .map(({ from, to }) => part`(day >= ${from}::date and day < ${to}::date)`)
    .reduce((left, right) => part`${left} or ${right}`);
  return part`
    select partner_id, measure, currency, ${day}, ${shareOf(wanted.model)} as amount
    from ${table === 'month_rollup' ? part`month_rollup` : part`day_rollup`} where ${ofBooks(wanted)} and (${within}) and ${currencies}`;
}

/** What the rollups do not tell, by day: the ends of the window, and, to be taken back, what whole days were given after `asOf`. */
function beside(wanted: SumsWanted): Part {
  const { edges, allDays } = wanted.parts;
  const parts = [...edges.map((edge) => fromCredits(wanted, edge)), ...(allDays ? [recordedLater(wanted, allDays)] : [])];
  const all = parts.reduce((left, right) => part`${left} union all ${right}`);
  return part`select partner_id, measure, currency, day, sum(amount)::bigint as amount from (${all}) as piece group by 1, 2, 3, 4`;
}

/** Fact by fact, within a day. What is recorded later is left out right here. */
function fromCredits(wanted: SumsWanted, { from, to }: ReportWindow): Part {
  return part`
    select partner_id, measure, currency, ${dayOf(wanted)} as day, ${shareOf(wanted.model)} as amount
    from credit
    where ${ofBooks(wanted)} and occurred_at >= ${from} and occurred_at < ${to} and recorded_at <= ${wanted.asOf}`;
}

function recordedLater(wanted: SumsWanted, { from, to }: DayRange): Part {
  const day = dayOf(wanted);
  return part`
    select partner_id, measure, currency, ${day} as day, -${shareOf(wanted.model)} as amount
    from credit
    where ${ofBooks(wanted)} and recorded_at > ${wanted.asOf} and ${day} >= ${from}::date and ${day} < ${to}::date`;
}

const dayOf = ({ timeZone }: SumsWanted): Part => part`(occurred_at at time zone ${timeZone})::date`;

/**
 * The amounts in other currencies, a whole day of one partner and measure at a time: those of the rollup that nothing stands beside as they are, the
 * others with what stands beside them.
 */
function converted(wanted: SumsWanted): Part {
  const { currency, parts, byDay = false } = wanted;
  const foreign = part`currency not in ('', ${currency}) and measure <> all(${numbersOf(stateMeasures)}::int[])`;
  const pieces = part`select * from beside where ${foreign}`;
  const cells = parts.allDays ? mixed(wanted, parts.allDays, { pieces, foreign }) : pieces;
  // Half away from zero. Amounts for which 64 bits are too few have no factor here.
  const rounded = part`sign(amount)::bigint * ((2 * abs(amount) * above + below) / (2 * below))`;
  return part`
    select partner_id, measure, case when above is null then cell.currency else ${currency} end,
      case when above is null or ${byDay} then cell.day end, case when above is null then amount else ${rounded} end
    from (${cells}) as cell
    left join factor on factor.currency = cell.currency and factor.day = cell.day and abs(cell.amount) <= most`;
}

function mixed(wanted: SumsWanted, wholeDays: DayRange, { pieces, foreign }: { pieces: Part; foreign: Part }): Part {
  const { version, scope, model } = wanted;
  const isSameCell = part`
    w.partner_id = b.partner_id and w.day = b.day and w.measure = b.measure and w.currency = b.currency`;
  return part`
    select b.partner_id, b.measure, b.currency, b.day, b.amount + coalesce(${shareOf(model, 'w.')}, 0) as amount
    from (${pieces}) b left join day_rollup w on w.version = ${version} and w.scope = ${scope} and ${isSameCell}
      and w.day >= ${wholeDays.from}::date and w.day < ${wholeDays.to}::date
    union all
    select w.* from (${fromRollup('day_rollup', wanted, [wholeDays], foreign, part`day`)}) w
    where not exists (select from beside b where ${isSameCell})`;
}
