/** The lanes of a connection's budget, the most urgent first: a person who waits, a notice of the vendor, and the sorts of sync. */
export const lanes = ['interactive', 'webhook', 'incremental', 'backfill', 'reconcile'] as const;
export type Lane = (typeof lanes)[number];
