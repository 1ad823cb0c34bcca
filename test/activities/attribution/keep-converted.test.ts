import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMonthKeeper } from '#activities/attribution/keep-converted.ts';
import { type AttributionWorld, startAttribution } from '#test/support/attribution-world.ts';
import { addCredits, addRates } from '#test/support/credits.ts';

let world: AttributionWorld;
beforeAll(async () => {
  world = await startAttribution();
});
afterAll(() => world.close());

test('every month of every partner is stored for the settings and for what reports ask for, some partners at a time', async () => {
  const partners = Array.from({ length: 120 }, (_, index) => `ptn_${String(index).padStart(3, '0')}`);
  await addRates(world.sql, [['USD', '2026-03-10', '1.5']]);
  const sale = { measure: 'revenue', amount: 100n, currency: 'USD', occurredAt: '2026-03-10T12:00:00Z' } as const;
  await addCredits(
    world.sql,
    partners.map((partnerId) => ({ ...sale, partnerId })),
  );
  await world.sql`update version set complete_to = now()`;
  await world.asks.note({ scope: 'live', currency: 'USD', model: 'linear' });
  await world.asks.note({ scope: 'ptn_sandbox', currency: 'JPY', model: 'linear' });

  const keep = createMonthKeeper(world, () => ({ currency: 'EUR', model: 'first_touch' }));
  let signs = 0;
  while (await keep(true, async () => void (signs += 1)));
  expect([...(await world.sql`select currency, model, count(*)::int from converted_month group by 1, 2 order by 1`)]).toEqual([
    { currency: 'EUR', model: 'first_touch', count: partners.length },
    { currency: 'USD', model: 'linear', count: partners.length },
  ]);
  expect(signs, 'a sign of life for each partner').toBe(2 * partners.length);
});

test('without an active version that has credits, nothing is stored', async () => {
  await world.sql`truncate converted_month`;
  await world.sql`update version set complete_to = null`;
  const keep = createMonthKeeper(world, () => ({ currency: 'EUR', model: 'linear' }));
  expect(await keep(true, async () => {})).toBe(false);
  expect(await world.sql`select from converted_month`).toHaveLength(0);
});
