import { disputeStates, invoiceStates } from '../../domain/commissions/commission.ts';
import { batchStates, payoutProviders, payoutStates, type TaxFields } from '../../domain/commissions/payout.ts';
import { bigint, index, integer, jsonb, primaryKey, sql, text, uniqueIndex } from '../drizzle.ts';
import { at, minor, transactionId } from './columns.ts';
import { commissions, ledgerTransaction } from './commissions.ts';

/** Up to which line of the ledger its events are published. */
export const ledgerReader = commissions.table('reader', {
  name: text().primaryKey(),
  addedBy: transactionId('added_by').notNull(),
  id: text().notNull(),
});

/** A statement that was issued: the lines after one position up to another one. It never changes; the next one corrects it. */
export const commissionStatement = commissions.table(
  'statement',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id').notNull(),
    currency: text().notNull(),
    month: text().notNull(),
    openingMinor: minor('opening_minor').notNull(),
    closingMinor: minor('closing_minor').notNull(),
    afterPosition: bigint('after_position', { mode: 'number' }).notNull(),
    toPosition: bigint('to_position', { mode: 'number' }).notNull(),
    issuedAt: at('issued_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('statement_month').on(t.partnerId, t.currency, t.month)],
);

/** What a partner was called when a statement or an invoice was issued to it. It goes with the partner. */
export const paperName = commissions.table(
  'paper_name',
  {
    /** The statement or the invoice. */
    paperId: text('paper_id').primaryKey(),
    partnerId: text('partner_id').notNull(),
    name: text().notNull(),
  },
  (t) => [index('paper_name_partner').on(t.partnerId)],
);

/** Where a partner's money goes. Unlike the ledger it goes with the partner. */
export const payee = commissions.table('payee', {
  partnerId: text('partner_id').primaryKey(),
  name: text().notNull(),
  iban: text().notNull(),
  bic: text(),
  /** Carried to exports and statements, never computed with. */
  tax: jsonb().$type<TaxFields>().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  updatedBy: text('updated_by').notNull(),
});

/** One run of payouts in one currency. */
export const payoutBatch = commissions.table(
  'payout_batch',
  {
    id: text().primaryKey(),
    currency: text().notNull(),
    /** Partners with less get nothing this time. */
    thresholdMinor: minor('threshold_minor').notNull(),
    provider: text({ enum: payoutProviders }).notNull(),
    state: text({ enum: batchStates }).notNull().default('collecting'),
    approvalsNeeded: integer('approvals_needed').notNull(),
    /** The credentials of the people who approved it. */
    approvedBy: text('approved_by')
      .array()
      .notNull()
      .default(sql`'{}'`),
    reason: text(),
    createdAt: at('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('payout_batch_open')
      .on(t.id)
      .where(sql`finished_at is null`),
  ],
);

/** One transfer to one partner. */
export const payoutLine = commissions.table(
  'payout_line',
  {
    id: text().primaryKey(),
    batchId: text('batch_id')
      .notNull()
      .references(() => payoutBatch.id),
    partnerId: text('partner_id').notNull(),
    currency: text().notNull(),
    amountMinor: minor('amount_minor').notNull(),
    state: text({ enum: payoutStates }).notNull(),
    reason: text(),
    tax: jsonb().$type<TaxFields>().notNull(),
    /** The provider has it. */
    acceptedAt: at('accepted_at'),
    sentAt: at('sent_at'),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('payout_line_batch').on(t.batchId, t.state, t.id),
    // Nobody is in a run twice.
    uniqueIndex('payout_line_partner').on(t.batchId, t.partnerId),
    // Nobody is in two runs at a time.
    uniqueIndex('payout_line_open')
      .on(t.partnerId, t.currency)
      .where(sql`state in ('collected', 'sent')`),
  ],
);

/** What a partner is asked to pay back. Its amount and its lines never change. */
export const commissionInvoice = commissions.table(
  'invoice',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id').notNull(),
    currency: text().notNull(),
    /** Of the statement that it goes with; null if a person issued it. */
    month: text(),
    amountMinor: minor('amount_minor').notNull(),
    state: text({ enum: invoiceStates }).notNull().default('open'),
    /** Why it was cancelled. */
    reason: text(),
    issuedAt: at('issued_at').notNull().defaultNow(),
    issuedBy: text('issued_by').notNull(),
    endedAt: at('ended_at'),
    /** Up to which of its steps its partner was told; null: not yet. */
    told: text({ enum: ['issued', 'cancelled'] }),
  },
  (t) => [
    uniqueIndex('invoice_month').on(t.partnerId, t.currency, t.month),
    // What is owed for a line is in one open invoice at most.
    uniqueIndex('invoice_open')
      .on(t.partnerId, t.currency)
      .where(sql`state = 'open'`),
    index('invoice_partner').on(t.partnerId, t.id),
    index('invoice_untold')
      .on(t.id)
      .where(sql`told is null or (state = 'cancelled' and told = 'issued')`),
  ],
);

/** For which line how much is owed. */
export const commissionInvoiceLine = commissions.table(
  'invoice_line',
  {
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => commissionInvoice.id),
    lineId: text('line_id').notNull(),
    amountMinor: minor('amount_minor').notNull(),
  },
  (t) => [primaryKey({ columns: [t.invoiceId, t.lineId] })],
);

/** What the sandbox provider accepted. Nothing is paid with it. */
export const sandboxTransfer = commissions.table('sandbox_transfer', {
  reference: text().primaryKey(),
  amount: text().notNull(),
  currency: text().notNull(),
  /** As which provider that fails it behaves; null: as one that does not. */
  fault: text(),
  /** How often it was asked for. */
  asked: integer().notNull().default(0),
  acceptedAt: at('accepted_at').notNull().defaultNow(),
});

/** Why a line was corrected, in a person's words, or what a bank calls a repayment: beside the ledger, because it can name people. */
export const lineNote = commissions.table('line_note', {
  lineId: text('line_id')
    .primaryKey()
    .references(() => ledgerTransaction.id),
  partnerId: text('partner_id').notNull(),
  note: text().notNull(),
});

/** A partner asks why it has no credit, or not more. */
export const dispute = commissions.table(
  'dispute',
  {
    id: text().primaryKey(),
    partnerId: text('partner_id').notNull(),
    dealId: text('deal_id'),
    lineId: text('line_id'),
    invoiceId: text('invoice_id'),
    question: text().notNull(),
    /** What the system knows about it, a sentence each; null until it is attached. */
    evidence: jsonb().$type<string[]>(),
    state: text({ enum: disputeStates }).notNull().default('open'),
    dueAt: at('due_at').notNull(),
    openedAt: at('opened_at').notNull().defaultNow(),
    answer: text(),
    /** The correction that the decision brought; null if it was answered with a reason. */
    adjustmentId: text('adjustment_id'),
    decidedAt: at('decided_at'),
    decidedBy: text('decided_by'),
    /** Why no workflow attends to it. */
    reason: text(),
  },
  (t) => [
    index('dispute_partner').on(t.partnerId, t.id),
    index('dispute_open')
      .on(t.id)
      .where(sql`state = 'open'`),
  ],
);
