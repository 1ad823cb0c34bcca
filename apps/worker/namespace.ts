import type { Client, ConnectionLike } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Logger } from 'pino';
import { purgeExpiredId } from '#workflows/erasure/messages.ts';
import { taskQueue } from '#workflows/messages.ts';
import { searchAttributeTypes } from '#workflows/search-attributes.ts';

// temporal.api.enums.v1.IndexedValueType: the generated enum cannot be imported by name from an ES module.
const valueTypes = { Keyword: 2, KeywordList: 7 };

/** Creates what our workflows need in the namespace: search attributes and the nightly purge. Leaves existing ones alone. */
export async function prepareNamespace(client: Client, namespace: string, log: Logger): Promise<void> {
  const registered = await registerSearchAttributes(client.connection, namespace);
  if (registered.length > 0) log.info({ names: registered }, 'search attributes registered');
  await schedulePurge(client);
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

async function schedulePurge(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: purgeExpiredId,
      spec: { calendars: [{ hour: 3, minute: 17 }], jitter: '10 min' },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      action: { type: 'startWorkflow', workflowType: 'purgeExpired', workflowId: purgeExpiredId, taskQueue },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
