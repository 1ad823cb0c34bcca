import { index, pgTable, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

/** One partner's data within a page of another origin. Of its token only the SHA-256 is stored. */
export const embedSession = pgTable(
  'embed_session',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    secretHash: text('secret_hash').notNull(),
    /** Of the only page that may frame it. */
    origin: text().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (t) => [
    uniqueIndex('embed_session_secret').on(t.secretHash),
    index('embed_session_partner').on(t.partnerId, t.expiresAt),
    index('embed_session_expires').on(t.expiresAt),
  ],
);
