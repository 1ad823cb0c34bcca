import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Payout, PayoutBatch } from '#db/commissions/payout-batch.ts';
import { batchStates, payoutProviders, payoutStates, TaxFields } from '#domain/commissions/payout.ts';
import { Timestamp } from '#domain/instant.ts';
import { Currency, Money, SignedMoney, toMoney } from '#domain/money.ts';
import { PlainText } from '#domain/plain-text.ts';

export const BatchParams = z.object({ id: z.string().max(40).describe('ID of the batch (`pyb_…`)') });

export const CreatePayoutBatch = z
  .strictObject({
    currency: Currency,
    least: Money.shape.amount.default('0').describe('Partners with less are paid by a later batch'),
    provider: z.enum(payoutProviders).default('file').describe('file: you export it, and report the results. sandbox: nothing is paid'),
  })
  .meta({ id: 'CreatePayoutBatch', examples: [{ currency: 'EUR', least: '50.00', provider: 'file' }] });

const count = z.int().min(0);
export const PayoutBatchView = z
  .object({
    id: z.string().meta({ example: 'pyb_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    currency: z.string().meta({ example: 'EUR' }),
    threshold: SignedMoney,
    provider: z.enum(payoutProviders),
    state: z.enum(batchStates),
    approvals_needed: count,
    approved_by: z
      .array(z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }))
      .meta({ maxItems: 10 })
      .describe('The credentials of those who approved it'),
    payouts: z.object({ collected: count, sent: count, confirmed: count, failed: count }).describe('How many are in each state'),
    reason: z.string().nullable(),
    created_at: Timestamp,
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    finished_at: Timestamp.nullable(),
  })
  .meta({ id: 'PayoutBatch' });
export const PayoutBatchList = listOf(PayoutBatchView.omit({ payouts: true })).meta({ id: 'PayoutBatchList' });

export function toBatch(one: PayoutBatch): Omit<z.infer<typeof PayoutBatchView>, 'payouts'> {
  return {
    ...{
      id: one.id,
      currency: one.currency,
      threshold: toMoney(one.thresholdMinor, one.currency),
      provider: one.provider,
      state: one.state,
    },
    ...{ approvals_needed: one.approvalsNeeded, approved_by: one.approvedBy, reason: one.reason, created_by: one.createdBy },
    ...{ created_at: one.createdAt.toISOString(), finished_at: one.finishedAt?.toISOString() ?? null },
  };
}

export const PayoutView = z
  .object({
    id: z.string().meta({ example: 'pyl_01k9v5yq3n8t2e6w7x4z0b1c2f' }).describe('The end-to-end id of the transfer'),
    partner_id: z.string(),
    amount: SignedMoney,
    state: z.enum(payoutStates),
    reason: z.string().nullable().describe('Why it failed'),
    tax: TaxFields,
  })
  .meta({ id: 'Payout' });
export const PayoutList = listOf(PayoutView).meta({ id: 'PayoutList' });

export const toPayout = ({ id, partnerId, amountMinor, currency, state, reason, tax }: Payout): z.infer<typeof PayoutView> => ({
  ...{ id, partner_id: partnerId, amount: toMoney(amountMinor, currency), state, reason, tax: TaxFields.parse(tax) },
});

export const PayoutResults = z
  .strictObject({
    results: z
      .array(
        z.strictObject({
          id: z.string().max(40),
          result: z.enum(['confirmed', 'failed']),
          reason: PlainText(500).nullable().default(null),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({ id: 'PayoutResults', examples: [{ results: [{ id: 'pyl_01k9v5yq3n8t2e6w7x4z0b1c2f', result: 'confirmed' }] }] });

export const PayoutOutcomes = z
  .object({
    outcomes: z
      .array(
        z.object({
          id: z.string().meta({ example: 'pyl_01k9v5yq3n8t2e6w7x4z0b1c2f' }),
          outcome: z
            .enum(['changed', 'unchanged', 'refused', 'unknown'])
            .describe('unchanged: it was known. refused: it had failed, or is not sent. unknown: not in this batch'),
        }),
      )
      .meta({ maxItems: 1000 }),
  })
  .meta({ id: 'PayoutOutcomes' });
