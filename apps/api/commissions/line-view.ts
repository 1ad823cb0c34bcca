import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Line } from '#db/commissions/line.ts';
import type { PinnedTerms } from '#db/commissions/terms.ts';
import { lineKinds, type Place } from '#domain/commissions/ledger.ts';
import { Split } from '#domain/commissions/split.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';

const Amount = SignedMoney.describe('In one currency');

const CommissionBalance = z
  .object({
    currency: z.string().meta({ example: 'EUR' }),
    accrued: Amount.describe('Earned; its hold period runs'),
    held: Amount.describe('Kept back by a person, a dispute or a block'),
    payable: Amount.describe('The next payout takes it'),
    paid: Amount.describe('Transferred'),
    owed: Amount.describe('What the partner owes, because it was paid before a refund took it back'),
  })
  .meta({ id: 'CommissionBalance' });
export const CommissionBalances = z
  .object({ partner_id: z.string(), balances: z.array(CommissionBalance).meta({ maxItems: 200 }).describe('One for each currency') })
  .meta({ id: 'CommissionBalances' });

export function toBalance(currency: string, place: Place): z.infer<typeof CommissionBalance> {
  const { accrued, held, payable, paid, clawback_receivable: receivable } = place;
  const money = (minor: bigint) => toMoney(minor, currency);
  return {
    currency,
    ...{ accrued: money(accrued), held: money(held), payable: money(payable), paid: money(paid), owed: money(-receivable) },
  };
}

export const CommissionLine = z
  .object({
    id: z.string().meta({ example: 'lin_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    kind: z.enum(lineKinds),
    amount: Amount.describe('Negative if it was taken back. Of a release, a hold and a payout: what was moved'),
    day: Day.meta({ example: '2026-03-14' }),
    explanation: z.string().meta({ example: '12.5 % of 4,000.00 EUR, capped at 400.00, 60 % of it by the March split' }),
    about: z.string().nullable().describe('The line whose commission it moves or takes back'),
    reverses: z.string().nullable().describe('The line that it undoes'),
    fact_id: z.string().nullable().describe('The sale'),
    deal_id: z.string().nullable(),
    release_day: Day.nullable().describe('When its hold period ends'),
    recorded_at: Timestamp,
  })
  .meta({ id: 'CommissionLine' });
export const CommissionLineList = listOf(CommissionLine).meta({ id: 'CommissionLineList' });

export const toLine = (line: Line): z.infer<typeof CommissionLine> => ({
  ...{ id: line.id, kind: line.kind, amount: toMoney(line.amountMinor, line.currency), day: line.day, explanation: line.explanation },
  ...{ about: line.about, reverses: line.reverses, fact_id: line.factId, deal_id: line.dealId, release_day: line.releaseDay },
  recorded_at: line.recordedAt.toISOString(),
});

const Pinned = z
  .object({
    plan_id: z.string().meta({ example: 'pln_01k9v5w0c4r8m1s6q2t7y3z9ab' }),
    plan_version: z.int(),
    rule: z.string().nullable().describe('The name of the rule that took the sale'),
    sale: z.object({
      ...{ net: Amount.describe('Without tax'), day: Day.meta({ example: '2026-03-14' }), product: z.string().nullable() },
      customer_plan: z.string().nullable().describe("The customer's plan of the product"),
      subscription_month: z.int().nullable().describe('0 for the first payment'),
      rate: z.string().nullable().describe('With which it was converted, and its day'),
    }),
    split: Split.nullable().describe("Null for partners, who see their own part in the line's explanation"),
    split_revision: z.int().nullable().describe('Of the deal; null if the attribution shares'),
    attribution_version: z.int().nullable(),
    model: z.string().nullable().describe('By which the attribution shares'),
    fx_import: z.int().nullable(),
  })
  .describe('What it is computed with, as it was on the day. Refunds compute with the same');

export const CommissionExplanation = z
  .object({
    line: CommissionLine,
    terms: Pinned.nullable(),
    reason: z.string().nullable().describe('Of a correction: what its person wrote'),
    about_it: z.array(CommissionLine).meta({ maxItems: 1000 }),
  })
  .meta({ id: 'CommissionExplanation' });

/** `seesOthers`: whether the parts of the other partners are shown. */
export function toPinned(terms: PinnedTerms, rule: string | null, seesOthers: boolean): z.infer<typeof Pinned> {
  const { sale, planId, planVersion, split, splitRevision, attributionVersion, model, fxImport } = terms;
  return {
    ...{ plan_id: planId, plan_version: planVersion, rule },
    sale: {
      ...{ net: toMoney(sale.netMinor, sale.currency), day: sale.day, product: sale.product, subscription_month: sale.subscriptionMonth },
      customer_plan: sale.customerPlan,
      rate: sale.rate === null ? null : `${sale.rate.shown} of ${sale.rate.day}`,
    },
    split: seesOthers ? Split.parse(split) : null,
    ...{ split_revision: splitRevision, attribution_version: attributionVersion, model, fx_import: fxImport },
  };
}
