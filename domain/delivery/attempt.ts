/**
 * Why an attempt was not a success. `blocked_address`: the egress guard refused it. `protocol`: the answer was not valid HTTP. `aborted`: the
 * process was shutting down.
 */
export const errorClasses = [
  'dns',
  'connect',
  'tls',
  'timeout',
  'connection_reset',
  'blocked_address',
  'http_3xx',
  'http_4xx',
  'http_5xx',
  'protocol',
  'aborted',
] as const;
export type ErrorClass = (typeof errorClasses)[number];

/**
 * Why an attempt was made. `schedule`: after the acceptance, or by the retry policy. `manual`: somebody asked for it now. `replay`: the first
 * one of a replayed delivery. `drain`: the first one after a hold. `probe`: to find out whether an endpoint works again.
 */
export const attemptTriggers = ['schedule', 'manual', 'replay', 'drain', 'probe'] as const;
type AttemptTrigger = (typeof attemptTriggers)[number];

export const actorKinds = ['platform', 'partner', 'system'] as const;

/** Why the next attempt of a delivery is made, and who asked for it; null: nobody. */
export interface AttemptCause {
  trigger: AttemptTrigger;
  actor: { kind: (typeof actorKinds)[number]; id: string } | null;
  /** Set for a request that is stored with the delivery: when it was made. */
  at?: string;
}

/** A request through Temporal, whose API does not say who sent it. */
export const temporalActor = { kind: 'system', id: 'temporal' } as const;

/** The error of a failed attempt, for people. */
export const errorOf = ({ errorDetail, errorClass }: AttemptError): string => errorDetail ?? errorClass ?? 'no response';

interface AttemptError {
  errorDetail?: string | null | undefined;
  errorClass?: string | null | undefined;
}

/** One line for Temporal UI: what happened, and what follows. Contains no payload and no secret. */
export function explainAttempt(attempt: AttemptError & { statusCode?: number | null | undefined; because: string | null }): string {
  return `${attempt.statusCode ? `HTTP ${attempt.statusCode}` : errorOf(attempt)}: ${attempt.because}`;
}
