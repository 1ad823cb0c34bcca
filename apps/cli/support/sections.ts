import { createRequire } from 'node:module';
import os from 'node:os';
import { pino } from 'pino';
import { type Config, variableNames } from '#apps/config.ts';
import { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { openSettings } from '#apps/settings.ts';
import { readDatabaseFacts } from '#db/database-facts.ts';
import type { Sql } from '#db/database.ts';
import { readQueueDepth } from '#db/delivery/queue-depth.ts';
import { listRecentOfTypes } from '#db/events/recent-of-types.ts';
import { countStates } from '#db/health/period.ts';
import { countPendingMigrations } from '#db/migrate.ts';
import { platformEventTypes } from '#domain/platform-event-types.ts';
import { taskQueue } from '#workflows/messages.ts';
import { maskEnvironment } from './mask.ts';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

/** What the bundle says without any service. */
export const describeMachine = () => ({
  causeway: version,
  node: process.version,
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  cores: os.availableParallelism(),
  memoryBytes: os.totalmem(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

export const describeEnvironment = () => maskEnvironment(variableNames, process.env);

/** The settings in effect, with their defaults. */
export function describeSettings(file: string): unknown {
  const settings = openSettings(file, { info: () => {}, error: () => {} });
  try {
    return settings.current();
  } finally {
    settings.close();
  }
}

/** Of the database of Causeway. `attribution`: the facts of the store that may be elsewhere. */
export async function describeDatabase(sql: Sql) {
  return { pendingMigrations: await countPendingMigrations(sql), ...(await readDatabaseFacts(sql)) };
}

/** How everything is: states of integrations as they were judged last, and what waits. */
export async function describeHealth(sql: Sql) {
  return {
    integrations: await countStates(sql, { kinds: ['connection', 'sync', 'endpoint'], partnerIds: [] }),
    deliveries: await readQueueDepth(sql),
  };
}

const EVENTS_OF_EACH_TYPE = 5;

/** What Causeway told of faults: its platform events, the newest of each type. */
export async function describeErrors(sql: Sql) {
  return await listRecentOfTypes(sql, Object.keys(platformEventTypes), EVENTS_OF_EACH_TYPE);
}

const CONNECT_WITHIN_MS = 5_000;

export async function describeTemporal(config: Config) {
  const link = new TemporalLink(config, { log: pino({ level: 'silent' }), partnerName: async () => undefined });
  const patience = setTimeout(() => link.stopConnecting(), CONNECT_WITHIN_MS);
  try {
    if ((await link.connect()) === undefined) throw new Error(`Temporal at ${config.TEMPORAL_ADDRESS} did not answer within 5 s`);
    return await link.withDeadline(async ({ workflowService }) => {
      const namespace = config.TEMPORAL_NAMESPACE;
      const [system, described, workers, counts] = await Promise.all([
        workflowService.getSystemInfo({}),
        workflowService.describeNamespace({ namespace }),
        workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
        workflowService.countWorkflowExecutions({ namespace, query: 'GROUP BY ExecutionStatus' }),
      ]);
      const retentionS = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
      return {
        serverVersion: system.serverVersion,
        namespace: { name: namespace, retentionS },
        workers: workers.pollers?.map(({ identity, lastAccessTime }) => ({ identity, lastSeenS: Number(lastAccessTime?.seconds ?? 0) })),
        workflows: counts.groups?.map(({ groupValues, count }) => ({
          status: groupValues?.map(({ data }) => Buffer.from(data ?? []).toString()).join(' '),
          count: Number(count),
        })),
      };
    });
  } finally {
    clearTimeout(patience);
    await link.close();
  }
}
