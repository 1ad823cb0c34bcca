import { counted } from '#domain/counted.ts';
import { because, type Condition, type Freshness, inWords, judge, type Verdict } from './health.ts';

/** What is known of a sync, as its health follows from it. */
export interface SyncFacts {
  id: string;
  pausedAt: Date | null;
  /** Why its workflow gave up, and paused it. */
  processError: string | null;
  /** A run waits for a person's yes: why. */
  question: string | null;
  /** Why the run does not get on. */
  obstacle: string | null;
  /** The latest run that ended, if it failed. */
  failed: { at: Date; reason: string | null } | null;
  /** Its connections that nothing goes through now, with the reason. */
  blockedBy: { id: string; name: string; reason: string }[];
  /** Until when calls of one of its connections wait. */
  waitingUntil: Date | null;
  failedRecords: number;
  failedSince: Date | null;
  openConflicts: number;
  conflictsSince: Date | null;
  /** The run that reads everything, since when. */
  readingSince: Date | null;
  freshness: Freshness;
}

const docs = '/docs/sync';
const MINUTE_S = 60;

/** Twice the interval, and a minute for the run itself: one poll may be missed. In seconds. */
export const syncObjectiveS = (intervalSeconds: number): number => 2 * intervalSeconds + MINUTE_S;

/** Pure: the same facts give the same state, and a worse fact never a better one. */
export function judgeSync(facts: SyncFacts): Verdict {
  const age = inWords(facts.freshness.ageS);
  return judge([...decisions(facts), ...records(facts), ...progress(facts)], `Both sides were the same ${age} ago`);
}

/** What waits for a person, or for its connections. */
function* decisions({ id, processError, question, failed, pausedAt, blockedBy }: SyncFacts): Generator<Condition> {
  const path = `/api/v1/syncs/${id}`;
  if (processError !== null) {
    yield {
      ...{ state: 'action_required', code: 'process_ended', n: null, since: pausedAt },
      reason: `Its workflow gave up: ${processError}`,
      remedy: { text: 'Remove the cause, then resume the sync', docs, call: post(`${path}/resume`) },
    };
  }
  if (question !== null) {
    yield {
      ...{ state: 'action_required', code: 'approval_needed', n: null, since: null },
      reason: `A run waits for your yes: ${question}`,
      remedy: { text: 'Look at what it would write, then approve it, or correct the mapping', docs, call: post(`${path}/approve`) },
    };
  }
  if (failed !== null) {
    yield {
      ...{ state: 'action_required', code: 'run_failed', n: null, since: failed.at },
      reason: `The last run failed${because(failed.reason)}`,
      remedy: { text: 'Remove the cause, then start a run', docs, call: post(`${path}/trigger`) },
    };
  }
  if (pausedAt !== null) {
    yield {
      ...{ state: 'paused', code: 'sync_paused', n: null, since: pausedAt },
      reason: 'It is paused',
      remedy: { text: 'Resume the sync', docs, call: post(`${path}/resume`) },
    };
  }
  const [blocking] = blockedBy;
  if (blocking) {
    yield {
      ...{ state: 'held', code: 'connection_blocks', n: blockedBy.length, since: null },
      reason: blockedBy.map(({ name, reason }) => `${name}: ${reason}`).join('. '),
      remedy: {
        text: 'Mend the connection. The sync then goes on by itself',
        docs,
        call: get(`/api/v1/connections/${blocking.id}/health`),
      },
    };
  }
}

function* records({ id, failedRecords, failedSince, openConflicts, conflictsSince }: SyncFacts): Generator<Condition> {
  const path = `/api/v1/syncs/${id}`;
  if (failedRecords > 0) {
    yield {
      ...{ state: 'partial', code: 'records_failed', n: failedRecords, since: failedSince },
      reason: `${counted(failedRecords, 'record')} could not be written`,
      remedy: { text: 'See each with its reason and remedy, then retry or dismiss it', docs, call: get(`${path}/writes?state=failed`) },
    };
  }
  if (openConflicts > 0) {
    yield {
      ...{ state: 'partial', code: 'conflicts_open', n: openConflicts, since: conflictsSince },
      reason: `${counted(openConflicts, 'field')} changed on both sides, and no rule decides`,
      remedy: { text: 'Say for each which side is right', docs, call: get(`${path}/conflicts`) },
    };
  }
}

function* progress({ id, waitingUntil, readingSince, obstacle, freshness }: SyncFacts): Generator<Condition> {
  if (waitingUntil !== null) {
    yield {
      ...{ state: 'waiting_for_quota', code: 'quota_used_up', n: null, since: null },
      reason: `The calls of a connection are used up. The sync goes on by itself at ${waitingUntil.toISOString()}`,
      remedy: null,
    };
  }
  if (freshness.ageS > freshness.objectiveS) {
    yield {
      ...{ state: 'delayed', code: 'run_late', n: null, since: null },
      reason:
        `The last complete run began ${inWords(freshness.ageS)} ago, and should not be older than ${inWords(freshness.objectiveS)}` +
        because(obstacle),
      remedy: { text: 'It goes on by itself. If it does not: see its runs', docs, call: get(`/api/v1/syncs/${id}/runs`) },
    };
  }
  if (readingSince !== null) {
    yield {
      ...{ state: 'syncing', code: 'reading_everything', n: null, since: readingSince },
      reason: `All records are being read${because(obstacle)}`,
      remedy: null,
    };
  }
}

const post = (path: string) => ({ method: 'POST' as const, path });
const get = (path: string) => ({ method: 'GET' as const, path });
