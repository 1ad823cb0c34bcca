import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDealWorkflows } from '#apps/dispatch/deal-workflows.ts';
import { createPartner } from '#db/partners/partner.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { tester } from '#test/support/tester.ts';
import { registerDealId } from '#workflows/deals/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

async function submitted(company: string): Promise<string> {
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const { body } = await engine.call('POST', '/deals', { partner_id: partnerId, ...readyDeal(company) });
  await engine.call('POST', `/deals/${body['id']}/submit`);
  await eventually(
    () => engine.call('GET', `/deals/${body['id']}`),
    (deal) => deal.body['review_status'] === 'in_review',
  );
  return body['id'] as string;
}

const dealOf = (dealId: string) => engine.temporal.workflow.getHandle(registerDealId(dealId));

test('thousands of changes of a deal are a few signals, and every change is announced', async () => {
  const id = await submitted('Flood Ltd');
  let n = 0;
  const reassign = async () => {
    const change = { assignee: `Person ${(n += 1)}`, reason: 'Next shift' };
    // On a busy machine some wait too long for the deal, and are told to repeat it.
    await eventually(
      () => engine.call('POST', `/deals/${id}/reassign`, change),
      ({ status }) => status === 200,
    );
  };
  const person = async () => {
    for (let turn = 0; turn < 100; turn++) await reassign();
  };
  await Promise.all(Array.from({ length: 20 }, person));
  const [counts] = await eventually(
    () => engine.db.sql<{ changes: number; waiting: number }[]>`
      select count(*)::int as changes, count(*) filter (where announced_at is null)::int as waiting from deal_change where deal_id = ${id}`,
    ([row]) => row?.waiting === 0,
  );
  expect(counts?.changes).toBeGreaterThan(2_000);
  // 2,400 events when each change was a signal.
  expect((await dealOf(id).describe()).historyLength).toBeLessThan(1_000);
});

test('a deal continues as new in the middle of a flood of changes in many processes', async () => {
  const id = await submitted('Torrent Ltd');
  const { runId: first } = await dealOf(id).describe();
  let hasRestarted = false;
  const process = async () => {
    const { registerDeal } = createDealWorkflows((call) => call(engine.temporal), { hasWorkers: false });
    // Each has fifty changes of the deal to report, all the time.
    while (!hasRestarted) await Promise.all(Array.from({ length: 50 }, () => registerDeal({ id, partnerId: 'prt_any' })));
  };
  const watch = async () => {
    await eventually(
      () => dealOf(id).describe(),
      ({ runId }) => runId !== first,
    );
    hasRestarted = true;
  };
  await Promise.all([watch(), ...Array.from({ length: 10 }, process)]);
  const run = engine.temporal.workflow.getHandle(registerDealId(id), first);
  expect((await run.describe()).historyLength).toBeLessThan(1_000);
  await replayNow(engine, registerDealId(id), 'deal-flooded', first);
});
