import { assignmentTargets, goalStates } from '../../domain/commissions/commission.ts';
import { ledgerAccounts, lineKinds } from '../../domain/commissions/ledger.ts';
import type { Plan } from '../../domain/commissions/plan.ts';
import type { RoleShares } from '../../domain/commissions/role-shares.ts';
import type { Split } from '../../domain/commissions/split.ts';
import { bigint, check, date, index, integer, jsonb, pgSchema, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, minor, oneOf, transactionId } from './columns.ts';

/**
 * What partners earn, in a schema of its own. Triggers keep the ledger: a transaction adds up to zero, gets no entries later, and nobody can
 * change or delete any.
 */
export const commissions = pgSchema('commissions');

const addedBy = () =>
  transactionId('added_by')
    .notNull()
    .default(sql`pg_current_xact_id()`);

/** What partners get for sales. A version never changes, and a later one takes its place from a day on. */
export const planVersion = commissions.table(
  'plan_version',
  {
    planId: text('plan_id').notNull(),
    number: integer().notNull(),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    plan: jsonb().$type<Plan>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.number] })],
);

/** Who has which plan, from a day on. Of two for the same target, the later one counts. */
export const planAssignment = commissions.table(
  'assignment',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    target: text({ enum: assignmentTargets }).notNull(),
    /** A programme, a level or a partner. */
    targetId: text('target_id').notNull(),
    /** Null: none any more. */
    planId: text('plan_id'),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [index('assignment_target').on(t.target, t.targetId, t.fromDay)],
);

/** Who shares the commissions of a deal, from a month on. A change is a new revision. */
export const dealSplit = commissions.table(
  'split',
  {
    dealId: text('deal_id').notNull(),
    revision: integer().notNull(),
    split: jsonb().$type<Split>().notNull(),
    /** Whose shares of the roles made it, by their revision; null if it was written part by part. */
    roleShares: integer('role_shares'),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.dealId, t.revision] })],
);

/** What the roles of a sale are worth in a programme, from a month on. A change is a new revision. */
export const programmeRoleShares = commissions.table(
  'role_shares',
  {
    programmeId: text('programme_id').notNull(),
    revision: integer().notNull(),
    shares: jsonb().$type<RoleShares>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.programmeId, t.revision] })],
);

