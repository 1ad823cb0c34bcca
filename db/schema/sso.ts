import type { GroupRoles, SsoSettings } from '../../domain/access/sso-connection.ts';
import { boolean, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';
import { userAccount } from './user.ts';

/** An identity provider whose word is taken for people of one organisation: of the company if `partnerId` is null, else of that partner. */
export const ssoConnection = pgTable(
  'sso_connection',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id').references(() => partner.id),
    name: text().notNull(),
    kind: text({ enum: ['oidc', 'saml'] }).notNull(),
    settings: jsonb().$type<SsoSettings>().notNull(),
    /** What proves us to the identity provider. Null if it has none, or is deleted. */
    secretSealed: text('secret_sealed'),
    /** Whether somebody who is not known yet becomes a user by signing in. */
    createUsers: boolean('create_users').notNull(),
    /** Of users that are created, if their groups decide nothing. */
    defaultRoles: text('default_roles').array().notNull(),
    groupRoles: jsonb('group_roles').$type<GroupRoles[]>().notNull(),
    /** Of the token with which the provider tells of its people by SCIM. Null: it does not. */
    scimSecretHash: text('scim_secret_hash'),
    enabled: boolean().notNull().default(true),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** From this time on it does not exist for anybody. */
    deletedAt: at('deleted_at'),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('sso_connection_partner').on(t.partnerId, t.id),
    uniqueIndex('sso_connection_scim').on(t.scimSecretHash),
    index('sso_connection_key').on(sql`split_part(${t.secretSealed}, '.', 2)`, t.id),
  ],
);

const connectionId = () =>
  text('connection_id')
    .notNull()
    .references(() => ssoConnection.id);

/** A domain whose addresses sign in through the connection, from when it is verified: by one connection at most. */
export const ssoDomain = pgTable(
  'sso_domain',
  { connectionId: connectionId(), domain: text().notNull(), verifiedAt: at('verified_at') },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.domain] }),
    uniqueIndex('sso_domain_verified')
      .on(t.domain)
      .where(sql`verified_at is not null`),
  ],
);

/** A sign-in that somebody has begun at an identity provider. Its answer is accepted once, from the same browser. */
export const ssoAttempt = pgTable(
  'sso_attempt',
  {
    /** Of what the identity provider sends back unchanged: `state`, or `RelayState`. */
    secretHash: text('secret_hash').primaryKey(),
    connectionId: connectionId(),
    /** Of the secret in the browser's cookie. */
    browserSecretHash: text('browser_secret_hash').notNull(),
    /** The page of the console that it leads to. */
    returnTo: text('return_to').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [index('sso_attempt_connection').on(t.connectionId), index('sso_attempt_expires').on(t.expiresAt)],
);

/** Which person somebody is whom an identity provider has proved. */
export const ssoIdentity = pgTable(
  'sso_identity',
  {
    connectionId: connectionId(),
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => userAccount.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.issuer, t.subject] }),
    // Addresses are given to other people in time: a second subject must not become the person of the first.
    uniqueIndex('sso_identity_user').on(t.userId, t.connectionId),
  ],
);

/** An assertion that somebody has signed in with. It counts once. */
export const ssoUsedAssertion = pgTable(
  'sso_used_assertion',
  { connectionId: connectionId(), assertionId: text('assertion_id').notNull(), expiresAt: at('expires_at').notNull() },
  (t) => [primaryKey({ columns: [t.connectionId, t.assertionId] }), index('sso_used_assertion_expires').on(t.expiresAt)],
);
