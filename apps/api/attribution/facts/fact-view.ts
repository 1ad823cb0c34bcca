import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { ConversionRow, CostRow, FactRow, RevenueRow, TouchRow } from '#db/attribution/facts/list-facts.ts';
import { conversionKinds, costKinds, liveScope, revenueKinds, touchSources } from '#domain/attribution/facts.ts';
import { Timestamp } from '#domain/instant.ts';
import { Money, toMoney } from '#domain/money.ts';
import { shownExternalId } from './fact-result.ts';

const partnerId = 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d';
const times = { occurred_at: '2026-03-01T09:30:00.000Z', recorded_at: '2026-03-01T09:30:01.000Z' };
const about = { sandbox_id: null, origin: 'platform', metadata: {} };

const fact = {
  id: z.string(),
  external_id: z.string().meta({ maxLength: 200 }).nullable(),
  sandbox_id: z.string().nullable().describe('The sandbox in which it was recorded; null outside of sandboxes'),
  origin: z.string().describe('Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it'),
  occurred_at: Timestamp,
  recorded_at: Timestamp,
  metadata: z.record(z.string(), z.unknown()),
};
const subject = z.string().describe('Pseudonym of the subject. The same subject has the same pseudonym');

export const Touch = z
  .object({
    ...fact,
    subject,
    partner_id: z.string().nullable().describe('Null: the company itself'),
    source: z.enum(touchSources),
    campaign: z.string().nullable(),
    is_bot: z.boolean().describe('Made by a program: kept, but never credited'),
  })
  .meta({
    id: 'Touch',
    examples: [
      {
        ...{ id: 'tch_01k9v5yq3n8t2e6w7x4z0b1c2d', external_id: 'visit-4711', ...about, ...times, subject: 'sub_0f3a9c2b7d18e4f6a1b2c3d4' },
        ...{ partner_id: partnerId, source: 'utm', campaign: 'spring', is_bot: false },
      },
    ],
  });

export const Conversion = z
  .object({
    ...fact,
    subject: subject.nullable(),
    kind: z.enum(conversionKinds),
    value: Money.nullable(),
    deal_id: z.string().nullable(),
    registered_by: z.string().nullable(),
    registered_at: Timestamp.nullable(),
  })
  .meta({
    id: 'Conversion',
    examples: [
      {
        ...{
          id: 'cnv_01k9v5yq3n8t2e6w7x4z0b1c2d',
          external_id: 'signup-4711',
          ...about,
          ...times,
          subject: 'sub_0f3a9c2b7d18e4f6a1b2c3d4',
        },
        ...{ kind: 'lead', value: null, deal_id: null, registered_by: null, registered_at: null },
      },
    ],
  });

export const Revenue = z
  .object({
    ...fact,
    subject: subject.nullable(),
    kind: z.enum(revenueKinds),
    amount: Money,
    tax: Money,
    product: z.string().nullable(),
    customer_plan: z.string().nullable(),
    conversion_id: z.string().nullable(),
    refund_of: z.string().nullable(),
    subscription: z.string().nullable(),
  })
  .meta({
    id: 'Revenue',
    examples: [
      {
        ...{ id: 'rev_01k9v5yq3n8t2e6w7x4z0b1c2d', external_id: 'invoice-9', ...about, ...times, subject: 'sub_0f3a9c2b7d18e4f6a1b2c3d4' },
        ...{ kind: 'sale', amount: { amount: '1190.00', currency: 'EUR' }, tax: { amount: '190.00', currency: 'EUR' } },
        ...{ product: 'erp', customer_plan: 'pro', conversion_id: null, refund_of: null, subscription: null },
      },
    ],
  });

export const Cost = z
  .object({ ...fact, partner_id: z.string().nullable(), kind: z.enum(costKinds), amount: Money, taken_back: z.boolean() })
  .meta({
    id: 'Cost',
    examples: [
      {
        ...{ id: 'cst_01k9v5yq3n8t2e6w7x4z0b1c2d', external_id: 'commission-2026-03', ...about, ...times },
        ...{ partner_id: partnerId, kind: 'commission', amount: { amount: '119.00', currency: 'EUR' }, taken_back: false },
      },
    ],
  });

export const TouchList = listOf(Touch).meta({ id: 'TouchList' });
export const ConversionList = listOf(Conversion).meta({ id: 'ConversionList' });
export const RevenueList = listOf(Revenue).meta({ id: 'RevenueList' });
export const CostList = listOf(Cost).meta({ id: 'CostList' });

function toFact(row: FactRow) {
  return {
    id: row.id,
    external_id: shownExternalId(row.externalId),
    sandbox_id: row.scope === liveScope ? null : row.scope,
    origin: row.origin,
    occurred_at: row.occurredAt.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
    metadata: row.metadata ?? {},
  };
}

/** Shown with a prefix, so that it is not taken for the caller's own id. */
const toSubject = (key: string): string => `sub_${key}`;
const toSubjectOrNull = (key: string | null): string | null => key && toSubject(key);

export const toTouch = (row: TouchRow): z.infer<typeof Touch> => ({
  ...toFact(row),
  subject: toSubject(row.subject),
  partner_id: row.partnerId,
  source: row.source,
  campaign: row.campaign,
  is_bot: row.isBot,
});

export const toConversion = (row: ConversionRow): z.infer<typeof Conversion> => ({
  ...toFact(row),
  subject: toSubjectOrNull(row.subject),
  kind: row.kind,
  value: row.valueMinor === null ? null : toMoney(BigInt(row.valueMinor), row.currency ?? ''),
  deal_id: row.dealId,
  registered_by: row.registeredBy,
  registered_at: row.registeredAt && row.registeredAt.toISOString(),
});

export const toRevenue = (row: RevenueRow): z.infer<typeof Revenue> => ({
  ...toFact(row),
  subject: toSubjectOrNull(row.subject),
  kind: row.kind,
  amount: toMoney(BigInt(row.amountMinor), row.currency),
  tax: toMoney(BigInt(row.taxMinor), row.currency),
  product: row.product,
  customer_plan: row.customerPlan,
  conversion_id: row.conversionId,
  refund_of: row.refundOf,
  subscription: row.subscription,
});

export function toCost(row: CostRow): z.infer<typeof Cost> {
  const minor = BigInt(row.amountMinor);
  const isTakenBack = minor < 0n;
  return {
    ...toFact(row),
    partner_id: row.partnerId,
    kind: row.kind,
    amount: toMoney(isTakenBack ? -minor : minor, row.currency),
    taken_back: isTakenBack,
  };
}
