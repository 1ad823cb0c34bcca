import { patched, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { housekeepingOptions } from '../delivery/delivery-activity-options.ts';
import { orGiveUp } from '../give-up.ts';

type Activities = ReturnType<typeof createActivities>;
const { purgeDeadLetters, purgeIdempotencyKeys, purgeInboundWebhooks, giveUpPurge } = proxyActivities<Activities>(housekeepingOptions);
/** A day of a busy installation takes hours. */
const { purgeTables } = proxyActivities<Activities>({ ...housekeepingOptions, startToCloseTimeout: '1 day' });

interface Purged {
  deadLetters: number;
  idempotencyKeys: number;
  inboundWebhooks: number;
  /** Rows of each other table. */
  tables?: Record<string, number>;
}

/**
 * Deletes data past its retention. Id `purge-expired-…`, started by the schedule `purge-expired`; takes no messages. If it is cancelled or
 * terminated, or gives up, the next night's run deletes the rest.
 */
export function purgeExpired(): Promise<Purged> {
  return orGiveUp(purge, giveUpPurge);
}

async function purge(): Promise<Purged> {
  const purged: Purged = {
    deadLetters: await purgeDeadLetters(),
    idempotencyKeys: await purgeIdempotencyKeys(),
    inboundWebhooks: patched('inbound-webhooks') ? await purgeInboundWebhooks() : 0,
  };
  if (!patched('tables')) return purged;
  setCurrentDetails(`Deleted so far: ${JSON.stringify(purged)}. Next: deliveries, events, syncs, imports`);
  const tables = await purgeTables();
  setCurrentDetails(`Deleted: ${JSON.stringify({ ...purged, tables })}`);
  return { ...purged, tables };
}
