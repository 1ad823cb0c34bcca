import type { Sql } from '#db/database.ts';

/** How much of everything there is for so many touches: a tenth as many conversions, two years, a thousand partners. */
export const partnersTotal = 1_000;
export const beginOfHistory = '2024-01-01T00:00:00Z';
const days = 730;

export const partnerName = (number: number): string => `ptn_bench_${String(number).padStart(4, '0')}`;

/**
 * Adds touches, conversions, revenue and costs from one number to another, in the database itself. Everything follows from the seed and the numbers, so that
 * any part can be made again. Subjects have ten touches; each becomes a lead, 60 % of them an opportunity and 40 % a customer. Partners are skewed: the first
 * tenth has almost half of the touches.
 */
export async function generate(sql: Sql, { from, to, seed }: { from: number; to: number; seed: number }): Promise<void> {
  for (let start = from; start < to; start += TOUCHES_AT_ONCE) {
    await generatePart(sql, { from: start, to: Math.min(start + TOUCHES_AT_ONCE, to), seed });
  }
}

/** In a transaction, as far as a caller could add. */
const TOUCHES_AT_ONCE = 500_000;

async function generatePart(sql: Sql, { from, to, seed }: { from: number; to: number; seed: number }): Promise<void> {
  const [first, last] = [Math.floor(from / 20) + 1, Math.floor(to / 20)];
  // A number from 0 to 1 that follows from the seed and its arguments.
  const random = (key: string, salt: number) => `((hashint8extended(${key}, ${seed * 1_000 + salt}) & 2147483647) / 2147483648.0)`;
  const becomes = `timestamptz '${beginOfHistory}' + ${random('s', 1)} * ${days - 60} * interval '1 day'`;
  const at = (offset: string) => `date_trunc('milliseconds', ${becomes} + ${offset})`;
  const partner = (key: string, salt: number) =>
    `'ptn_bench_' || lpad(floor(${partnersTotal} * power(${random(key, salt)}, 3))::text, 4, '0')`;
  const currency = `(array['EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP'])[1 + floor(${random('s', 2)} * 10)::int]`;
  const subjects = `generate_series(${first}, ${last}) as s`;
  const common = `'live', s, 'platform', '\\x00'::bytea`;
  await sql.unsafe(`
    insert into attribution.subject (id, scope, key, root_id) overriding system value select s, 'live', int8send(s), s from ${subjects}`);
  await sql.unsafe(`
    insert into attribution.touch (id, scope, subject_id, origin, digest, occurred_at, partner_id, source, is_bot)
    select 'tch_' || lpad((s::bigint * 20 + n)::text, 10, '0'), ${common}, ${at(`${random('s::bigint * 20 + n', 3)} * interval '45 days'`)},
      case when ${random('s::bigint * 20 + n', 4)} < 0.9 then ${partner('s::bigint * 20 + n', 5)} end,
      (array['utm', 'link', 'referral_header', 'direct'])[1 + floor(${random('s::bigint * 20 + n', 6)} * 4)::int], ${random('s::bigint * 20 + n', 7)} < 0.01
    from ${subjects}, generate_series(0, 19) as n`);
  await sql.unsafe(`
    insert into attribution.conversion (id, scope, subject_id, origin, digest, occurred_at, kind)
    select 'cnv_' || lpad((s::bigint * 3 + k)::text, 10, '0'), ${common}, ${at(`(array[15, 30, 45])[k + 1] * interval '1 day'`)},
      (array['lead', 'opportunity', 'customer'])[k + 1]
    from ${subjects}, generate_series(0, 2) as k where k = 0 or ${random('s', 8)} < (array[1, 0.6, 0.4])[k + 1]`);
  const amount = `(10000 + floor(${random('s', 9)} * 1000000))::bigint`;
  const isCustomer = `${random('s', 8)} < 0.4`;
  await sql.unsafe(`
    insert into attribution.revenue (id, scope, subject_id, origin, digest, occurred_at, kind, amount_minor, tax_minor, currency, external_id, refund_of, subscription)
    select id, ${common}, at, kind, amount, tax, ${currency}, case when kind = 'sale' then id end, refund_of, subscription from ${subjects},
      lateral (select 'rev_' || lpad(s::text, 10, '0') as sale, ${at(`interval '46 days'`)} as sold, ${amount} as price) as o,
      lateral (values
        (sale || '_0', sold, 'sale', price, price / 6, null, null, true),
        (sale || '_1', sold + interval '10 days', 'refund', price / 3, price / 18, sale || '_0', null, ${random('s', 10)} < 0.1),
        (sale || '_2', sold, 'subscription_started', price / 12, 0, null, 'sub_' || s, ${random('s', 11)} < 0.5),
        (sale || '_3', sold + interval '13 days', 'subscription_stopped', 0, 0, null, 'sub_' || s, ${random('s', 11)} < 0.1)
      ) as r (id, at, kind, amount, tax, refund_of, subscription, is_there)
    where ${isCustomer} and is_there`);
  await sql.unsafe(`
    insert into attribution.cost (id, scope, origin, digest, occurred_at, kind, partner_id, amount_minor, currency)
    select 'cst_' || lpad(s::text, 10, '0'), 'live', 'platform', '\\x00'::bytea, ${at(`interval '50 days'`)}, 'commission', ${partner('s', 12)}, ${amount} / 10, 'EUR'
    from ${subjects} where ${random('s', 12)} < 0.4`);
}

/** A rate of each day for the two foreign currencies. */
export async function addRates(sql: Sql): Promise<void> {
  await sql.unsafe(`
    insert into attribution.fx_import (source, digest, imported_by, imported_at) values ('bench', '\\x00', 'bench', '${beginOfHistory}');
    insert into attribution.fx_rate (import_id, day, currency, per_euro)
    select 1, day::date, currency, (base + 0.05 * sin(extract(doy from day)))::numeric(8, 4)::text
    from generate_series(timestamptz '${beginOfHistory}' - interval '10 days', timestamptz '${beginOfHistory}' + interval '760 days', '1 day') as day,
      (values ('USD', 1.08), ('GBP', 0.86)) as c (currency, base)`);
}
