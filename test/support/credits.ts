import type { Sql } from '#db/database.ts';
import { liveScope, type Measure, measures, models } from '#domain/attribution/facts.ts';
import { newId } from '#domain/id.ts';

export interface CreditPlan {
  partnerId: string;
  measure: Measure;
  /** Minor units; millionths of counts. The same by every model. */
  amount: bigint;
  /** Empty for counts. */
  currency?: string;
  occurredAt: string;
  recordedAt?: string;
  factId?: string;
  scope?: string;
  version?: number;
}

/** Writes a version that reports can be made from. */
export async function addVersion(
  sql: Sql,
  { number = 1, completeTo = '2026-03-31T12:00:00Z', timeZone = 'UTC', activatedAt = '2026-01-01T00:00:00Z', state = 'active' } = {},
): Promise<void> {
  const settings = { touch_sources: ['utm'], window_days: 90, half_life_days: 7, first_share: 0.4, last_share: 0.4, time_zone: timeZone };
  await sql`
    insert into attribution.version (number, state, settings, complete_to, created_by, activated_at)
    values (${number}, ${state}, ${JSON.stringify(settings)}::text::jsonb, ${new Date(completeTo)}, 'test', ${new Date(activatedAt)})`;
}

/** Writes credits as a batch of the incremental computation does: the rows, and the sums of their days and months. */
export async function addCredits(sql: Sql, plans: readonly CreditPlan[], timeZone = 'UTC'): Promise<void> {
  for (const plan of plans) {
    const { partnerId, measure, amount, currency = '', factId = newId('evt'), scope = liveScope, version = 1 } = plan;
    const shares = models.map(() => amount.toString());
    const occurredAt = new Date(plan.occurredAt);
    await sql`
      insert into attribution.credit (version, scope, partner_id, fact_id, measure, currency, occurred_at, by_model, recorded_at)
      values (${version}, ${scope}, ${partnerId}, ${factId}, ${measures[measure]}, ${currency}, ${occurredAt}, ${shares}::bigint[],
        ${new Date(plan.recordedAt ?? '2026-03-31T10:00:00Z')})`;
    for (const [table, unit] of [
      ['attribution.day_rollup', 'day'],
      ['attribution.month_rollup', 'month'],
    ] as const) {
      await sql`
        insert into ${sql(table)} as r (version, scope, partner_id, day, measure, currency, by_model)
        values (${version}, ${scope}, ${partnerId}, date_trunc(${unit}, ${occurredAt}::timestamptz at time zone ${timeZone})::date,
          ${measures[measure]}, ${currency}, ${shares}::bigint[])
        on conflict (version, scope, partner_id, day, measure, currency) do update set by_model =
          (select array_agg(a + b order by place) from unnest(r.by_model, excluded.by_model) with ordinality as both_ (a, b, place))`;
    }
  }
}

/** Imports rates: per currency and day, the units for one euro. */
export async function addRates(
  sql: Sql,
  rates: readonly [currency: string, day: string, perEuro: string][],
  importedAt = '2026-01-01T00:00:00Z',
) {
  const [row] = await sql<{ id: number }[]>`
    insert into attribution.fx_import (source, digest, imported_at, imported_by)
    values ('test', '\\x00'::bytea, ${new Date(importedAt)}, 'test') returning id`;
  for (const [currency, day, perEuro] of rates) {
    await sql`
      insert into attribution.fx_rate (import_id, day, currency, per_euro) values (${row?.id ?? 0}, ${day}::date, ${currency}, ${perEuro})`;
  }
  return row?.id ?? 0;
}
