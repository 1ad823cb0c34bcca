/**
 * Where a run is. `queued`: it begins when those of the same pair before it have ended. `waiting`: for a person's yes. `incomplete`: a side could
 * not be read to its end, so nothing of it is called missing.
 */
export const runStates = ['queued', 'running', 'waiting', 'completed', 'incomplete', 'failed', 'skipped', 'cancelled'] as const;

/** What a run does, in this order. */
export const runSteps = ['read', 'compare', 'check', 'repair', 'report'] as const;
export type RunStep = (typeof runSteps)[number];

export const runTriggers = ['schedule', 'request', 'backfill'] as const;

/**
 * What a difference is.
 * - `missing_left`, `missing_right`: the counterpart in A, in B, is not there.
 * - `stale`: one side changed, and the other has not followed.
 * - `conflicting`: both changed, and no rule decides.
 * - `merged`: the vendor merged the record into another one.
 * - `unmapped`: the mapping has no place for the record or for its value.
 * - `duplicate`: a record is there twice, or two could be the counterpart.
 * - `forbidden`: the connection may not see or write it.
 * - `broken`: a row of the company's own books that contradicts another.
 */
export const findingClasses = [
  'missing_left',
  'missing_right',
  'stale',
  'conflicting',
  'merged',
  'unmapped',
  'duplicate',
  'forbidden',
  'broken',
] as const;

export type FindingClass = (typeof findingClasses)[number];

/** `settled`: it was gone by itself, or a later night no longer found it. */
export const findingStates = ['open', 'ignored', 'repairing', 'repaired', 'failed', 'settled'] as const;

/** The company's own books. */
export const bookNames = ['deliveries', 'deals', 'attribution', 'ledger', 'audit', 'erasures', 'retention', 'expiries'] as const;

/** What the owner rules can repair. The other classes are questions for a person. */
export const repairableClasses = [
  'missing_left',
  'missing_right',
  'stale',
  'merged',
] as const satisfies readonly (typeof findingClasses)[number][];
export type RunState = (typeof runStates)[number];
export type RunTrigger = (typeof runTriggers)[number];
export type BookName = (typeof bookNames)[number];
