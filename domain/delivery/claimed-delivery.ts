import type { AttemptCause } from './attempt.ts';

/** A delivery that only this process may POST now, with all that the POST needs except the endpoint's settings. */
export interface ClaimedDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  partnerId: string;
  eventType: string;
  orderingKey: string | null;
  /** Finished attempts of this retry budget, and those that do not count towards it. */
  attempts: number;
  attemptsBefore: number;
  budgetFrom: Date;
  /** When the next attempt is due by the retry policy; null if none was scheduled. */
  scheduledAt: Date | null;
  /** Why this attempt is made. */
  cause: AttemptCause;
  /** Error of the last attempt, if there was one that failed. */
  lastError: string | null;
  workflowId: string | null;
  occurredAt: Date;
  /** The version of the event type's schema that the payload matches. */
  schemaVersion: number;
  /** The event's payload, as a JSON string. */
  dataJson: string;
  /** The version of the endpoint's configuration at the time of the claim. An older cached copy must be read again. */
  endpointVersion: number;
  /** Whether the endpoint was failing at the time of the claim, so that a success must clear its failure state. */
  endpointFailing: boolean;
  /** Of the endpoint; null is the home region. */
  region: string | null;
  /** Its last attempt was cut off by the end of its process. */
  isSuspected: boolean;
  /** Of the event's publication, as `loadTraceContext` reads it; null if it belongs to no trace. */
  trace: string | null;
}

/** A manual attempt between scheduled ones: it neither uses up the retry budget nor moves the next scheduled attempt, whose time is returned. */
export const keptScheduleOf = ({ cause, scheduledAt }: Pick<ClaimedDelivery, 'cause' | 'scheduledAt'>): Date | null =>
  cause.trigger === 'manual' ? scheduledAt : null;
