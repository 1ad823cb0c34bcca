/** The state of a deal's review. A draft concerns only the partner. A final status never changes. */
export const reviewStatuses = [
  'draft',
  'submitted',
  'in_review',
  'action_required',
  'approved',
  'rejected',
  'withdrawn',
  'merged',
  'expired',
] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** How far the sale has progressed, independent of the review. */
export const stages = ['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed', 'won', 'lost'] as const;
export type Stage = (typeof stages)[number];

/** The transitions of a deal's review: who may make each, from which statuses, and to which. */
export const reviewMoves = {
  submit: { by: 'partner', from: ['draft', 'action_required'], to: 'submitted' },
  hold_for_review: { by: 'system', from: ['submitted'], to: 'in_review' },
  ask_for_action: { by: 'platform', from: ['submitted', 'in_review'], to: 'action_required' },
  approve: { by: 'platform', from: ['submitted', 'in_review'], to: 'approved' },
  reject: { by: 'platform', from: ['submitted', 'in_review', 'action_required'], to: 'rejected' },
  merge: { by: 'platform', from: ['submitted', 'in_review', 'action_required'], to: 'merged' },
  withdraw: { by: 'partner', from: ['draft', 'submitted', 'in_review', 'action_required', 'approved'], to: 'withdrawn' },
  expire: { by: 'system', from: ['action_required', 'approved'], to: 'expired' },
} as const satisfies Record<string, { by: 'partner' | 'platform' | 'system'; from: readonly ReviewStatus[]; to: ReviewStatus }>;
export type ReviewMove = keyof typeof reviewMoves;

/** The stages that can follow a stage: forward by one (from qualified also straight to business_validation), back by one, or lost. */
export const stageMoves: Readonly<Record<Stage, readonly Stage[]>> = {
  prospect: ['qualified', 'lost'],
  qualified: ['prospect', 'technical_validation', 'business_validation', 'lost'],
  technical_validation: ['qualified', 'business_validation', 'lost'],
  business_validation: ['technical_validation', 'committed', 'lost'],
  committed: ['business_validation', 'won', 'lost'],
  won: [],
  lost: [],
};

/** The stages to which the deal can be moved now. */
export const nextStages = (deal: { reviewStatus: ReviewStatus; stage: Stage }): readonly Stage[] =>
  deal.reviewStatus === 'approved' ? stageMoves[deal.stage] : [];

const finalReview: ReadonlySet<ReviewStatus> = new Set(['rejected', 'withdrawn', 'merged', 'expired']);

/** The deal can no longer change. */
export function isClosed(deal: { reviewStatus: ReviewStatus; stage: Stage }): boolean {
  return finalReview.has(deal.reviewStatus) || deal.stage === 'won' || deal.stage === 'lost';
}

export function canMove(deal: { reviewStatus: ReviewStatus; stage: Stage }, move: ReviewMove): boolean {
  const from: readonly ReviewStatus[] = reviewMoves[move].from;
  return !isClosed(deal) && from.includes(deal.reviewStatus);
}

const changeableWhenApproved = ['close_date', 'expected_value', 'frequency', 'team', 'competitor'];

/** The fields that a partner may change now; null means all. While the deal needs action, those are the requested fields. */
export function editableFields(deal: {
  reviewStatus: ReviewStatus;
  stage: Stage;
  requestedFields: readonly string[];
}): readonly string[] | null {
  if (isClosed(deal)) return [];
  if (deal.reviewStatus === 'draft') return null;
  if (deal.reviewStatus === 'action_required') return deal.requestedFields;
  return deal.reviewStatus === 'approved' ? changeableWhenApproved : [];
}

/** The status of one row of an import. */
export const importRowStatuses = ['waiting', 'created', 'updated', 'unchanged', 'failed'] as const;
export type ImportRowStatus = (typeof importRowStatuses)[number];

/**
 * The state of the CRM write. `none`: never approved. `pending`: to be written. `retrying`: the last attempt failed, and another follows.
 * `waiting`: it is written as soon as the CRM has another record, such as the deal's account. `rejected`: the CRM rejected the deal.
 * `written`: the CRM has the current version.
 */
export const crmStates = ['none', 'pending', 'retrying', 'waiting', 'rejected', 'written'] as const;
export type CrmState = (typeof crmStates)[number];
