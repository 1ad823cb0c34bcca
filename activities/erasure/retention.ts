import { heartbeat, sleep } from '@temporalio/activity';
import type { Logger } from 'pino';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { deleteExpiredCredentials } from '#db/access/expired-credentials.ts';
import { deleteLeftovers, deleteOldWebhooks } from '#db/connections/inbound-erasure.ts';
import type { Sql } from '#db/database.ts';
import { deleteExpiredDeadLetters } from '#db/delivery/dead-letter.ts';
import { addPartitions } from '#db/delivery/partitions.ts';
import { factPurges, purges } from '#db/erasure/retention.ts';
import { deleteOldIdempotencyKeys } from '#db/idempotency.ts';
import { deleteOldUnfinishedWork } from '#db/unfinished-work.ts';
import { daysAgo } from '#domain/days.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';

export interface RetentionActivityDeps {
  log: Logger;
  notify: Notify;
  sql: Sql;
  /** The pool of the attribution store. */
  attribution: Sql;
  settings: () => Settings;
  onReleased: (deliveryIds: string[]) => void;
}

/** Each can have a thousand events. */
const inboundPage = 200;

export function createRetentionActivities({ sql, attribution, settings, onReleased, notify, log }: RetentionActivityDeps) {
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
      await inPages(() => deleteOldUnfinishedWork(sql));
      return inPages(() => deleteOldIdempotencyKeys(sql, settings().gateway.idempotency_h));
    },

    /** Deletes webhooks of vendors past their retention, page by page. Safe to repeat: it only finds remaining data. */
    async purgeInboundWebhooks(): Promise<number> {
      const { retention_days: days } = settings().inbound;
      const deleted = await inPages(() => deleteOldWebhooks(sql, days, inboundPage));
      await deleteLeftovers(sql, days);
      return deleted;
    },

    /**
     * Deletes what is past its retention from the tables of `purges`, and returns how many rows each had. Safe to repeat: it only finds remaining
     * data. Adds the partitions of the next days first.
     */
    async purgeTables(): Promise<Record<string, number>> {
      const deleted: Record<string, number> = {};
      await addPartitions(sql, settings().webhooks.retention_days);
      for (const { name, days, purge } of [...purges(settings()), ...factPurges(settings(), attribution)]) {
        let rows = 0;
        const startedAt = performance.now();
        for await (const count of purge(sql, daysAgo(days))) {
          rows += count;
          heartbeat({ ...deleted, [name]: rows });
          progressed();
          // Rejects if the worker stops or the workflow is cancelled, so that the activity ends between two pages.
          await sleep(0);
        }
        deleted[name] = rows;
        const seconds = Math.round(performance.now() - startedAt) / 1_000;
        log.info({ table: name, rows, seconds, kept_days: days }, 'purged what is past its retention');
      }
      return deleted;
    },

    /** Reports that expired data is left. Safe to repeat: there is one event. */
    giveUpPurge: (reason: string): Promise<void> => reportGivenUp(notify, 'purge-expired', reason),
  };
}

async function inPages(deletePage: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let deleted = await deletePage(); deleted > 0; deleted = await deletePage()) {
    total += deleted;
    heartbeat(total);
    progressed();
  }
  return total;
}
