import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const { recomputeVersion, giveUpVersion } = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Computes the credits of all facts for a new version of the attribution. Id `recompute-attribution/<version>`. Ends when the version is ready, or
 * when nobody wants it any more. Query `progress`; takes no signals. The cursor is in PostgreSQL: if it is cancelled, terminated or its process
 * dies, the sweeper starts it again, and it goes on where it was.
 */
export function recomputeAttribution({ version }: { version: number }): Promise<void> {
  return orGiveUp(
    async () => {
      const show = reportProgress();
      show('computing');
      show(await recomputeVersion(version));
    },
    (reason) => giveUpVersion(version, reason),
  );
}
