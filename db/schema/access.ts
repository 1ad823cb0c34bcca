import type { ClientKeys } from '../../domain/access/client-jwks.ts';
import { clientAuthMethods } from '../../domain/access/oauth-client.ts';
import { bigint, index, integer, jsonb, pgTable, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { partner } from './partners.ts';

/** A key is shown once; only its SHA-256 hash and its public id are stored. `partnerId` is null for platform keys. */
export const apiKey = pgTable(
  'api_key',
  {
    id: text().primaryKey(),
    publicId: text('public_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    partnerId: text('partner_id').references(() => partner.id),
    name: text().notNull(),
    scopes: text().array().notNull(),
    /** The actor: the id of a key or client, or the command that created it. */
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    /** Updated at most once per minute. */
    lastUsedAt: at('last_used_at'),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
    /** The key that replaced it in a rotation. */
    replacedBy: text('replaced_by'),
  },
  (t) => [
    uniqueIndex('api_key_public_id').on(t.publicId),
    index('api_key_partner').on(t.partnerId, t.id),
    index('api_key_expires')
      .on(t.expiresAt)
      .where(sql`revoked_at is null`),
  ],
);

/** A partner's OAuth 2 client; its id is the client_id. Its credentials depend on `authMethod`. */
export const oauthClient = pgTable(
  'oauth_client',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partner.id),
    name: text().notNull(),
    scopes: text().array().notNull(),
    authMethod: text('auth_method', { enum: clientAuthMethods }).notNull(),
    /** For private_key_jwt: public keys, uploaded or fetched from `jwksUri`. */
    jwks: jsonb().$type<ClientKeys>(),
    jwksUri: text('jwks_uri'),
    /** For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url. */
    certificateThumbprint: text('certificate_thumbprint'),
    /** For tls_client_auth: the certificate's subject, in the form of RFC 4514. */
    certificateSubject: text('certificate_subject'),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
    version: integer().notNull().default(1),
  },
  (t) => [index('oauth_client_partner').on(t.partnerId, t.id)],
);

/** Client secrets. After a rotation, the old one works until it expires. */
export const oauthClientSecret = pgTable(
  'oauth_client_secret',
  {
    id: text().primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => oauthClient.id),
    secretHash: text('secret_hash').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    /** Of one that was rotated: when a client last authenticated with it, to the minute. */
    lastUsedAt: at('last_used_at'),
  },
  (t) => [index('oauth_client_secret_client').on(t.clientId), index('oauth_client_secret_expires').on(t.expiresAt)],
);

/** The keys that sign access tokens. A key is published before it signs, for the lifetime of caches, and after that, for the lifetime of tokens. */
export const oauthSigningKey = pgTable('oauth_signing_key', {
  /** The `kid`. */
  id: text().primaryKey(),
  algorithm: text({ enum: ['ES256', 'RS256'] }).notNull(),
  publicJwk: jsonb('public_jwk').$type<Record<string, unknown>>().notNull(),
  privateSealed: text('private_sealed').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  signsFrom: at('signs_from').notNull(),
  /** From this time on the key is no longer published; null for the newest. */
  retiresAt: at('retires_at'),
});

/** Used assertions of private_key_jwt: a second use is a replay. */
export const oauthUsedAssertion = pgTable(
  'oauth_used_assertion',
  {
    clientId: text('client_id').notNull(),
    jti: text().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.jti] }), index('oauth_used_assertion_expires').on(t.expiresAt)],
);

/** Access tokens that were revoked before they expired. */
export const oauthRevokedToken = pgTable(
  'oauth_revoked_token',
  {
    jti: text().primaryKey(),
    clientId: text('client_id').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('oauth_revoked_token_expires').on(t.expiresAt)],
);

/**
 * The rate limit shared by all processes: the time until which the partner's requests are paid for (GCRA's theoretical arrival time), in
 * microseconds of the database's clock. Unlogged: after a crash, every partner starts with a full burst.
 */
export const rateBucket = pgTable('rate_bucket', {
  partnerId: text('partner_id').primaryKey(),
  paidUntilUs: bigint('paid_until_us', { mode: 'number' }).notNull(),
});
