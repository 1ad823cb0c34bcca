import { type VerdictSide, verdicts } from '#domain/accounts/verdict.ts';
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';

/** Companies that are already customers or prospects. */
export const account = pgTable(
  'account',
  {
    id: text().primaryKey(),
    externalId: text('external_id'),
    name: text().notNull(),
    websites: text().array().notNull().default([]),
    emailDomains: text('email_domains').array().notNull().default([]),
    duns: text(),
    address: jsonb().$type<{ street: string; postalCode: string; city: string; country: string }>(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('account_external_id').on(t.externalId), index('account_updated').on(t.updatedAt, t.id)],
);

/** The match keys by which candidates are found: one row for each key of an account or of an open deal. */
export const matchKey = pgTable(
  'match_key',
  {
    key: text().notNull(),
    ownerId: text('owner_id').notNull(),
    kind: text({ enum: ['account', 'deal'] }).notNull(),
  },
  // Ordered by kind within a key, so that a name that many accounts share does not hide its open deals. Allows index-only scans.
  (t) => [primaryKey({ columns: [t.key, t.kind, t.ownerId] }), index('match_key_owner').on(t.ownerId)],
);

/** What people decided about two companies, for good: it beats the score. Each side is a match key, of a name or a domain. */
export const companyVerdict = pgTable(
  'company_verdict',
  {
    id: text().primaryKey(),
    verdict: text({ enum: verdicts }).notNull(),
    /** The smaller key is a's, so that one pair has one row. */
    aKey: text('a_key').notNull(),
    bKey: text('b_key').notNull(),
    a: jsonb().$type<VerdictSide>().notNull(),
    b: jsonb().$type<VerdictSide>().notNull(),
    reason: text(),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('company_verdict_keys').on(t.aKey, t.bKey), index('company_verdict_b').on(t.bKey)],
);
