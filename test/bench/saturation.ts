import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, waitForReceipts } from './bench.ts';
import { runTraffic, type Traffic } from './traffic.ts';

export interface SearchPlan {
  name: string;
  bodies: string[];
  /** Where the search begins; rates grow from there by `factor` until one is too high. */
  fromPerS: number;
  factor: number;
  stepS: number;
  /** How long the rate that is reported must hold. */
  confirmS: number;
  maxConfirmations: number;
}

export interface Saturation extends Traffic {
  /** Whether the reported rate held for the whole confirmation. */
  sustained: boolean;
}

/** A queue that stays is no overload, but nobody wants to be behind it: the target's latency is part of "sustained". */
export const maxSendToReceiptMs = 250;
/** Short steps start cold, so they may lag a little; the confirmation may not. */
const tolerance = { step: { backlogS: 0.5, uncarriedS: 6 }, confirmation: { backlogS: 0.1, uncarriedS: 4 } };
/** What an overload leaves behind must be gone before the next measurement. */
const maxSettleMs = 180_000;
const backOff = 0.92;

/**
 * The highest rate that holds: steps up until one is too high, then confirms the one before, a little lower each time it
 * does not hold. Halfway between the last two rates is tried as well.
 */
export async function findSaturation(bench: Bench, plan: SearchPlan): Promise<Saturation> {
  let rate = await climb(bench, plan);
  for (let turn = 1; ; turn++) {
    const traffic = await measure(bench, plan, rate, plan.confirmS);
    const problem = whyNotSustained(traffic, tolerance.confirmation, 'p99');
    bench.say(`  ${plan.name}: ${rate}/s for ${plan.confirmS} s ${problem ?? 'holds'}`);
    if (!problem || turn === plan.maxConfirmations) return { ...traffic, sustained: !problem };
    rate = roundRate(rate * backOff);
  }
}

async function climb(bench: Bench, plan: SearchPlan): Promise<number> {
  let held = roundRate(plan.fromPerS / plan.factor);
  let next = plan.fromPerS;
  for (;;) {
    if (!(await tryStep(bench, plan, next))) break;
    held = next;
    next = roundRate(next * plan.factor);
  }
  const between = roundRate((held + next) / 2);
  return (await tryStep(bench, plan, between)) ? between : held;
}

async function tryStep(bench: Bench, plan: SearchPlan, rate: number): Promise<boolean> {
  const traffic = await measure(bench, plan, rate, plan.stepS);
  const problem = whyNotSustained(traffic, tolerance.step, 'p95');
  bench.say(`  ${plan.name}: ${rate}/s ${problem ?? 'holds'}`);
  return !problem;
}

async function measure(bench: Bench, { name, bodies }: SearchPlan, ratePerS: number, seconds: number): Promise<Traffic> {
  const traffic = await runTraffic(bench, { name, bodies, ratePerS, seconds });
  await settle(bench);
  return traffic;
}

/** Until everything is received and carried by a workflow. */
export async function settle(bench: Bench): Promise<void> {
  const deadline = performance.now() + maxSettleMs;
  await waitForReceipts(bench, maxSettleMs);
  while ((await bench.observer.countUncarried()) > 0 && performance.now() < deadline) await delay(250);
}

type Tolerance = (typeof tolerance)['step'];

function whyNotSustained(traffic: Traffic, { backlogS, uncarriedS }: Tolerance, percentile: 'p95' | 'p99'): string | null {
  const { ratePerS, refused, backlogGrowth, uncarried, sendToReceiptMs } = traffic;
  const answers = Object.entries(refused).map(([answer, count]) => `${count} × ${answer}`);
  if (answers.length > 0) return `is too high: ${answers.join(', ')}`;
  if (backlogGrowth > backlogS * ratePerS) return `is too high: the backlog grows (${backlogGrowth})`;
  if (uncarried > uncarriedS * ratePerS) return `is too high: ${uncarried} deliveries wait for a workflow`;
  const ms = sendToReceiptMs[percentile];
  return ms <= maxSendToReceiptMs ? null : `is too high: send → receipt ${percentile} is ${ms} ms`;
}

const roundRate = (rate: number): number => Math.max(10, Math.round(rate / 10) * 10);
