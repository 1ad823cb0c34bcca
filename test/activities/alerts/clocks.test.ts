import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { minutesAgo, openFaultWorld } from '#test/support/fault-world.ts';

let w: Awaited<ReturnType<typeof openFaultWorld>>;
beforeAll(async () => {
  w = await openFaultWorld();
});
afterAll(() => w.close());
afterEach(() => void vi.useRealTimers());

const DAY_MIN = 24 * 60;

test('the clock of the process jumps by days, forwards and backwards, and no alert begins or ends', async () => {
  w.set({ objective_burning: { min_deliveries: 20 } });
  const partnerId = await w.partner();
  const endpointId = await w.endpoint(partnerId);
  const some = (count: number, status: string, minutes: number) =>
    w.deliveries(count, { endpointId, partnerId, status, created_at: minutesAgo(minutes), ended_at: minutesAgo(minutes - 0.5) });
  await some(30, 'delivered', 30);
  await some(10, 'dead_lettered', 30);
  await some(10, 'dead_lettered', 2);
  const lost = await w.connection({ status: 'action_required', status_reason: 'Action required: reconnect' });
  // Nothing is wrong with these for days.
  await w.connection({ vendor: 'stripe', tokens_expire_at: minutesAgo(-3 * DAY_MIN) });
  await w.sql`
    insert into api_key (id, public_id, secret_hash, name, scopes, created_by, expires_at, last_used_at)
    values ('key_later', 'key_later', 'x', 'later', '{}', 'k', now() + interval '20 days', now())`;
  const open = await w.settle();
  expect(open).toEqual(expect.arrayContaining([`objective_burning/${partnerId}`, `reconnect_needed/${lost}`]));
  const told = w.world.told.length;
  const realMs = Date.now();
  for (const days of [10, -10]) {
    vi.useFakeTimers({ toFake: ['Date'], now: realMs + days * DAY_MIN * 60_000 });
    expect(await w.settle()).toEqual(open);
    w.takeOver();
    expect(await w.settle()).toEqual(open);
  }
  expect([w.world.told.length, w.world.cleared]).toEqual([told, []]);
});
