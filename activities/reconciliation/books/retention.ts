import type { Book, BookCheck, Found } from '#activities/reconciliation/book.ts';
import type { Sql } from '#db/database.ts';
import { listWaitingDeadLetters, type WaitingDeadLetters } from '#db/reconciliation/books/retention-book.ts';

export interface RetentionBookDeps {
  sql: Sql;
  /** What should have been purged and was not: the table, how long its rows are kept, and when the oldest ended. */
  listOverdue: () => Promise<{ name: string; keptDays: number; oldest: Date }[]>;
  /** The schedule of the nightly purge; null if there is none. */
  describePurge: () => Promise<{ isPaused: boolean; createdAt: Date; lastAt: Date | null } | null>;
}

const limit = 500;
/** Somebody has a week to look at a dead letter, before it is said that nobody does. */
const waitingDays = 7;
/** Two nights, so that one that failed is made up for. */
const silentMs = 2 * 86_400_000;
const schedule = 'Restart a worker, which makes the schedule purge-expired again, or unpause it in Temporal UI';

/** Whether the nightly purge runs and keeps up, and dead letters that nobody looks at. */
export function retentionBook({ sql, listOverdue, describePurge }: RetentionBookDeps): Book {
  const overdue: BookCheck = {
    name: 'overdue-rows',
    title: 'No row is kept for longer than its retention',
    settleMs: 0,
    async page() {
      const found = (await listOverdue()).map(({ name, keptDays, oldest }): Found => ({
        ...{ object: 'table', class: 'stale', id: name },
        message: `${name} has rows that ended at ${oldest.toISOString()}, but are kept for ${keptDays} days only`,
        remedy: 'Look at the last purge-expired in Temporal UI: it failed, or it does not keep up. Start it by hand, as the runbook says',
      }));
      return { checked: found.length, found, next: null };
    },
  };

  const purge: BookCheck = {
    name: 'purge',
    title: 'The nightly purge runs',
    settleMs: 0,
    async page() {
      const present = await describePurge();
      const message = problemOf(present);
      if (message === null) return { checked: 1, found: [], next: null };
      return { checked: 1, found: [{ object: 'schedule', class: 'stale', id: 'purge-expired', message, remedy: schedule }], next: null };
    },
  };

  const waiting: BookCheck = {
    name: 'dead-letters',
    title: `Somebody replays or purges dead letters within ${waitingDays} days`,
    settleMs: 0,
    async page(after) {
      const rows = await listWaitingDeadLetters(sql, waitingDays, { after, limit });
      return { checked: rows.length, found: rows.map(unseen), next: rows.length === limit ? (rows.at(-1)?.endpointId ?? null) : null };
    },
  };

  return { name: 'retention', checks: [overdue, purge, waiting], blind: ['Files and backups outside of the database'] };
}

function problemOf(present: Awaited<ReturnType<RetentionBookDeps['describePurge']>>): string | null {
  if (!present) return 'There is no schedule purge-expired, so nothing is purged';
  if (present.isPaused) return 'The schedule purge-expired is paused, so nothing is purged';
  const last = present.lastAt ?? present.createdAt;
  return Date.now() - last.getTime() < silentMs ? null : `The schedule purge-expired has started nothing since ${last.toISOString()}`;
}

const unseen = ({ endpointId, partnerId, count, oldest, newestId }: WaitingDeadLetters): Found => ({
  // A new dead letter ends that the finding is ignored.
  ...{ object: 'dead_letter', class: 'stale', id: endpointId, otherId: partnerId, value: newestId },
  message: `${count} dead letters of endpoint ${endpointId} wait, the oldest since ${oldest.toISOString()}`,
  remedy: 'Ask the partner what its endpoint answered, then replay or purge them: POST /api/v1/dead-letters/replay',
});
