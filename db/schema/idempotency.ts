import { index, integer, json, pgTable, primaryKey, text } from '../drizzle.ts';
import { at } from './columns.ts';

/** A POST's first answer, kept so that a repeat has no second effect. `scope` is the account that sent it. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    scope: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** The published event, when that is what the request made; then the answer is built from it. */
    eventId: text('event_id'),
    statusCode: integer('status_code'),
    response: json(),
    /** The attempt at the request whose effect is in the database, set by the effect's own transaction. */
    effectOf: text('effect_of'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] }), index('idempotency_key_created').on(t.createdAt)],
);
