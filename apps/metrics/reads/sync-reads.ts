import type { Family, Sample } from '#apps/metrics/family.ts';
import { type NightCounts, readFindingCounts } from '#db/reconciliation/finding-counts.ts';
import { readSyncStates, readTimeToSync, type SyncState } from '#db/sync/sync-states.ts';
import type { DatabaseReads } from './database-reads.ts';

/** The first ones are shown: a company has tens. */
const maxSyncs = 200;

export function syncReads(reads: DatabaseReads): Family[] {
  const syncs = reads.add('syncs', (sql) => readSyncStates(sql, maxSyncs));
  const times = reads.add('time_to_sync', readTimeToSync);
  const nights = reads.add('reconciliation', (sql) => readFindingCounts(sql, maxSyncs));
  const labels = ['sync_id'];
  const each = (value: (sync: SyncState) => number | null) => (): Sample[] =>
    (syncs() ?? []).flatMap((sync) => {
      const one = value(sync);
      return one === null ? [] : [{ labels: [sync.id], value: one }];
    });
  return [
    {
      name: 'causeway_sync_paused',
      kind: 'gauge',
      help: 'Whether the sync is paused, by a person or because its workflow gave up',
      labels,
      read: each(({ isPaused }) => (isPaused ? 1 : 0)),
    },
    {
      name: 'causeway_sync_interval_seconds',
      kind: 'gauge',
      help: 'How often the sync asks both sides for changes',
      labels,
      read: each(({ intervalS }) => intervalS),
    },
    {
      name: 'causeway_sync_success_timestamp_seconds',
      kind: 'gauge',
      help: 'When the last run ended that had read all that changed',
      labels,
      read: each(({ succeededAt }) => succeededAt),
    },
    {
      name: 'causeway_sync_run_duration_seconds',
      kind: 'gauge',
      help: 'How long the last run took',
      labels,
      read: each(({ lastRunS }) => lastRunS),
    },
    {
      name: 'causeway_sync_failed_records',
      kind: 'gauge',
      help: 'Records that could not be written',
      labels,
      read: each(({ failedWrites }) => failedWrites),
    },
    {
      name: 'causeway_sync_waiting_writes',
      kind: 'gauge',
      help: 'Changes that are planned and not yet written',
      labels,
      read: each(({ waitingWrites }) => waitingWrites),
    },
    {
      name: 'causeway_sync_waiting_oldest_age_seconds',
      kind: 'gauge',
      help: 'Since when the oldest of them waits; 0 if there is none',
      labels,
      read: each(({ oldestWaitingS }) => Math.max(0, oldestWaitingS ?? 0)),
    },
    {
      name: 'causeway_sync_time_to_sync_p95_seconds',
      kind: 'gauge',
      help: 'From when a change was seen until the other side had confirmed it, for 95 of 100 writes of the last 15 minutes',
      labels,
      read: () => (times() ?? []).map(({ id, p95S }) => ({ labels: [id], value: p95S })),
    },
    {
      name: 'causeway_reconciliation_findings',
      kind: 'gauge',
      help: 'Differences that the last night found, by class and by what became of them; pair is a sync or a book of the company',
      labels: ['pair', 'class', 'state'],
      read: () => findingsOf(nights() ?? []),
    },
    {
      name: 'causeway_reconciliation_ended_timestamp_seconds',
      kind: 'gauge',
      help: 'When the last night of this pair ended that was compared',
      labels: ['pair'],
      read: () => (nights() ?? []).map(({ pair, endedAt }) => ({ labels: [pair], value: endedAt })),
    },
  ];
}

/** A night without differences says so. */
function findingsOf(nights: NightCounts[]): Sample[] {
  return nights.flatMap(({ pair, findings }) =>
    findings.length === 0
      ? [{ labels: [pair, 'none', 'none'], value: 0 }]
      : findings.map(({ class: name, state, count }) => ({ labels: [pair, name, state], value: count })),
  );
}
