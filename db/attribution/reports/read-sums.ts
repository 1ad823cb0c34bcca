import type { Queryable } from '#db/database.ts';
import { type Part, part, toStatement } from '#db/statement-part.ts';
import { type Measure, measures } from '#domain/attribution/facts.ts';
import type { DayRange, ReportWindow } from '#domain/attribution/report-window.ts';
import { localDate } from '#domain/business-days.ts';
import { factorRows } from './factor-rows.ts';
import { foreignOfLacking, fromKept, monthTables, ownOfLacking } from './month-sums.ts';
import { dayOf, flowsOf, isForeign, isOwn, isWithin, ofBooks, shareOf, statesOf, type SumsWanted, unionAll } from './sums-wanted.ts';

/** Minor units of `currency`, or millionths where it is empty. `day` is null where days were added up. */
export interface Sum {
  partnerId: string;
  measure: Measure;
  currency: string;
  day: string | null;
  amount: bigint;
}

/** All measures of one partner, currency and day, as the store sends them: a row each would take longer to read than to compute. */
interface SumRow extends Pick<Sum, 'partnerId' | 'currency' | 'day'> {
  place: number;
  /** Such as `1 5000,3 -20`: a measure's number, and its amount. */
  amounts: string;
}

const nameOf = new Map<string, Measure>(Object.entries(measures).map(([name, number]) => [String(number), name as Measure]));

/**
 * Adds up what stored months and rollups hold of whole days, and the credits of the two ends, less what was recorded after `asOf`. Of other currencies the
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
  const { text, parameters } = toStatement(unionAll(statements));
  const rows = await sql.unsafe<SumRow[]>(text, parameters, { prepare: true });
  for (const { place, amounts, partnerId, currency, day } of rows) {
    for (const cell of amounts.split(',')) {
      const [measure, amount] = cell.split(' ') as [string, string];
      if (amount !== '0') each[place]?.push({ partnerId, measure: nameOf.get(measure) as Measure, currency, day, amount: BigInt(amount) });
    }
  }
  return each;
}

function sumsOf(wanted: SumsWanted): Part {
  const { byDay = false, parts, factors } = wanted;
  const months = byDay || flowsOf(wanted).length === 0 ? null : parts.allDays;
  return part`
    with recursive beside as materialized (${beside(wanted)}), factor as (${factorRows(factors)})
      ${months ? part`, ${monthTables(wanted, months)}` : part``}
    select partner_id as "partnerId", currency, day::text, string_agg(measure || ' ' || amount, ',') as amounts from (
      select partner_id, measure, currency, day, sum(amount) as amount
      from (${unionAll(byDay ? daysApart(wanted) : overDays(wanted))}) as part group by 1, 2, 3, 4 having sum(amount) <> 0) as sum
    group by 1, 2, 3 ${months ? part`union all ${fromKept(wanted)}` : part``}`;
}

function daysApart(wanted: SumsWanted): Part[] {
  const { allDays } = wanted.parts;
  const own = isOwn(wanted);
  return [
    ...(allDays ? [fromRollup(part`day_rollup`, wanted, [allDays], part`and ${own}`)] : []),
    part`select partner_id, measure, currency, day, amount from beside where ${own}`,
    converted(
      wanted,
      allDays && { wholeDays: allDays, cells: fromRollup(part`day_rollup`, wanted, [allDays], part`and ${isForeign(wanted)}`) },
    ),
  ];
}

function overDays(wanted: SumsWanted): Part[] {
  const { months, days, allDays } = wanted.parts;
  const [states, hasFlows] = [statesOf(wanted), flowsOf(wanted).length > 0];
  const added = (rollup: Part) => part`select partner_id, measure, currency, null::date as day, amount from (${rollup}) as cell`;
  const ofStates = { ...wanted, measures: states };
  return [
    ...(months && states.length > 0 ? [added(fromRollup(part`month_rollup`, ofStates, [months]))] : []),
    ...(days.length > 0 && states.length > 0 ? [added(fromRollup(part`day_rollup`, ofStates, days))] : []),
    part`select partner_id, measure, currency, null::date as day, amount from beside where ${isOwn(wanted)}`,
    ...(allDays && hasFlows ? [ownOfLacking(wanted)] : []),
    ...(hasFlows ? [converted(wanted, allDays && { wholeDays: allDays, cells: foreignOfLacking(wanted) })] : []),
  ];
}

function fromRollup(table: Part, wanted: SumsWanted, ranges: readonly DayRange[], condition = part``): Part {
  return part`
    select partner_id, measure, currency, day, ${shareOf(wanted.model)} as amount
    from ${table} where ${ofBooks(wanted)} and (${isWithin(ranges)}) ${condition}`;
}

/** What the rollups do not tell, by day: the ends of the window, and, to be taken back, what whole days were given after `asOf`. */
function beside(wanted: SumsWanted): Part {
  const { edges, allDays } = wanted.parts;
  const parts = [...edges.map((edge) => fromCredits(wanted, edge)), ...(allDays ? [recordedLater(wanted, allDays)] : [])];
  return part`select partner_id, measure, currency, day, total(amount) as amount from (${unionAll(parts)}) as piece group by 1, 2, 3, 4`;
}

/** Fact by fact, within a day, which is not computed for each of them. What is recorded later is left out right here. */
function fromCredits(wanted: SumsWanted, { from, to }: ReportWindow): Part {
  return part`
    select partner_id, measure, currency, ${localDate(from, wanted.timeZone)}::date as day, ${shareOf(wanted.model)} as amount
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

/** Sums of whole days of these in other currencies, without those that stored months have. */
interface ForeignDays {
  wholeDays: DayRange;
  cells: Part;
}

/**
 * The amounts in other currencies, a whole day of one partner and measure at a time: those of the rollup that nothing stands beside as they are, the
 * others with what stands beside them.
 */
function converted(wanted: SumsWanted, days: ForeignDays | null): Part {
  const { currency, byDay = false } = wanted;
  const pieces = part`select * from beside where ${isForeign(wanted)}`;
  // Half away from zero. Amounts for which 64 bits are too few have no factor here.
  const rounded = part`sign(amount)::bigint * ((2 * abs(amount) * above + below) / (2 * below))`;
  return part`
    select partner_id, measure, case when above is null then cell.currency else ${currency} end,
      case when above is null or ${byDay} then cell.day end, case when above is null then amount else ${rounded} end
    from (${days ? mixed(wanted, pieces, days) : pieces}) as cell
    left join factor on factor.currency = cell.currency and factor.day = cell.day and abs(cell.amount) <= most`;
}

function mixed({ version, scope, model }: SumsWanted, pieces: Part, { wholeDays, cells }: ForeignDays): Part {
  const isWhole = isWithin([wholeDays]);
  const isSameCell = part`
    w.partner_id = b.partner_id and w.day = b.day and w.measure = b.measure and w.currency = b.currency`;
  return part`
    select * from (${pieces}) as edge where not ${isWhole}
    union all
    select b.partner_id, b.measure, b.currency, b.day, b.amount + coalesce(w.${shareOf(model)}, 0) as amount
    from (select * from (${pieces}) as piece where ${isWhole}) b
    left join day_rollup w on w.version = ${version} and w.scope = ${scope} and ${isSameCell}
    union all
    select w.* from (${cells}) w where (partner_id, day, measure, currency) not in (select partner_id, day, measure, currency from beside)`;
}
