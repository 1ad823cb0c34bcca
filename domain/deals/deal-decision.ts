import type { DealFields } from './deal.ts';

/** What a reviewer decides about a deal, by hand in Temporal. `by` names the person for the history. */
export type DealDecision = { by: string } & (
  | { decision: 'approve'; comment?: string; override?: boolean }
  | { decision: 'reject'; reason: string }
  | { decision: 'ask_for_action'; fields: (keyof DealFields)[]; comment: string }
);
