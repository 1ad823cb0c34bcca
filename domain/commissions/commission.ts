/** To what a plan is assigned, the most special one first: it wins. */
export const assignmentTargets = ['partner', 'level', 'programme'] as const;

/** Waiting: a refund whose sale is not known, or a sale without a rate or a credit yet. Failed: a person has to look. */
export const goalStates = ['pending', 'settled', 'waiting', 'failed'] as const;

/** Closed: it was decided, and its partner and the company were told. */
export const disputeStates = ['open', 'decided', 'closed'] as const;

/** Open: some of it is owed. Paid: it was repaid, or set off at payouts. Cancelled: what it lists is carried forward again. */
export const invoiceStates = ['open', 'paid', 'cancelled'] as const;
