import type { PendingQuery, Row } from 'postgres';
import type { Queryable, Sql } from '#db/database.ts';
import { liveScope, measures, models } from '#domain/attribution/facts.ts';

/** The version whose credits are compared. */
export interface ComparedVersion {
  number: number;
  timeZone: string;
}

type Fragment = PendingQuery<Row[]>;

/** A sum that is not what it is made of, of a day or of the month that begins on it. Shares are in the order of `models`; a missing one is 0. */
export interface WrongSum {
  day: string;
  measure: number;
  currency: string;
  /** What it is made of, and what is stored; null if there is nothing. */
  summed: string[] | null;
  kept: string[] | null;
}

/** One partner's sums, of days from `from` on; `to` is where the page ends, null at the end. */
export interface SumPage {
  checked: number;
  wrong: WrongSum[];
  to: string | null;
}

/** Before and after all days on which something can have happened. */
const always = { from: '0001-01-01', to: '9999-12-31' };

/** The partner after this one that has credits or sums; the company itself is ''. Undefined after the last one. */
export async function nextPartner(sql: Sql, { number }: ComparedVersion, after: string | null): Promise<string | undefined> {
  const first = (table: string) => sql`
    (select partner_id from ${sql(table)} where version = ${number} and scope = ${liveScope} and ${after === null ? sql`true` : sql`partner_id > ${after}`}
    order by partner_id limit 1)`;
  const [row] = await sql<{ partnerId: string | null }[]>`
    select min(partner_id) as "partnerId" from (${first('credit')} union all ${first('day_rollup')} union all ${first('month_rollup')}) found`;
  return row?.partnerId ?? undefined;
}

/** The first day to which credits of a partner belong that were recorded after a moment; null if there are none. */
export async function firstChangedDay(
  sql: Sql,
  { number, timeZone }: ComparedVersion,
  { partnerId, since }: { partnerId: string; since: Date | null },
): Promise<string | null> {
  if (since === null) return always.from;
  const [row] = await sql<{ day: string | null }[]>`
    select (min(occurred_at) at time zone ${timeZone})::date::text as day from credit
    where version = ${number} and scope = ${liveScope} and partner_id = ${partnerId} and recorded_at > ${since}`;
  return row?.day ?? null;
}

/** Compares the sums of days with the credits, as many whole days as hold about `limit` credits. One snapshot, so that no batch is seen in part. */
export async function compareDays(
  sql: Sql,
  version: ComparedVersion,
  { partnerId, from, limit }: { partnerId: string; from: string; limit: number },
): Promise<SumPage> {
  const { number, timeZone } = version;
  const begin = (day: string) => sql`(${day}::date::timestamp at time zone ${timeZone})`;
  const ofPartner = sql`version = ${number} and scope = ${liveScope} and partner_id = ${partnerId}`;
  const [last] = await sql<{ day: string }[]>`
    select ((occurred_at at time zone ${timeZone})::date + 1)::text as day from credit
    where ${ofPartner} and occurred_at >= ${begin(from)} order by occurred_at offset ${limit} limit 1`;
  const to = last?.day ?? null;
  const credited = sql`
    select (occurred_at at time zone ${timeZone})::date as day, measure, currency, by_model from credit
    where ${ofPartner} and occurred_at >= ${begin(from)} and occurred_at < ${begin(to ?? always.to)}`;
  const kept = sql`select * from day_rollup where ${ofPartner} and day >= ${from}::date and day < ${to ?? always.to}::date`;
  return { ...(await compareSums(sql, credited, kept)), to };
}

/** Compares the sums of a partner's months with those of their days. */
export async function compareMonths(sql: Sql, { number }: ComparedVersion, partnerId: string): Promise<SumPage> {
  const ofPartner = sql`version = ${number} and scope = ${liveScope} and partner_id = ${partnerId}`;
  const days = sql`select date_trunc('month', day)::date as day, measure, currency, by_model from day_rollup where ${ofPartner}`;
  return { ...(await compareSums(sql, days, sql`select * from month_rollup where ${ofPartner}`)), to: null };
}

const sums = models.map((_, model) => `sum(by_model[${model + 1}])`).join(', ');
const differs = models.map((_, model) => `coalesce(s.by_model[${model + 1}], 0) <> coalesce(k.by_model[${model + 1}], 0)`).join(' or ');

async function compareSums(sql: Sql, parts: Fragment, kept: Fragment): Promise<Omit<SumPage, 'to'>> {
  const [row] = await sql<[{ checked: number; wrong: WrongSum[] }]>`
    with s as (select day, measure, currency, array[${sql.unsafe(sums)}] as by_model from (${parts}) part group by 1, 2, 3), k as (${kept})
    select count(*)::int as checked, coalesce(json_agg(json_build_object('day', day, 'measure', measure, 'currency', currency,
      'summed', s.by_model::text[], 'kept', k.by_model::text[]) order by day, measure, currency) filter (where ${sql.unsafe(differs)}), '[]') as wrong
    from s full join k using (day, measure, currency)`;
  return row;
}

