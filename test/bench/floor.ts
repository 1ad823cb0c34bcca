import { startHelper } from '#test/support/stack/helper-process.ts';
import type { Bench } from './bench.ts';
import { eventBody } from './events.ts';
import type { FloorHandlers } from './floor-process.ts';
import { round } from './percentiles.ts';

export interface Floor {
  deliveredPerS: number;
  concurrency: number;
}

/** The same POSTs by a bare loop, at the concurrency that suits it best. */
export async function measureFloor(bench: Bench, plan: { concurrencies: number[]; tryS: number; seconds: number }): Promise<Floor> {
  const helper = await startHelper<FloorHandlers>(new URL('./floor-process.ts', import.meta.url));
  const body = eventBody({ partnerId: `ptn_${'0'.repeat(26)}` });
  const common = { databaseUrl: bench.services.databaseUrl, url: bench.receiver.urlOf('/floor'), body };
  try {
    let best = { concurrency: 0, rate: 0 };
    for (const concurrency of plan.concurrencies) {
      const rate = await helper.call('run', { ...common, concurrency, seconds: plan.tryS });
      if (rate > best.rate) best = { concurrency, rate };
    }
    const { concurrency } = best;
    return { concurrency, deliveredPerS: round(await helper.call('run', { ...common, concurrency, seconds: plan.seconds }), 0) };
  } finally {
    await helper.stop();
  }
}
