/** What has a health of its own. */
export const healthKinds = ['connection', 'sync', 'endpoint', 'partner'] as const;
export type HealthKind = (typeof healthKinds)[number];

/** From the best to the worst. Of several conditions that hold at once, the worst is the state. */
export const healthStates = ['healthy', 'syncing', 'delayed', 'waiting_for_quota', 'partial', 'held', 'paused', 'action_required'] as const;
export type HealthState = (typeof healthStates)[number];

/** Stable names of what can be said of a subject, for programs. Each has one meaning and one remedy. */
export const healthCodes = [
  'healthy',
  // Connections.
  'consent_outstanding',
  'credentials_refused',
  'process_ended',
  'scopes_missing',
  'connection_paused',
  'disconnected',
  'quota_used_up',
  'vendor_unavailable',
  'syncs_late',
  // Syncs.
  'sync_paused',
  'approval_needed',
  'run_failed',
  'connection_blocks',
  'records_failed',
  'conflicts_open',
  'reading_everything',
  'run_late',
  // Endpoints.
  'partner_not_active',
  'endpoint_disabled',
  'endpoint_paused',
  'payloads_not_transformed',
  'breaker_open',
  'dead_letters',
  'attempts_failing',
  'order_blocked',
  'limits_reached',
  'held_are_sent',
  // Partners.
  'partner_pending',
  'partner_suspended',
  'endpoints_unwell',
] as const;
export type HealthCode = (typeof healthCodes)[number];

interface Remedy {
  text: string;
  /** A page of the documents. */
  docs: string;
  /** The call of the API that does it, if there is one. */
  call: { method: 'GET' | 'POST' | 'PATCH'; path: string } | null;
}

/** One thing that can be said of a subject. */
export interface Condition {
  state: HealthState;
  code: HealthCode;
  /** How many records, deliveries, scopes or endpoints it is about; null where nothing is counted. */
  n: number | null;
  /** In plain language. */
  reason: string;
  /** Null if no stored time tells. */
  since: Date | null;
  /** Null if there is nothing to do. */
  remedy: Remedy | null;
}

/** How old the latest success may be. */
export interface Freshness {
  ageS: number;
  objectiveS: number;
}

/** The state of a subject: the worst condition, and the others after it. */
export interface Verdict extends Condition {
  also: Condition[];
}

const rankOf = (state: HealthState): number => healthStates.indexOf(state);

/** Whether a state is worse than another one. */
export const isWorse = (state: HealthState, than: HealthState): boolean => rankOf(state) > rankOf(than);

/** The worst of what holds. Among equals, the first: rules are written with the cause before its effects. */
export function judge(conditions: readonly Condition[], healthy: string): Verdict {
  const [worst, ...also] = conditions.toSorted((a, b) => rankOf(b.state) - rankOf(a.state));
  if (worst) return { ...worst, also };
  return { state: 'healthy', code: 'healthy', n: null, reason: healthy, since: null, remedy: null, also: [] };
}

/** A sentence from stored text, which can end with or without a full stop and can be missing. */
export const because = (text: string | null): string => (text === null || text === '' ? '' : `: ${text}`);

/** For people: `40 s`, `5 min`, `3 h`, `2 days`. */
export function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
