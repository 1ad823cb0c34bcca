import { index, integer, pgTable, text, timestamp } from '../drizzle.ts';
import { at } from './columns.ts';

/**
 * A piece of work that a process has begun and not ended: an activity, or an attempt of a delivery that was in flight when its process died.
 * The row is deleted when the work ends, whether it succeeds or fails. So a row that is found again shows that the process died or hung.
 */
export const unfinishedWork = pgTable(
  'unfinished_work',
  {
    id: text().primaryKey(),
    /** The process that has begun it last. Null once that process has been told to stop, so that this try is not counted. */
    holder: text(),
    /** Tries in a row that did not end, including the present one. */
    tries: integer().notNull(),
    begunAt: timestamp('begun_at', { withTimezone: true, mode: 'string', precision: 6 }).notNull().defaultNow(),
    /** When it was given up. */
    givenUpAt: at('given_up_at'),
  },
  (t) => [index('unfinished_work_begun').on(t.begunAt)],
);