/** The facts whose credits have to add up to what they are worth, whoever has them. */
export const creditedKinds = ['conversion', 'sale', 'refund', 'cost'] as const;
type CreditedKind = (typeof creditedKinds)[number];

/** The place of a fact in the order in which they were added. */
export interface FactPlace {
  addedBy: string;
  id: string;
}

/** A fact, and what the least and the most of the models credit for it. In minor units, or millionths of one conversion. */
export interface WrongFact {
  id: string;
  worth: string;
  least: string;
  most: string;
}

export interface FactPage {
  checked: number;
  wrong: WrongFact[];
  last: FactPlace | null;
}

const millionths = 1_000_000;
const totals = models.map((_, model) => `total[${model + 1}]`).join(', ');

/**
 * Facts after a place whose credits do not add up to what they are worth. Those of the last minutes are left out. A refund is looked at with all of its
 * sale, which it cannot exceed; those that are being credited may count or not.
 */
export async function listMiscredited(
  sql: Sql,
  { number, position }: ComparedVersion & { position: string },
  kind: CreditedKind,
  { after, limit, settledS }: { after: FactPlace | null; limit: number; settledS: number },
): Promise<FactPage> {
  const page = sql`
    select f.* from ${sql(tables[kind])} f
    where f.scope = ${liveScope} and ${after === null ? sql`true` : sql`(f.added_by, f.id) > (${after.addedBy}::xid8, ${after.id})`}
      and f.recorded_at < now() - ${settledS} * interval '1 second'
    order by f.added_by, f.id limit ${limit}`;
  const [row] = await sql<[FactPage]>`
    with page as materialized (${page}), fact as (${worthOf[kind](sql, position)}), credited as (
      select fact.*, coalesce(least(${sql.unsafe(totals)}), 0) as least_total, coalesce(greatest(${sql.unsafe(totals)}), 0) as most_total
      from fact left join lateral (
        select array[${sql.unsafe(sums)}] as total from credit c
        where c.version = ${number} and c.fact_id = any(fact.parts) and c.measure = fact.measure) of_fact on true)
    select (select count(*)::int from page) as checked,
      (select json_build_object('addedBy', added_by::text, 'id', id) from page order by added_by desc, id desc limit 1) as last,
      coalesce((
        select json_agg(json_build_object('id', id, 'worth', most_worth::text, 'least', least_total::text, 'most', most_total::text) order by id)
        from credited where least_total < least_worth or most_total > most_worth), '[]') as wrong`;
  return row;
}

const tables = { conversion: 'conversion', sale: 'revenue', refund: 'revenue', cost: 'cost' } as const satisfies Record<
  CreditedKind,
  string
>;

/** Of the facts of the page: which measure counts them, over which facts it is added, and between what it has to be. */
const worthOf: Record<CreditedKind, (sql: Queryable, position: string) => Fragment> = {
  conversion: (sql) => sql`
    select id, array[id] as parts, ${millionths}::bigint as least_worth, ${millionths}::bigint as most_worth,
      case kind when 'lead' then ${measures.leads}::int when 'opportunity' then ${measures.opportunities}::int else ${measures.customers}::int end as measure
    from page`,
  sale: (sql) => sql`
    select id, array[id] as parts, amount_minor as least_worth, amount_minor as most_worth, ${measures.revenue}::int as measure
    from page where kind = 'sale'`,
  refund: (sql, position) => sql`
    select page.id, taken.parts, least(sale.amount_minor, taken.settled) as least_worth, least(sale.amount_minor, taken.all) as most_worth,
      ${measures.refund}::int as measure
    from page
    join revenue sale on sale.scope = page.scope and sale.origin = page.origin and sale.external_id = page.refund_of and sale.kind = 'sale'
    cross join lateral (
      select array_agg(r.id) as parts, sum(r.amount_minor) as all, coalesce(sum(r.amount_minor) filter (where r.added_by < ${position}::xid8), 0) as settled
      from revenue r where r.scope = page.scope and r.origin = page.origin and r.refund_of = page.refund_of and r.kind = 'refund' and r.currency = sale.currency
    ) taken
    where page.kind = 'refund' and page.currency = sale.currency and sale.added_by < ${position}::xid8 and page.added_by < ${position}::xid8`,
  cost: (sql) => sql`
    select id, array[id] as parts, amount_minor as least_worth, amount_minor as most_worth, ${measures.cost}::int as measure from page`,
};
