import type { Client, ConnectionLike } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Logger } from 'pino';
import { releaseHoldsId } from '#workflows/commissions/messages.ts';
import { purgeExpiredId } from '#workflows/erasure/messages.ts';
import { taskQueue } from '#workflows/messages.ts';
import { searchAttributeTypes } from '#workflows/search-attributes.ts';

// temporal.api.enums.v1.IndexedValueType: the generated enum cannot be imported by name from an ES module.
const valueTypes = { Keyword: 2, KeywordList: 7 };

/** Creates what our workflows need in the namespace: search attributes and the nightly purge and release. Leaves existing ones alone. */
export async function prepareNamespace(client: Client, namespace: string, log: Logger): Promise<void> {
  const registered = await registerSearchAttributes(client.connection, namespace);
  if (registered.length > 0) log.info({ names: registered }, 'search attributes registered');
  await scheduleNightly(client, purgeExpiredId, 'purgeExpired', { hour: 3, minute: 17 });
  // Days end at midnight in UTC.
  await scheduleNightly(client, releaseHoldsId, 'releaseHolds', { hour: 0, minute: 20 });
}

/** Registers missing search attributes; returns their names. */
export async function registerSearchAttributes(connection: ConnectionLike, namespace: string): Promise<string[]> {
  const operator = connection.operatorService;
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributeTypes).filter(([name]) => customAttributes?.[name] === undefined);
  if (missing.length === 0) return [];
  await operator.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, valueTypes[type]])),
  });
  return missing.map(([name]) => name);
}

async function scheduleNightly(client: Client, id: string, workflowType: string, time: { hour: number; minute: number }): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: id,
      spec: { calendars: [time], jitter: '10 min' },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      action: { type: 'startWorkflow', workflowType, workflowId: id, taskQueue },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
