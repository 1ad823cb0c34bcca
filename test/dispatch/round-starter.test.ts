import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { RoundStarter } from '#apps/dispatch/round-starter.ts';
import { newId } from '#domain/id.ts';

/** Starts what it is given, and never hears that it has ramped unless a test says so. */
function newStarter(limits = { max_round_size: 3, max_rounds_ramping: 2 }) {
  const rounds: { workflowId: string; partners: string[] }[] = [];
  const starter = new RoundStarter({
    log: pino({ level: 'silent' }),
    notify: async () => {},
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

describe('what Temporal refuses', () => {
  const refusal = (message: string) => {
    const cause = Object.assign(new Error(message), { code: 3, details: '', metadata: {} });
    return Object.assign(new Error('Failed to start Workflow'), { cause });
  };

  /** Starts what `refuses` has no objection to; every start has ramped at once. */
  function starterOf(refuses: (ids: string[]) => string | undefined, max_round_size = 100) {
    const logged: Record<string, unknown>[] = [];
    const told: Record<string, unknown>[] = [];
    const asked: number[] = [];
    const started: string[] = [];
    const starter: RoundStarter = new RoundStarter({
      log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) }),
      notify: async (type, data) => void told.push({ type, ...data }),
      limits: () => ({ max_round_size, max_rounds_ramping: 1 }),
      start: async (workflowId, deliveries) => {
        const ids = deliveries.map(({ id }) => id);
        asked.push(ids.length);
        const message = refuses(ids);
        if (message !== undefined) throw refusal(message);
        started.push(...ids);
        setImmediate(() => starter.adopted(workflowId));
      },
    });
    const enqueue = (ids: string[]) => ids.forEach((id) => starter.enqueue({ id, partnerId: 'ptn', endpointId: 'ep', eventType: 'a.b' }));
    return { starter, logged, told, asked, started, enqueue };
  }
  const newIds = (count: number) => Array.from({ length: count }, () => newId('dlv'));

  test('a round that is too large is started in smaller ones, later rounds are as small, and the log tells the cause', async () => {
    const tooLarge = 'search attribute DeliveryId value size 3301 exceeds size limit 2048';
    const { logged, asked, started, enqueue } = starterOf((ids) => (ids.length > 62 ? tooLarge : undefined), 240);
    const ids = newIds(481);
    enqueue(ids);
    await vi.waitFor(() => expect(started.toSorted()).toEqual(ids.toSorted()));
    // The first comes alone, the next 240 find the limit, and the rest keeps to it.
    expect(asked.filter((size) => size > 62)).toEqual([240, 120]);
    expect(asked.filter((size) => size === 60)).toHaveLength(8);
    expect(logged).toEqual([expect.objectContaining({ level: 40, problem: tooLarge, refused: 240, size: 60 })]);
  });

  test('a delivery that is refused by itself is set aside, and the others are started', async () => {
    const [bad, ...good] = newIds(50) as [string, ...string[]];
    const { starter, told, started, enqueue } = starterOf((ids) => (ids.includes(bad) ? 'no such thing' : undefined));
    enqueue([good[0]!, bad, ...good.slice(1)]);
    await vi.waitFor(() => expect(started.toSorted()).toEqual(good.toSorted()));
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    for (const seconds of [2, 4]) {
      expect(told).toEqual([]);
      vi.advanceTimersByTime(seconds * 1_000);
      enqueue([bad]);
      await vi.waitFor(() => expect(starter.waiting).toBe(0));
    }
    await vi.waitFor(() => expect(told).toEqual([{ type: 'causeway.workflow.refused', subject_id: bad, reason: 'no such thing' }]));
    const more = newIds(1);
    enqueue([bad, ...more]);
    await vi.waitFor(() => expect(started).toContain(more[0]));
    expect(told).toHaveLength(1);
  });

  test('when everything is refused, few are asked for, and the log says why', async () => {
    const { starter, logged, asked, enqueue } = starterOf(() => 'Namespace x has no mapping defined for search attribute PartnerId');
    enqueue(newIds(201));
    await vi.waitFor(() =>
      expect(logged).toContainEqual(expect.objectContaining({ msg: expect.stringContaining('could not be started') })),
    );
    expect(starter.waiting).toBe(0);
    expect(asked.length).toBeLessThan(15);
    for (const line of logged) expect(line['problem']).toContain('has no mapping');
  });
});
