import { ActivityFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { vendorActivityOptions } from './vendor-activity-options.ts';

const { revokeConnection, forgetConnection, eraseConnectionData, giveUpConnection } =
  proxyActivities<ReturnType<typeof createActivities>>(vendorActivityOptions);

/**
 * Disconnects a connection: revokes the vendor's permission, erases the credentials, and later what was cached. Id
 * `disconnect-connection/<connectionId>`. Ends when only the report is left. Query `progress`; takes no signals. If it is cancelled or
 * terminated, the sweeper starts it again.
 */
export function disconnectConnection({ connectionId }: { connectionId: string }): Promise<void> {
  return orGiveUp(
    () => disconnect(connectionId),
    (reason) => giveUpConnection(connectionId, reason),
  );
}

async function disconnect(connectionId: string): Promise<void> {
  const step = reportProgress();
  step('revoking the permission at the vendor');
  const notRevoked = await revoke(connectionId);
  step('erasing the credentials');
  const { eraseInMs } = await forgetConnection(connectionId, notRevoked);
  step('keeping cached data until it is due');
  await sleep(eraseInMs, { summary: 'until its data is erased' });
  step('erasing cached data');
  await eraseConnectionData(connectionId);
  step('disconnected');
}

/** A vendor that is away for a day does not keep us from erasing the credentials. */
async function revoke(connectionId: string): Promise<string | null> {
  try {
    return await revokeConnection(connectionId);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return error.cause?.message ?? error.message;
  }
}
