import type { Queryable, Sql } from '#db/database.ts';
import { models } from '#domain/attribution/facts.ts';
import { draftOf } from './credit-partitions.ts';
import type { Version } from './version.ts';

const sums = models.map((_, model) => `total(by_model[${model + 1}])`).join(', ');
/** Of the server, for sorting: the sums of ten million touches are of some gigabytes of credits. */
const workMemory = '128MB';

/**
 * Adds all credits of a version up, into the sums of its days and months: one statement each, in one transaction. Safe to repeat, and beside another one:
 * they take turns, and the later one replaces what the earlier one has written.
 */
export async function computeRollups(sql: Sql, { number, settings }: Pick<Version, 'number' | 'settings'>): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true), set_config('work_mem', ${workMemory}, true)`;
    await tx`select pg_advisory_xact_lock(hashtextextended('attribution.rollups', ${number}))`;
    await tx`delete from day_rollup where version = ${number}`;
    await tx`delete from month_rollup where version = ${number}`;
    await tx`delete from converted_month where version = ${number}`;
    const partners = await tx<{ scope: string; partnerId: string }[]>`
      select distinct scope, partner_id as "partnerId" from ${tx(draftOf(number))} order by scope, partner_id`;
    // There are too many sums for a hash table: sorted, each is done before the next one begins.
    await tx`select set_config('enable_hashagg', 'off', true), set_config('enable_nestloop', 'off', true)`;
    await addUpDays(tx, { number, settings }, partners);
    await tx`
      insert into month_rollup (version, scope, partner_id, day, measure, currency, by_model)
      select ${number}, scope, partner_id, date_trunc('month', day)::date as month, measure, currency, array[${tx.unsafe(sums)}]
      from day_rollup where version = ${number}
      group by scope, partner_id, month, measure, currency order by scope, partner_id, month, measure, currency`;
  });
}

/**
 * One number orders the credits by partner, day and measure as the rollup is ordered, and is compared several times as fast as the columns. Below the
 * place of the partner it has 24 bits for the day, which last for 45,000 years, and 8 for the measure.
 */
async function addUpDays(
  tx: Queryable,
  { number, settings }: Pick<Version, 'number' | 'settings'>,
  partners: readonly { scope: string; partnerId: string }[],
): Promise<void> {
  await tx`
    with partner as materialized (
      select * from unnest(${partners.map(({ scope }) => scope)}::text[], ${partners.map(({ partnerId }) => partnerId)}::text[])
        with ordinality as known (scope, partner_id, place))
    insert into day_rollup (version, scope, partner_id, day, measure, currency, by_model)
    select ${number}, scope, partner_id, date '4713-01-01 BC' + (key >> 8 & 16777215)::int, (key & 255)::int, currency, by_model
    from (
      select key, currency, array[${tx.unsafe(sums)}] as by_model
      from (
        select (place << 32) + (((occurred_at at time zone ${settings.time_zone})::date - date '4713-01-01 BC')::bigint << 8) + measure as key, currency, by_model
        from ${tx(draftOf(number))} join partner using (scope, partner_id)) as numbered
      group by key, currency order by key, currency) as sum
    join partner on place = key >> 32`;
}
