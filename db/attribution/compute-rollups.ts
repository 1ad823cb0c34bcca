import type { Sql } from '#db/database.ts';
import { models } from '#domain/attribution/facts.ts';
import { draftOf } from './credit-partitions.ts';
import type { Version } from './version.ts';

const sums = models.map((_, model) => `sum(by_model[${model + 1}])::bigint`).join(', ');
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
    await tx`
      insert into day_rollup (version, scope, partner_id, day, measure, currency, by_model)
      select ${number}, scope, partner_id, day, measure, currency, array[${tx.unsafe(sums)}]
      from (select *, (occurred_at at time zone ${settings.time_zone})::date as day from ${tx(draftOf(number))}) as credited
      group by scope, partner_id, day, measure, currency order by scope, partner_id, day, measure, currency`;
    await tx`
      insert into month_rollup (version, scope, partner_id, day, measure, currency, by_model)
      select ${number}, scope, partner_id, date_trunc('month', day)::date as month, measure, currency, array[${tx.unsafe(sums)}]
      from day_rollup where version = ${number}
      group by scope, partner_id, month, measure, currency order by scope, partner_id, month, measure, currency`;
  });
}
