import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { housekeepingOptions } from '../delivery/delivery-activity-options.ts';

const { purgeDeadLetters, purgeIdempotencyKeys } = proxyActivities<ReturnType<typeof createActivities>>(housekeepingOptions);

/** Deletes data past its retention. Id `purge-expired-…`, started by the schedule `purge-expired`; takes no messages. */
export async function purgeExpired(): Promise<{ deadLetters: number; idempotencyKeys: number }> {
  return { deadLetters: await purgeDeadLetters(), idempotencyKeys: await purgeIdempotencyKeys() };
}