/** All that the commission of a partner for a sale follows from, so that its refunds compute with the same. */
export const pinnedTerms = commissions.table(
  'terms',
  {
    id: text().primaryKey(),
    /** The sale, a fact of the attribution. */
    factId: text('fact_id').notNull(),
    partnerId: text('partner_id').notNull(),
    planId: text('plan_id').notNull(),
    planVersion: integer('plan_version').notNull(),
    sale: jsonb().$type<Record<string, unknown>>().notNull(),
    split: jsonb().$type<Split>().notNull(),
    /** What the partner had before. */
    soFar: jsonb('so_far').$type<Record<string, unknown>>().notNull(),
    /** Of the split of the deal; null if the attribution shares. */
    splitRevision: integer('split_revision'),
    /** Whose credits share; null if the deal has a split. */
    attributionVersion: integer('attribution_version'),
    model: text(),
    fxImport: integer('fx_import'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('terms_fact').on(t.factId, t.partnerId)],
);

/** A goal of the attribution whose commissions are computed, and how far they are. */
export const commissionGoal = commissions.table(
  'goal',
  {
    /** The conversion, or the revenue that belongs to none. */
    id: text().primaryKey(),
    /** Counts the news about it, and up to which of them it was computed. */
    wanted: integer().notNull().default(1),
    settled: integer().notNull().default(0),
    state: text({ enum: goalStates }).notNull().default('pending'),
    /** Why it is not settled. */
    reason: text(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('goal_unsettled')
      .on(t.id)
      .where(sql`wanted > settled`),
    index('goal_state').on(t.state, t.id),
  ],
);

/** What one source event did to the commissions of one partner in one currency: a line of its statement. */
export const ledgerTransaction = commissions.table(
  'ledger_transaction',
  {
    id: text().primaryKey(),
    /** The event behind it, such as `accrual/<revenue>/<partner>`: a second transaction of the same source is not posted. */
    source: text().notNull(),
    kind: text({ enum: lineKinds }).notNull(),
    partnerId: text('partner_id').notNull(),
    currency: text().notNull(),
    /** As what the partner is owed: negative if it is taken back. Of a payout and a release: what is moved. */
    amountMinor: minor('amount_minor').notNull(),
    /** The line whose commission it moves or takes back. Null for a line that brings one, and for those that concern several. */
    about: text(),
    /** The line that it undoes. */
    reverses: text(),
    /** What an accrual was computed with, and its clawbacks are. */
    termsId: text('terms_id').references(() => pinnedTerms.id),
    /** The fact of the attribution behind it. */
    factId: text('fact_id'),
    dealId: text('deal_id'),
    /** The subject of the attribution, by number. */
    customer: text(),
    /** The commission before it was split, and the sale: what caps and tiers count. Negative if taken back. */
    poolMinor: minor('pool_minor')
      .notNull()
      .default(sql`0`),
    baseMinor: minor('base_minor')
      .notNull()
      .default(sql`0`),
    /** When the hold period ends. */
    releaseDay: date('release_day', { mode: 'string' }),
    day: date({ mode: 'string' }).notNull(),
    /** In words, without names of people. */
    explanation: text().notNull(),
    /** The credential, or the part of Causeway, that posted it. */
    bookedBy: text('booked_by').notNull(),
    /** In the order of posting, for one partner and currency: they are locked meanwhile. */
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    recordedAt: at('recorded_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    addedBy: addedBy(),
  },
  (t) => [
    index('ledger_transaction_added').on(t.addedBy, t.id),
    index('ledger_transaction_recorded').using('brin', t.recordedAt).with({ pages_per_range: 16, autosummarize: true }),
    index('ledger_transaction_position').on(t.partnerId, t.currency, t.position),
    uniqueIndex('ledger_transaction_source').on(t.source),
    index('ledger_transaction_partner').on(t.partnerId, t.currency, t.id),
    index('ledger_transaction_fact').on(t.factId),
    // What a partner had before: in a period, of a deal, and of a customer.
    index('ledger_transaction_earned')
      .on(t.partnerId, t.currency, t.day)
      .where(sql`kind in ('accrual', 'clawback')`),
    index('ledger_transaction_deal')
      .on(t.dealId, t.partnerId, t.currency)
      .where(sql`deal_id is not null`),
    index('ledger_transaction_customer')
      .on(t.customer, t.partnerId, t.currency)
      .where(sql`customer is not null`),
    // Past sales, on which plans are tried.
    index('ledger_transaction_day')
      .on(t.day, t.id)
      .where(sql`kind = 'accrual' and terms_id is not null`),
    index('ledger_transaction_about')
      .on(t.about)
      .where(sql`about is not null`),
    check('ledger_transaction_kind', sql`kind in ${oneOf(lineKinds)}`),
  ],
);

/** Lines whose commission is not released yet: what is due is found among what waits, and not among all that ever was. */
export const unreleasedLine = commissions.table(
  'unreleased',
  {
    releaseDay: date('release_day', { mode: 'string' }).notNull(),
    /** When that day begins by the calendar of the plan; null: at midnight UTC. */
    dueAt: at('due_at'),
    /** Written with its line, which is never deleted. */
    lineId: text('line_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.releaseDay, t.lineId] })],
);

/** One side of a ledger transaction. A debit is positive. */
export const ledgerEntry = commissions.table(
  'entry',
  {
    transactionId: text('transaction_id')
      .notNull()
      .references(() => ledgerTransaction.id),
    number: integer().notNull(),
    /** The line whose commission it is. */
    lineId: text('line_id').notNull(),
    /** Of the partner also for the accounts of the company. */
    partnerId: text('partner_id').notNull(),
    currency: text().notNull(),
    account: text({ enum: ledgerAccounts }).notNull(),
    amountMinor: minor('amount_minor').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.transactionId, t.number] }),
    index('entry_line').on(t.lineId),
    index('entry_account').on(t.partnerId, t.currency, t.account),
    check('entry_account_known', sql`account in ${oneOf(ledgerAccounts)}`),
  ],
);
