import { z } from 'zod';
import { type Problem, readAs } from './sandbox-crm-schema.ts';

/**
 * Faults that the sandbox CRM can inject. `timeout` never responds. `reset` resets the connection before the write is stored.
 * `drop_after_accept` stores the write and then closes the connection. `malformed` stores it and returns truncated JSON. `429_until`
 * sends `Retry-After` as a date.
 */
const faults = ['400', '401', '429', '429_until', '500', '503', 'timeout', 'reset', 'drop_after_accept', 'malformed'] as const;
export type Fault = (typeof faults)[number];

/** What a fault does to a write, for a person who reads along. */
export function describeFault(fault: Fault, dealId: string): string {
  const next = {
    400: 'rejects the deal: GET /deals shows crm.error, and the next change of the deal is written again',
    401: 'refuses the token: the deal is tried again after 15 minutes, or when the engine restarts',
  };
  const then = fault === '400' || fault === '401' ? next[fault] : 'the engine tries again';
  return `simulated failure "${fault}" for ${dealId}: ${then}. Temporal UI shows why: Current Details of register-deal/${dealId}`;
}

/** Temporary faults that respond immediately: `rate` chooses from these. */
const passing: readonly Fault[] = ['429', '500', '503', 'reset', 'drop_after_accept', 'malformed'];

const FaultPlan = z.strictObject({
  /** For the next writes, one per write. */
  next: z.array(z.enum(faults)).max(1_000).default([]),
  /** The share of the other writes that fail with one of `passing`. */
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
    /** Sets a plan from JSON. Returns its problems, or null. */
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
