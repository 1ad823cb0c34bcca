import { index, integer, json, pgTable, primaryKey, text } from '../drizzle.ts';
import { at } from './columns.ts';

/** The first response to a POST, stored so that a repeat has no second effect. `scope` is the account that sent it. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    scope: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** The event, if the request published one. The response is then built from it. */
    eventId: text('event_id'),
    statusCode: integer('status_code'),
    response: json(),
    /** The attempt at the request that took effect, set by the same transaction. */
    effectOf: text('effect_of'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] }), index('idempotency_key_created').on(t.createdAt)],
);
