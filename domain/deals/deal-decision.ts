import type { DealFields } from './deal.ts';

/** A reviewer's decision about a deal, sent by hand in Temporal. `by` names the person for the deal's history. */
export type DealDecision = { by: string } & (
  | { decision: 'approve'; comment?: string; override?: boolean }
  | { decision: 'reject'; reason: string }
  | { decision: 'ask_for_action'; fields: (keyof DealFields)[]; comment: string }
);
