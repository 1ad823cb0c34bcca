import { z } from 'zod';
import { models } from '#domain/attribution/facts.ts';
import { MAX_LIFETIME_MONTHS, observedValue, type Return, toCount } from '#domain/attribution/return.ts';
import { Timestamp } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import type { Basis } from './report-query.ts';
import type { RoiFound } from './report-roi.ts';

const count = z.number().describe('Shared like revenue, so it can have a fraction');

/** What every report says about itself. Repeating the request with these values gives the same bytes. */
export const ReportHead = z.object({
  window: z.object({ from: Timestamp, to: Timestamp, time_zone: z.string().meta({ example: 'UTC' }) }),
  model: z.enum(models),
  currency: z.string().meta({ example: 'EUR' }),
  as_of: Timestamp.describe('Everything that was recorded until then is in it, and nothing else'),
  versions: z
    .object({ attribution: z.int(), fx_import: z.int().nullable(), rules: z.int().nullable() })
    .describe('Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release'),
});
const headExample = {
  window: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z', time_zone: 'UTC' },
  ...{ model: 'position_based' as const, currency: 'EUR', as_of: '2026-03-30T18:04:11.120Z' },
  versions: { attribution: 1, fx_import: 3, rules: null },
};

const returnShape = {
  revenue: z.object({
    gross: SignedMoney,
    refunds: SignedMoney,
    tax: SignedMoney,
    net: SignedMoney.describe('gross − refunds − tax'),
    sourced: SignedMoney.describe('Of customers that this partner brought, whole'),
    influenced: SignedMoney.describe('Of customers that other partners brought and this one touched, whole. Never added to sourced'),
  }),
  cost: SignedMoney,
  leads: count,
  opportunities: count,
  customers: count,
  cpl: SignedMoney.nullable().describe('Cost per lead'),
  cac: SignedMoney.nullable().describe('Cost per new customer'),
  roi: z.number().nullable().describe('(net revenue × margin − cost) / cost'),
  roas: z.number().nullable().describe('Net revenue / cost'),
};
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const returnExample = {
  revenue: {
    ...{ gross: euros('12000.00'), refunds: euros('500.00'), tax: euros('1500.00'), net: euros('10000.00') },
    ...{ sourced: euros('9000.00'), influenced: euros('15000.00') },
  },
  ...{ cost: euros('2500.00'), leads: 40, opportunities: 12.5, customers: 5, cpl: euros('62.50'), cac: euros('500.00'), roi: 1.8, roas: 4 },
};

/** The figures that each report of returns shows. */
export const ReturnFigures = z.object(returnShape).meta({ id: 'ReturnFigures', examples: [returnExample] });
export type ReturnFigures = z.infer<typeof ReturnFigures>;

export const RoiReport = z
  .object({
    partner_id: z.string(),
    ...ReportHead.shape,
    margin: z.number(),
    ...returnShape,
    ltv: z.object({
      formula: SignedMoney.nullable().describe('ARPA × margin ÷ churn'),
      arpa: SignedMoney.nullable().describe('Monthly revenue of a subscriber at the end of the window'),
      churn_monthly: z.number().nullable().describe('The part of the subscribers that an average month of the window lost'),
      lifetime_months: z.number().nullable(),
      is_capped: z.boolean().describe(`Whether the lifetime was cut to ${MAX_LIFETIME_MONTHS} months`),
      observed: z
        .object({ customers: count, revenue_net: SignedMoney, value: SignedMoney.nullable() })
        .nullable()
        .describe('What the customers of the window have really paid until `as_of`, × margin, each. Only with `observed=true`'),
    }),
  })
  .meta({
    id: 'RoiReport',
    examples: [
      {
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        ...headExample,
        margin: 0.7,
        ...returnExample,
        ltv: {
          ...{ formula: euros('1400.00'), arpa: euros('100.00'), churn_monthly: 0.05, lifetime_months: 20, is_capped: false },
          observed: { customers: 5, revenue_net: euros('10000.00'), value: euros('1400.00') },
        },
      },
    ],
  });
export type RoiReport = z.infer<typeof RoiReport>;

export function toHead({ window, books, currency, version }: Basis, fxImport: number | null): z.infer<typeof ReportHead> {
  return {
    window: { from: window.from.toISOString(), to: window.to.toISOString(), time_zone: books.timeZone },
    model: books.model,
    currency,
    as_of: books.asOf.toISOString(),
    versions: { attribution: version.number, fx_import: fxImport, rules: null },
  };
}

export function toFigures(found: Return, currency: string): ReturnFigures {
  const money = (minor: bigint) => toMoney(minor, currency);
  const orNull = (minor: bigint | null) => (minor === null ? null : money(minor));
  return {
    revenue: {
      gross: money(found.revenue),
      refunds: money(found.refunds),
      tax: money(found.tax),
      net: money(found.revenueNet),
      sourced: money(found.sourcedRevenue),
      influenced: money(found.influencedRevenue),
    },
    cost: money(found.cost),
    leads: toCount(found.leads),
    opportunities: toCount(found.opportunities),
    customers: toCount(found.customers),
    cpl: orNull(found.cpl),
    cac: orNull(found.cac),
    roi: found.roi,
    roas: found.roas,
  };
}

export function toRoiReport(partnerId: string, basis: Basis, found: RoiFound, margin: bigint): RoiReport {
  const { currency } = basis;
  const orNull = (minor: bigint | null) => (minor === null ? null : toMoney(minor, currency));
  const { lifetime, observed } = found;
  return {
    partner_id: partnerId,
    ...toHead(basis, found.fxImport),
    margin: toCount(margin),
    ...toFigures(found.return, currency),
    ltv: {
      formula: orNull(lifetime.ltv),
      arpa: orNull(lifetime.arpa),
      churn_monthly: lifetime.churnMonthly,
      lifetime_months: lifetime.lifetimeMonths,
      is_capped: lifetime.isCapped,
      observed: observed && {
        customers: toCount(observed.customers),
        revenue_net: toMoney(observed.revenueNet, currency),
        value: orNull(observedValue(observed, margin)),
      },
    },
  };
}
