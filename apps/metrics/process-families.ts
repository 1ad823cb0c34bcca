import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Sql } from '#db/database.ts';
import { poolUsage } from '#db/renewed-pool.ts';
import type { Family } from './family.ts';

export interface ProcessSources {
  role: 'api' | 'worker' | 'engine';
  version: string;
  /** By name. */
  pools: Readonly<Record<string, Sql>>;
  /** What the last look at the dependencies found, from memory. */
  readiness: () => readonly ReadinessCheck[];
  /** What this process has to do; null if it does not deliver. */
  load: () => ProcessLoad | null;
  /** Spans of traces that ended; null without traces. */
  spans: () => Readonly<{ exported: number; dropped: number }> | null;
}

interface ProcessLoad {
  queued: number;
  posting: number;
  waitingForWorkflow: number;
  /** Milliseconds since 1970; 0: not yet. */
  sweptAt: number;
  lagMs: number;
}

/** What the process knows of itself. */
export function processFamilies({ role, version, pools, readiness, load, spans }: ProcessSources): Family[] {
  const each = (value: (load: ProcessLoad) => number | null) => () => {
    const present = load();
    const one = present && value(present);
    return one === null ? [] : [{ labels: [], value: one }];
  };
  return [
    {
      name: 'causeway_build_info',
      kind: 'gauge',
      help: 'Always 1; the labels say what runs (role: api, worker or engine)',
      labels: ['version', 'role'],
      read: () => [{ labels: [version, role], value: 1 }],
    },
    {
      name: 'causeway_trace_spans_total',
      kind: 'counter',
      help: 'Spans of traces that were to be exported (dropped: their receiver did not take them, or too many waited)',
      labels: ['outcome'],
      read: () => Object.entries(spans() ?? {}).map(([outcome, value]) => ({ labels: [outcome], value })),
    },
    {
      name: 'causeway_readiness_check_ok',
      kind: 'gauge',
      help: 'Whether this check of /health/ready passed at the last look, every 10 s',
      labels: ['check'],
      read: () => readiness().map(({ name, ok }) => ({ labels: [name], value: ok ? 1 : 0 })),
    },
    {
      name: 'causeway_postgres_pool_max_connections',
      kind: 'gauge',
      help: 'How many connections the pool may open',
      labels: ['pool'],
      read: () => Object.entries(pools).map(([name, { options }]) => ({ labels: [name], value: options.max })),
    },
    {
      name: 'causeway_postgres_pool_work',
      kind: 'gauge',
      help: 'Statements and transactions of the pool (running: on a connection; waiting: for a connection)',
      labels: ['pool', 'state'],
      read: () =>
        Object.entries(pools).flatMap(([name, sql]) => {
          const { running, waiting } = poolUsage(sql);
          return [
            { labels: [name, 'running'], value: running },
            { labels: [name, 'waiting'], value: waiting },
          ];
        }),
    },
    {
      name: 'causeway_delivery_in_flight',
      kind: 'gauge',
      help: 'Deliveries that this process has claimed (queued: they wait for their endpoint; posting: being sent or recorded)',
      labels: ['state'],
      read: () => {
        const present = load();
        if (present === null) return [];
        return (['queued', 'posting'] as const).map((state) => ({ labels: [state], value: present[state] }));
      },
    },
    {
      name: 'causeway_workflow_starts_waiting',
      kind: 'gauge',
      help: 'Deliveries that wait until this process has started a workflow for them',
      labels: [],
      read: each(({ waitingForWorkflow }) => waitingForWorkflow),
    },
    {
      name: 'causeway_sweeper_lag_seconds',
      kind: 'gauge',
      help: 'For how long the oldest orphaned delivery had waited at the last scan; 0 if there was none',
      labels: [],
      read: each(({ sweptAt, lagMs }) => (sweptAt === 0 ? null : lagMs / 1_000)),
    },
    {
      name: 'causeway_sweeper_scan_timestamp_seconds',
      kind: 'gauge',
      help: 'When the sweeper of this process scanned last',
      labels: [],
      read: each(({ sweptAt }) => (sweptAt === 0 ? null : sweptAt / 1_000)),
    },
  ];
}
