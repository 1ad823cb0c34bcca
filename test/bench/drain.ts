import { setTimeout as delay } from 'node:timers/promises';
import { now } from '#test/support/stack/clock.ts';
import { type Bench, type Target, waitForPath } from './bench.ts';
import { newEvent } from './events.ts';
import { collectReceipts, startLoad } from './isolation.ts';
import { round } from './percentiles.ts';
import { latencies } from './traffic.ts';
import { type Vitals, withVitals } from './vitals.ts';

export interface Drain {
  held: number;
  drained: number;
  deliveredPerS: number;
  liveP99: number;
  aloneP99: number;
  vitals: Vitals | null;
}

const livePerS = 20;
const batchSize = 500;
/** Batches under way at once. */
const publishers = 3;
const maxDrainMs = 600_000;

/** Fills a paused endpoint, then enables it through the API beside another partner's live traffic. */
export async function measureDrain(bench: Bench, { held, aloneS }: { held: number; aloneS: number }): Promise<Drain> {
  const target = await bench.addTarget('held');
  const live = await bench.addTarget('live');
  await bench.post(`/endpoints/${target.endpoint.id}/pause`, {});
  await publishHeld(bench, target, held);
  // Or PostgreSQL would still be writing it to disk while the live traffic is measured alone.
  await bench.observer.checkpoint();

  const stopAlone = await startLoad(bench, live, livePerS);
  await delay(aloneS * 1_000);
  const alone = await stopAlone();
  await collectReceipts(bench, alone.ids);

  const stopLive = await startLoad(bench, live, livePerS);
  const startedAt = now();
  await bench.post(`/endpoints/${target.endpoint.id}/enable`, {});
  const { result: drained, vitals } = await withVitals(bench, () => waitForPath(bench, '/held', held, maxDrainMs));
  const endedAt = now();
  const beside = await stopLive();
  await collectReceipts(bench, beside.ids);
  return {
    held,
    drained,
    deliveredPerS: round((drained / (endedAt - startedAt)) * 1_000, 0),
    liveP99: latencies(bench, beside, startedAt, endedAt).sendToReceiptMs.p99,
    aloneP99: latencies(bench, alone).sendToReceiptMs.p99,
    vitals,
  };
}

async function publishHeld(bench: Bench, target: Target, count: number): Promise<void> {
  const event = newEvent(target.partnerId);
  let left = count;
  const publish = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(batchSize, left);
      left -= size;
      const answer = (await bench.post('/events/batch', { events: Array.from({ length: size }, () => event) })) as BatchAnswer;
      bench.ledger.accept(answer.results.flatMap((result) => result.event?.id ?? []));
    }
  };
  await Promise.all(Array.from({ length: publishers }, publish));
}

interface BatchAnswer {
  results: { status: number; event?: { id: string } }[];
}
