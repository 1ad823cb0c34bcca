import { index, integer, pgTable, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

/** A person who signs in: of the company if `partnerId` is null, else of that partner. */
export const userAccount = pgTable(
  'user_account',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id').references(() => partner.id),
    /** As it was given. */
    email: text().notNull(),
    /** One spelling of it: nobody has two accounts. */
    emailKey: text('email_key').notNull(),
    name: text().notNull(),
    roles: text().array().notNull(),
    status: text({ enum: ['active', 'disabled'] }).notNull(),
    /** Of the password: argon2id, as PHC string. Null for who has none yet, or signs in elsewhere. */
    secretHash: text('secret_hash'),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    lastSignInAt: at('last_sign_in_at'),
    version: integer().notNull().default(1),
  },
  (t) => [uniqueIndex('user_account_email').on(t.emailKey), index('user_account_partner').on(t.partnerId, t.id)],
);

/** A browser that is signed in. Its cookie has a secret, of which only the SHA-256 is stored. */
export const userSession = pgTable(
  'user_session',
  {
    id: text().primaryKey(),
    secretHash: text('secret_hash').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => userAccount.id),
    /** The network that it was begun from, and the browser, as it calls itself. */
    network: text().notNull(),
    userAgent: text('user_agent').notNull(),
    /** The partner as which a person of the company looks at the console. Its row may be gone. */
    viewedPartnerId: text('viewed_partner_id'),
    /** The identity provider that proved the person, and what it calls its own session with them; null without one. */
    ssoConnectionId: text('sso_connection_id'),
    providerSession: text('provider_session'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** Updated at most once per minute. */
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex('user_session_secret').on(t.secretHash),
    index('user_session_user').on(t.userId, t.id),
    index('user_session_expires').on(t.expiresAt),
    index('user_session_provider')
      .on(t.ssoConnectionId, t.providerSession)
      .where(sql`provider_session is not null`),
  ],
);

/** A link that lets somebody choose a password, once. */
export const userLink = pgTable(
  'user_link',
  {
    secretHash: text('secret_hash').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => userAccount.id),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [index('user_link_user').on(t.userId), index('user_link_expires').on(t.expiresAt)],
);
