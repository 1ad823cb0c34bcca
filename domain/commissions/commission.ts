/** To what a plan is assigned, the most special one first: it wins. */
export const assignmentTargets = ['partner', 'programme'] as const;

/** Waiting: a refund whose sale is not known, or a sale without a rate or a credit yet. Failed: a person has to look. */
export const goalStates = ['pending', 'settled', 'waiting', 'failed'] as const;

/** Closed: it was decided, and its partner and the company were told. */
export const disputeStates = ['open', 'decided', 'closed'] as const;
