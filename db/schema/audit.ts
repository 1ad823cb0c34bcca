import { bigint, index, json, pgTable, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

/**
 * Who changed what. Append-only and hash-chained by triggers (see the migration): `seq` has no gaps, and `hash` covers the row and the previous
 * hash. It covers `detail` only by the detail's own hash, so that the chain stays valid when a person's data is erased.
 */
export const auditEntry = pgTable(
  'audit_entry',
  {
    seq: bigint({ mode: 'number' }).primaryKey(),
    at: at('at').notNull(),
    actorKind: text('actor_kind', { enum: ['platform', 'partner', 'system', 'database'] }).notNull(),
    actorId: text('actor_id').notNull(),
    partnerId: text('partner_id'),
    /** `<object>.<verb>`: api_key.created, partner.suspended, http.called. */
    action: text().notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: text('object_id').notNull(),
    requestId: text('request_id'),
    /** {before, after} of a change, with secrets masked; {method, path, status} of a call. Null if erased. */
    detail: json(),
    detailHash: text('detail_hash').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text().notNull(),
  },
  (t) => [
    uniqueIndex('audit_entry_hash').on(t.hash),
    index('audit_entry_partner').on(t.partnerId, t.seq),
    index('audit_entry_actor').on(t.actorId, t.seq),
    index('audit_entry_object').on(t.objectKind, t.objectId, t.seq),
    index('audit_entry_at').on(t.at),
  ],
);
