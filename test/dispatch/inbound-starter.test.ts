import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InboundStarter } from '#apps/dispatch/inbound-starter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Remembers what each workflow was started with. */
function newStarter(isAway = () => false) {
  const started: string[][] = [];
  const starter = new InboundStarter({
    log: pino({ level: 'silent' }),
    start: async (events) => {
      if (isAway()) throw new Error('Temporal is away');
      started.push(events.map((event) => event.id));
    },
  });
  const enqueue = (sourceId: string, count: number, from = 0) =>
    starter.enqueue(
      Array.from({ length: count }, (_, index) => {
        const id = `${sourceId}-${from + index}`;
        return { id, sourceId, vendor: 'stripe', externalId: id };
      }),
    );
  return { starter, started, enqueue };
}

test('an event that comes alone has its own workflow at once', async () => {
  const { started, enqueue } = newStarter();
  enqueue('a', 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([['a-0']]);
});

test('events that come right after it share one, in the order of their arrival', async () => {
  const { started, enqueue } = newStarter();
  enqueue('a', 1);
  enqueue('a', 2, 1);
  enqueue('a', 2, 1);
  await vi.advanceTimersByTimeAsync(100);
  expect(started).toEqual([['a-0'], ['a-1', 'a-2']]);
});

test('an event of a quiet source is in the next workflow, however many another source has waiting', async () => {
  const { started, enqueue } = newStarter();
  enqueue('flood', 10_000);
  await vi.advanceTimersByTimeAsync(0);
  enqueue('quiet', 1);
  await vi.advanceTimersByTimeAsync(100);
  expect(started[1]).toContain('quiet-0');
  expect(started[1]).toHaveLength(200);
});

test('what could not be started is left to the sweeper, and later events are started', async () => {
  let isAway = true;
  const { started, enqueue } = newStarter(() => isAway);
  enqueue('a', 3);
  await vi.advanceTimersByTimeAsync(0);
  isAway = false;
  enqueue('a', 1, 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(started).toEqual([['a-3']]);
});
