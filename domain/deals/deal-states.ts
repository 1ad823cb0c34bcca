/** The company's decision about a deal. Draft is the partner's own; what is final never changes again. */
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

/** How far the sale is, apart from the review. */
export const stages = ['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed', 'won', 'lost'] as const;
export type Stage = (typeof stages)[number];

/** What can be done to a deal's review, by whom, and where it leads. */
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

/** From a stage to those that may follow: forward in any number of steps that skip no validation, back by one, or lost. */
export const stageMoves: Readonly<Record<Stage, readonly Stage[]>> = {
  prospect: ['qualified', 'lost'],
  qualified: ['prospect', 'technical_validation', 'business_validation', 'lost'],
  technical_validation: ['qualified', 'business_validation', 'lost'],
  business_validation: ['technical_validation', 'committed', 'lost'],
  committed: ['business_validation', 'won', 'lost'],
  won: [],
  lost: [],
};

const finalReview: ReadonlySet<ReviewStatus> = new Set(['rejected', 'withdrawn', 'merged', 'expired']);

/** Nothing of it changes any more. */
export function isClosed(deal: { reviewStatus: ReviewStatus; stage: Stage }): boolean {
  return finalReview.has(deal.reviewStatus) || deal.stage === 'won' || deal.stage === 'lost';
}

export function canMove(deal: { reviewStatus: ReviewStatus; stage: Stage }, move: ReviewMove): boolean {
  const from: readonly ReviewStatus[] = reviewMoves[move].from;
  return !isClosed(deal) && from.includes(deal.reviewStatus);
}

const changeableWhenApproved = ['close_date', 'expected_value', 'frequency', 'team', 'competitor'];

/** Fields that a partner may change now; null means all. After the submission only what review asks for. */
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

/** Of a row of an import. */
export const importRowStatuses = ['waiting', 'created', 'updated', 'unchanged', 'failed'] as const;
export type ImportRowStatus = (typeof importRowStatuses)[number];
