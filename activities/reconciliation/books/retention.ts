import type { Book, BookCheck, Found } from '#activities/reconciliation/book.ts';
import type { Sql } from '#db/database.ts';
import { listWaitingDeadLetters, type WaitingDeadLetters } from '#db/reconciliation/books/retention-book.ts';
import { counted } from '#domain/counted.ts';
import { scheduleCheck, type ScheduleDeps } from './schedule-check.ts';

export interface RetentionBookDeps extends ScheduleDeps {
  sql: Sql;
  /** What should have been purged and was not: the table, how long its rows are kept, and when the oldest ended. */
  listOverdue: () => Promise<{ name: string; keptDays: number; oldest: Date }[]>;
}

const limit = 500;
/** Somebody has a week to look at a dead letter, before it is said that nobody does. */
const waitingDays = 7;

/** Whether the nightly purge runs and keeps up, and dead letters that nobody looks at. */
export function retentionBook(deps: RetentionBookDeps): Book {
  const { sql, listOverdue } = deps;
  const overdue: BookCheck = {
    name: 'overdue-rows',
    title: 'No row is kept for longer than its retention',
    settleMs: 0,
    async page() {
      const found = (await listOverdue()).map(({ name, keptDays, oldest }): Found => ({
        ...{ object: 'table', class: 'stale', id: name },
        message: `${name} has rows that ended at ${oldest.toISOString()}, but are kept for ${counted(keptDays, 'day')} only`,
        remedy: 'Look at the last purge-expired in Temporal UI: it failed, or it does not keep up. Start it by hand, as the runbook says',
      }));
      return { checked: found.length, found, next: null };
    },
  };

  const purge = scheduleCheck(deps, {
    ...{ name: 'purge', title: 'The nightly purge runs', id: 'purge-expired', idle: 'nothing is purged' },
  });

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

const unseen = ({ endpointId, partnerId, count, oldest, newestId }: WaitingDeadLetters): Found => ({
  // A new dead letter ends that the finding is ignored.
  ...{ object: 'dead_letter', class: 'stale', id: endpointId, otherId: partnerId, value: newestId },
  message: `${counted(count, 'dead letter')} of endpoint ${endpointId} ${count === 1 ? 'waits' : 'wait'}, the oldest since ${oldest.toISOString()}`,
  remedy: 'Ask the partner what its endpoint answered, then replay or purge them: POST /api/v1/dead-letters/replay',
});
