import type { Family, Sample } from '#apps/metrics/family.ts';
import { readConnectionStates, readLimitStates, type LimitState } from '#db/connections/connection-states.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { unleased } from '#domain/connections/quota.ts';
import type { DatabaseReads } from './database-reads.ts';

/** A company has tens. */
const maxConnections = 500;
const maxLimits = 5_000;

/** Finds a limit in the manifest of its vendor; undefined if the vendor no longer has it. */
export type FindLimit = (vendor: string, limitId: string) => VendorLimit | undefined;

export function connectionReads(reads: DatabaseReads, findLimit: FindLimit): Family[] {
  const connections = reads.add('connections', (sql) => readConnectionStates(sql, maxConnections));
  const limits = reads.add('budgets', (sql) => readLimitStates(sql, maxLimits));
  /** Only quotas of a day have a rest that somebody can run out of. */
  const quotas = () => (limits() ?? []).filter(({ vendor, limitId }) => findLimit(vendor, limitId)?.window.kind === 'day');
  const labels = ['connection_id', 'limit_id'];
  const each = (rows: () => LimitState[], value: (row: LimitState) => number | null) => (): Sample[] =>
    rows().flatMap((row) => {
      const one = value(row);
      return one === null ? [] : [{ labels: [row.connectionId, row.limitId], value: one }];
    });
  const leftOf = ({ vendor, limitId, max, ours, told, budgetPercent }: LimitState) =>
    unleased({ max, ours, told, leased: 0, capPercent: findLimit(vendor, limitId)?.shared ? budgetPercent : 100 });
  return [
    {
      name: 'causeway_connection_up',
      kind: 'gauge',
      help: 'Whether the connection works: it is active, and its vendor answers',
      labels: ['connection_id', 'vendor'],
      read: () =>
        (connections() ?? []).map(({ id, vendor, status, awayForS }) => ({
          labels: [id, vendor],
          value: status === 'active' && awayForS === null ? 1 : 0,
        })),
    },
    {
      name: 'causeway_connection_status',
      kind: 'gauge',
      help: 'Always 1; the label says the status of the connection (action_required: a person has to do something)',
      labels: ['connection_id', 'status'],
      read: () => (connections() ?? []).map(({ id, status }) => ({ labels: [id, status], value: 1 })),
    },
    {
      name: 'causeway_connection_away_seconds',
      kind: 'gauge',
      help: 'For how long the vendor has not answered, or only with faults of its own; 0 while it works',
      labels: ['connection_id'],
      read: () => (connections() ?? []).map(({ id, awayForS }) => ({ labels: [id], value: Math.max(0, awayForS ?? 0) })),
    },
    {
      name: 'causeway_vendor_quota_left_calls',
      kind: 'gauge',
      help: 'Calls of the daily quota that may still be made, within the part that the company gives us',
      labels,
      read: each(quotas, leftOf),
    },
    {
      name: 'causeway_vendor_quota_max_calls',
      kind: 'gauge',
      help: 'The daily quota of the vendor, for all applications together',
      labels,
      read: each(quotas, ({ max }) => max),
    },
    {
      name: 'causeway_vendor_quota_reset_timestamp_seconds',
      kind: 'gauge',
      help: 'When the daily quota begins anew',
      labels,
      read: each(quotas, ({ resetsAt }) => resetsAt),
    },
    {
      name: 'causeway_vendor_limit_pause_seconds',
      kind: 'gauge',
      help: 'For how long nobody calls, because the vendor refused a call for this limit; 0 if it did not',
      labels,
      read: each(
        () => limits() ?? [],
        ({ pausedForS }) => pausedForS,
      ),
    },
  ];
}
