import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Target } from './bench.ts';
import { residentMbOf } from './process-usage.ts';
import { settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';

export interface Memory {
  /** When it had just started. */
  readyMb: number;
  /** After the warm-up: connections open, code compiled, caches filled. */
  startMb: number;
  endMb: number;
  deliveries: number;
}

/** Garbage is collected when there is a need or a pause; this is the pause. */
const restMs = 10_000;
const quickRestMs = 2_000;

/** Tops the run up to so many deliveries at a rate that is known to hold, lets it rest and looks again. */
export async function measureMemoryEnd(bench: Bench, target: Target, plan: { deliveries: number; ratePerS: number }) {
  const missing = plan.deliveries - bench.ledger.accepted;
  if (missing > 0) {
    const seconds = Math.ceil(missing / plan.ratePerS);
    await runTraffic(bench, { name: 'top-up', bodies: [target.body], ratePerS: plan.ratePerS, seconds });
  }
  await settle(bench);
  await delay(bench.quick ? quickRestMs : restMs);
  return { endMb: residentMbOf(bench.engine.pid), deliveries: bench.ledger.accepted };
}
