import { z } from 'zod';
import { type Problem, readAs } from './sandbox-crm-schema.ts';

/**
 * What the sandbox CRM may do instead of its work. `timeout` never answers; `reset` ends the connection before it has taken
 * anything; `drop_after_accept` takes the write and then ends the connection; `malformed` takes it and answers half a JSON;
 * `429_until` says when as a date.
 */
const faults = ['400', '401', '429', '429_until', '500', '503', 'timeout', 'reset', 'drop_after_accept', 'malformed'] as const;
export type Fault = (typeof faults)[number];

/** Those that pass, and keep nobody waiting: what `rate` chooses from. */
const passing: readonly Fault[] = ['429', '500', '503', 'reset', 'drop_after_accept', 'malformed'];

const FaultPlan = z.strictObject({
  /** For the next writes, one each. */
  next: z.array(z.enum(faults)).max(1_000).default([]),
  /** The share of the other writes that fail, by one of `passing`. */
  rate: z.number().min(0).max(1).default(0),
});
export type FaultPlan = z.input<typeof FaultPlan>;

export function createFaults() {
  let present: z.infer<typeof FaultPlan> = { next: [], rate: 0 };
  return {
    present: () => present,
    plan(plan: FaultPlan): void {
      present = FaultPlan.parse(plan);
    },
    /** Takes a plan as JSON; answers what is wrong with it, or null. */
    read(body: string): Problem[] | null {
      const parsed = readAs(FaultPlan, body);
      if ('problems' in parsed) return parsed.problems;
      present = parsed.value;
      return null;
    },
    next(): Fault | undefined {
      const planned = present.next.shift();
      if (planned !== undefined || Math.random() >= present.rate) return planned;
      return passing[Math.floor(Math.random() * passing.length)];
    },
  };
}
