import { Part, part } from '#db/statement-part.ts';
import { PLACES } from '#domain/attribution/converted-months.ts';
import { measures } from '#domain/attribution/facts.ts';
import { type DayRange, monthsOf, nextMonth } from '#domain/attribution/report-window.ts';
import { flowMeasures } from '#domain/attribution/return.ts';
import { flowsOf, isForeign, isOwn, isWithin, ofBooks, shareOf, type SumsWanted, unionAll } from './sums-wanted.ts';

/**
 * The months that whole days meet (`month`), those of partners to which something was recorded after the moment of the report (`later`), what stored months have
 * of these days (`kept`), and the months of partners that are not stored or not as of that moment (`lacking`): parts of a statement that has `beside`.
 * How many rows each has is not known when the statement is planned: `not in` is a look into a hash table, where `not exists` could become a loop over all pairs.
 */
export function monthTables(wanted: SumsWanted, days: DayRange): Part {
  const months = monthsOf(days);
  const { monthRates = () => '', partnerId } = wanted;
  const table = part`
    select month, from_day, to_day, rates, from_day = month and to_day = (month + interval '1 month')::date as is_whole
    from unnest(${months}::text[]::date[], ${months.map((month) => (days.from > month ? days.from : month))}::text[]::date[],
      ${months.map((month) => (days.to < nextMonth(month) ? days.to : nextMonth(month)))}::text[]::date[], ${months.map(monthRates)}::text[])
      as asked (month, from_day, to_day, rates)`;
  const later = part`select distinct partner_id, date_trunc('month', day)::date as month from beside where ${isWithin([days])}`;
  const partners = partnerId === undefined ? allPartners(wanted) : part`select ${partnerId}::text as partner_id`;
  return part`
    month as materialized (${table}), later as materialized (${later}), kept as materialized (${kept(wanted)}), partner as (${partners}),
    lacking as materialized (
      select p.partner_id, month.* from partner p cross join month
      where p.partner_id is not null and (p.partner_id, month.month) not in (select partner_id, month from kept))`;
}

/** A difference of each measure. */
function kept(wanted: SumsWanted): Part {
  const { version, scope, currency, model, partnerId } = wanted;
  const differences = flowsOf(wanted).map((name, place) => {
    const first = flowMeasures.indexOf(name) * PLACES + 1;
    return part`, before[to_day - month.month + ${first}::int] - before[from_day - month.month + ${first}::int] as ${columnAt(place)}`;
  });
  return part`
    select c.partner_id, c.month ${all(differences)}
    from month join converted_month c on c.month = month.month and c.rates = month.rates
    where c.version = ${version} and c.scope = ${scope} and c.currency = ${currency} and c.model = ${model}
      ${partnerId === undefined ? part`` : part`and c.partner_id = ${partnerId}`}
      and (c.partner_id, c.month) not in (select partner_id, month from later)`;
}

/** One after the other: a thousand steps of an index, instead of millions of its entries. */
function allPartners({ version, scope }: SumsWanted): Part {
  const first = (after: Part) => part`
    select partner_id from month_rollup where version = ${version} and scope = ${scope} ${after} order by partner_id limit 1`;
  return part`
    (${first(part``)}) union all
    select (${first(part`and month_rollup.partner_id > partner.partner_id`)}) from partner where partner_id is not null`;
}

/** What stored months have, in the currency of the report: a row for each partner, with its measures and their amounts. */
export function fromKept(wanted: SumsWanted): Part {
  const cells = flowsOf(wanted).map((name, place) => part`, ${`${measures[name]} `}::text || sum(${columnAt(place)})`);
  return part`
    select partner_id, ${wanted.currency}::text as currency, null::text as day, concat_ws(',' ${all(cells)}) as amounts from kept group by partner_id`;
}

/** What the other months have in the currency of the report. */
export function ownOfLacking(wanted: SumsWanted): Part {
  const own = isOwn(wanted);
  return unionAll([
    part`select cell.partner_id, measure, currency, null::date as day, amount from (${ofLacking(wanted, part`month_rollup`, own)}) as cell where is_whole`,
    part`select cell.partner_id, measure, currency, null::date as day, amount from (${ofLacking(wanted, part`day_rollup`, own)}) as cell where not is_whole`,
  ]);
}

/** What the other months have in other currencies, by day. */
export const foreignOfLacking = (wanted: SumsWanted): Part =>
  part`select partner_id, measure, currency, day, amount from (${ofLacking(wanted, part`day_rollup`, isForeign(wanted))}) as cell`;

/** `offset 0` has PostgreSQL look each month up: how many are lacking is not known when the statement is planned, and is mostly few. */
function ofLacking(wanted: SumsWanted, table: Part, currencies: Part): Part {
  return part`
    select lacking.is_whole, cell.* from lacking cross join lateral (
      select partner_id, measure, currency, day, ${shareOf(wanted.model)} as amount from ${table}
      where ${ofBooks({ ...wanted, partnerId: undefined }, flowsOf(wanted))} and partner_id = lacking.partner_id
        and day >= from_day and day < to_day and ${currencies} offset 0) as cell`;
}

const columns = flowMeasures.map((_, place) => new Part([`k${place}`], []));
const columnAt = (place: number): Part => columns[place] as Part;
const all = (parts: readonly Part[]): Part => parts.reduce((left, right) => part`${left}${right}`, part``);
