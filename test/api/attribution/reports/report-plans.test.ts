import { afterAll, beforeAll, expect, test } from 'vitest';
import { findGroups } from '#apps/api/attribution/reports/report-groups.ts';
import type { Basis } from '#apps/api/attribution/reports/report-query.ts';
import { findRoi } from '#apps/api/attribution/reports/report-roi.ts';
import { getReportVersion } from '#db/attribution/reports/find-version.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import type { Sql } from '#db/database.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { type AttributionWorld, startAttribution } from '#test/support/attribution-world.ts';
import { addCredits } from '#test/support/credits.ts';

let world: AttributionWorld;
/** One connection in each pool, so that it has all plans. */
let attribution: AttributionStore;
beforeAll(async () => {
  world = await startAttribution();
  attribution = openAttribution(world.url, { max: 1 });
  await addCredits(world.sql, [{ partnerId: 'ptn_a', measure: 'leads', amount: 2_000_000n, occurredAt: '2026-03-10T12:00:00Z' }]);
  await world.sql`update version set complete_to = '2026-03-31T12:00:00Z', activated_at = '2026-01-01T00:00:00Z'`;
});
afterAll(async () => {
  await attribution.close();
  await world.close();
});

const newBasis = async (day: number, asOf?: string): Promise<Basis> => {
  const version = await getReportVersion(attribution.sql, {});
  const moment = asOf === undefined ? version.completeTo : new Date(asOf);
  return {
    ...{ version, currency: 'EUR' },
    books: { version: version.number, scope: liveScope, model: 'linear', asOf: moment, timeZone: 'UTC' },
    window: { from: new Date(Date.UTC(2026, 1, day, 7)), to: new Date(Date.UTC(2026, 2, day, 8)) },
  };
};
const leadsOf = async (basis: Basis) =>
  (await findRoi({ attribution }, { basis, partnerId: 'ptn_a', margin: 700_000n, observed: false })).return.leads;
const plansOf = async (pool: Sql) => {
  const [plans] = await pool`
    select coalesce(sum(generic_plans), 0)::int as generic, coalesce(sum(custom_plans), 0)::int as custom from pg_prepared_statements
    where statement like '%credit%' and statement not like '%pg_prepared_statements%'`;
  return plans;
};

test('a connection plans the reports of partners once, and others for their parameters', async () => {
  expect([await leadsOf(await newBasis(5)), await leadsOf(await newBasis(12)), await leadsOf(await newBasis(14))]).toEqual([
    0n,
    2_000_000n,
    2_000_000n,
  ]);
  expect(await plansOf(attribution.planned)).toEqual({ generic: 3, custom: 0 });
  expect(await plansOf(attribution.sql)).toEqual({ generic: 0, custom: 0 });

  expect(await leadsOf(await newBasis(12, '2026-03-30T12:00:00Z'))).toBe(0n);
  const { groups } = await findGroups({ attribution }, { basis: await newBasis(12), byDay: false }, ({ partnerId }) => partnerId);
  expect(groups.get('ptn_a')).toEqual({ leads: 2_000_000n });
  expect(await plansOf(attribution.planned)).toEqual({ generic: 3, custom: 0 });
  // One of a past moment, and two of the league: its days, and its ends.
  expect(await plansOf(attribution.sql)).toEqual({ generic: 0, custom: 3 });
});
