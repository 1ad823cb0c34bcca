import { heartbeat } from '@temporalio/activity';
import { deleteExpiredCredentials } from '#db/access/expired-credentials.ts';
import type { Sql } from '#db/database.ts';
import { deleteExpiredDeadLetters } from '#db/delivery/dead-letter.ts';
import { deleteOldIdempotencyKeys } from '#db/idempotency.ts';
import type { Settings } from '#domain/settings.ts';

export interface RetentionActivityDeps {
  sql: Sql;
  settings: () => Settings;
  onReleased: (deliveryIds: string[]) => void;
}

/** The Idempotency-Key draft requires servers to document how long keys are stored. A day outlasts every reasonable client's retries. */
const idempotencyHours = 24;

export function createRetentionActivities({ sql, settings, onReleased }: RetentionActivityDeps) {
  return {
    /** Deletes dead letters past their retention, page by page. Safe to repeat: it only finds remaining data. */
    async purgeDeadLetters(): Promise<number> {
      const { retention_days } = settings().webhooks.dlq;
      return inPages(async () => {
        const { deleted, released } = await deleteExpiredDeadLetters(sql, retention_days);
        onReleased(released);
        return deleted;
      });
    },

    /**
     * Deletes expired idempotency keys, and other rows that guard only temporarily against repeats and old credentials. The name stays because
     * histories contain it. Returns the number of idempotency keys. Safe to repeat: it only finds remaining data.
     */
    async purgeIdempotencyKeys(): Promise<number> {
      await inPages(() => deleteExpiredCredentials(sql));
      return inPages(() => deleteOldIdempotencyKeys(sql, idempotencyHours));
    },
  };
}

async function inPages(deletePage: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let deleted = await deletePage(); deleted > 0; deleted = await deletePage()) {
    total += deleted;
    heartbeat(total);
  }
  return total;
}
