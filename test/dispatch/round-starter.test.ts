import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { RoundStarter } from '#apps/dispatch/round-starter.ts';
import { newId } from '#domain/id.ts';

/** Starts what it is given, and never hears that it has ramped unless a test says so. */
function newStarter(limits = { max_round_size: 3, max_rounds_ramping: 2 }) {
  const rounds: { workflowId: string; partners: string[] }[] = [];
  const starter = new RoundStarter({
    log: pino({ level: 'silent' }),
    limits: () => limits,
    start: async (workflowId, deliveries) => void rounds.push({ workflowId, partners: deliveries.map((one) => one.partnerId) }),
  });
  const enqueue = (count: number, partnerId = 'prt_1') => {
    for (let n = 0; n < count; n++) starter.enqueue({ id: newId('dlv'), partnerId, endpointId: 'ep_1', eventType: 'a.b' });
  };
  return { starter, rounds, enqueue, sizes: () => rounds.map((round) => round.partners.length) };
}

test('a delivery that comes alone has its own workflow at once', () => {
  const { rounds, enqueue } = newStarter();
  enqueue(1);
  expect(rounds).toEqual([{ workflowId: expect.stringMatching(/^deliver-webhook\/dlv_/), partners: ['prt_1'] }]);
});

test('what comes while a workflow starts shares the next one, once that has ramped', async () => {
  const { starter, rounds, enqueue, sizes } = newStarter();
  enqueue(3);
  expect(sizes()).toEqual([1]);
  starter.adopted(rounds[0]!.workflowId);
  await vi.waitFor(() => expect(sizes()).toEqual([1, 2]));
  expect(rounds[1]?.workflowId).toMatch(/^deliver-round\/rnd_/);
});

test('full rounds start side by side, up to the limit, without waiting for the one before', () => {
  const { sizes, enqueue } = newStarter();
  enqueue(8);
  expect(sizes()).toEqual([1, 3]);
});

test('with rounds of one, every delivery has its own workflow', () => {
  const { starter, rounds, sizes, enqueue } = newStarter({ max_round_size: 1, max_rounds_ramping: 2 });
  enqueue(3);
  expect(sizes()).toEqual([1, 1]);
  starter.adopted(rounds[0]!.workflowId);
  expect(sizes()).toEqual([1, 1, 1]);
});

test("a long queue of one partner does not hold up another's", () => {
  const { starter, rounds, enqueue } = newStarter({ max_round_size: 4, max_rounds_ramping: 1 });
  enqueue(1);
  enqueue(6, 'prt_long');
  enqueue(1, 'prt_short');
  starter.adopted(rounds[0]!.workflowId);
  expect(rounds[1]?.partners).toContain('prt_short');
});
