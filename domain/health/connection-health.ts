import type { ConnectionStatus } from '#domain/connections/connection.ts';
import { counted } from '#domain/counted.ts';
import { because, type Condition, judge, type Verdict } from './health.ts';

/** What is known of a connection, as its health follows from it. */
export interface ConnectionFacts {
  id: string;
  /** Of the vendor, for people. */
  vendor: string;
  status: ConnectionStatus;
  statusReason: string | null;
  isByConsent: boolean;
  /** Why its workflow gave up. */
  processError: string | null;
  missingScopes: readonly string[];
  /** Since when the vendor does not answer, and what it said. */
  awaySince: Date | null;
  awayReason: string | null;
  waitingUntil: Date | null;
  waitingFor: string | null;
  /** Records of its syncs that could not be written to it. */
  failedRecords: number;
  failedSince: Date | null;
  /** Syncs of it whose latest run is older than it should be. */
  lateSyncs: number;
  /** Since when a sync reads everything of it. */
  readingSince: Date | null;
}

const docs = '/docs/connectors';

/** Pure: the same facts give the same state, and a worse fact never a better one. */
export function judgeConnection(facts: ConnectionFacts): Verdict {
  const conditions = [...access(facts), ...supply(facts), ...work(facts)];
  return judge(conditions, `${facts.vendor} answers, and nothing waits`);
}

/** What only a person can mend, or has ordered. */
function* access(facts: ConnectionFacts): Generator<Condition> {
  const { id, vendor, status, statusReason, isByConsent, processError, missingScopes } = facts;
  const path = `/api/v1/connections/${id}`;
  const renew = isByConsent
    ? { text: 'Reconnect, and open the link in the browser of an administrator of the account', docs, call: post(`${path}/reconnect`) }
    : { text: `Replace the credentials with ones that ${vendor} accepts`, docs, call: post(`${path}/rotate`) };
  const known = { n: null, since: null };
  if (status === 'pending') {
    yield {
      ...known,
      state: 'action_required',
      code: 'consent_outstanding',
      reason: `Nobody has consented at ${vendor} yet`,
      remedy: renew,
    };
  }
  if (status === 'action_required') {
    const reason = statusReason?.replace(/^Action required: /, '') ?? `${vendor} refuses the credentials`;
    yield { ...known, state: 'action_required', code: 'credentials_refused', reason, remedy: renew };
  }
  if (processError !== null) {
    const remedy = { text: 'Remove the cause, then change the connection or test it', docs, call: post(`${path}/test`) };
    yield { ...known, state: 'action_required', code: 'process_ended', reason: `Its workflow gave up: ${processError}`, remedy };
  }
  if (missingScopes.length > 0) {
    yield {
      ...{ state: 'action_required', code: 'scopes_missing', n: missingScopes.length, since: null },
      reason: `${vendor} does not grant ${missingScopes.join(', ')}, so nothing is written. Reading continues`,
      remedy: { ...renew, text: `Grant the scopes at ${vendor}, then reconnect` },
    };
  }
  if (status === 'paused') {
    const remedy = { text: 'Resume the connection', docs, call: post(`${path}/resume`) };
    yield { ...known, state: 'paused', code: 'connection_paused', reason: `It is paused${because(statusReason)}`, remedy };
  }
  if (status === 'disconnecting' || status === 'disconnected') {
    const remedy = { text: 'Create another connection', docs, call: post('/api/v1/connections') };
    yield { ...known, state: 'paused', code: 'disconnected', reason: `It is ${status}${because(statusReason)}`, remedy };
  }
}

/** What passes by itself. */
function* supply({ id, vendor, waitingUntil, waitingFor, awaySince, awayReason }: ConnectionFacts): Generator<Condition> {
  if (waitingUntil !== null) {
    yield {
      ...{ state: 'waiting_for_quota', code: 'quota_used_up', n: null, since: null },
      reason: `A limit of ${vendor} is used up (${waitingFor ?? 'calls'}). Calls wait until ${waitingUntil.toISOString()}`,
      remedy: {
        text: 'Nothing is lost, and it goes on by itself. To have more: raise budget_percent, or the quota at the vendor',
        docs,
        call: { method: 'PATCH', path: `/api/v1/connections/${id}` },
      },
    };
  }
  if (awaySince !== null) {
    yield {
      ...{ state: 'delayed', code: 'vendor_unavailable', n: null, since: awaySince },
      reason: `${vendor} does not answer${because(awayReason)}. What waits is tried again by itself`,
      remedy: null,
    };
  }
}

function* work({ failedRecords, failedSince, lateSyncs, readingSince, vendor }: ConnectionFacts): Generator<Condition> {
  if (failedRecords > 0) {
    yield {
      ...{ state: 'partial', code: 'records_failed', n: failedRecords, since: failedSince },
      reason: `${counted(failedRecords, 'record')} could not be written to ${vendor}`,
      remedy: {
        text: 'See the failed records of its syncs, with the reason and remedy of each',
        docs: '/docs/sync',
        call: get('/api/v1/health/integrations'),
      },
    };
  }
  if (lateSyncs > 0) {
    yield {
      ...{ state: 'delayed', code: 'syncs_late', n: lateSyncs, since: null },
      reason: `${counted(lateSyncs, 'sync')} of it ran longer ago than planned`,
      remedy: { text: 'See the health of its syncs', docs: '/docs/sync', call: get('/api/v1/health/integrations') },
    };
  }
  if (readingSince !== null) {
    yield {
      ...{ state: 'syncing', code: 'reading_everything', n: null, since: readingSince },
      reason: `All records of ${vendor} are being read`,
      remedy: null,
    };
  }
}

const post = (path: string) => ({ method: 'POST' as const, path });
const get = (path: string) => ({ method: 'GET' as const, path });
