import type { InboundActivityDeps } from '#activities/connections/inbound.ts';
import type { SyncActivityDeps } from '#activities/sync/sync.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import { spreadHints } from '#db/sync/sync-hint.ts';

type Deps = Omit<SyncActivityDeps, 'runSync' | 'unscheduleSync'> & { workflows: Workflows['syncs'] };

/** Syncs: runs are asked for and scheduled through their workflows. Hints of connections wake them. */
export function wireSync({ workflows, ...deps }: Deps) {
  const { db, log } = deps;
  const activityDeps: SyncActivityDeps & Pick<InboundActivityDeps, 'onHints'> = {
    ...deps,
    runSync: workflows.runSync,
    unscheduleSync: workflows.unscheduleSync,
    async onHints(connectionIds) {
      for (const id of await spreadHints(db.hot, connectionIds)) {
        // Not awaited: it may be due in half a second, and polling finds what was lost.
        void workflows.hintSync(id).catch((error: unknown) => log.debug({ err: error, sync: id }, 'a sync could not be woken'));
      }
    },
  };
  return { activityDeps };
}
