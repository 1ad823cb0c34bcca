import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { allPartners, readCountedUntil, readDeliveryHours } from '#db/delivery/delivery-hours.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { type DeliveryPeriod, deliverySeries, latencyQuantile, seriesFrom, seriesPeriods } from '#domain/delivery/delivery-series.ts';
import { Timestamp } from '#domain/instant.ts';

const MAX_PERIODS = 168;

const Query = z.strictObject({
  partner_id: z.string().max(64).optional().describe('Only deliveries of this partner. A partner sees only its own'),
  endpoint_id: z.string().max(64).optional().describe('Only deliveries to this endpoint'),
  by: z.enum(seriesPeriods).default('hour').describe('hour, or day in UTC'),
  periods: wholeNumberText(1, MAX_PERIODS).default(24).describe('How many, up to the present one. The numbers are kept for 92 days'),
});

const count = z.int().min(0);
const latency = count.nullable();
const Period = z.object({
  from: Timestamp,
  delivered: count,
  dead_lettered: count,
  success_rate: z.number().nullable().describe('Share of delivered among both; null if there are none'),
  latency_ms: z
    .object({ p50: latency, p95: latency })
    .describe('From acceptance to delivery, with retries: estimated from numbers by range. null if nothing was delivered'),
});

const Series = z
  .object({
    by: z.enum(seriesPeriods),
    counted_until: Timestamp.nullable().describe(
      'What ended before is counted; null if nothing was counted yet. Usually half a minute ago',
    ),
    data: z.array(Period).meta({ maxItems: MAX_PERIODS }).describe('Oldest first, also those in which nothing ended'),
  })
  .meta({
    id: 'DeliverySeries',
    examples: [
      {
        ...{ by: 'hour', counted_until: '2026-03-01T09:59:30.000Z' },
        data: [
          {
            ...{ from: '2026-03-01T09:00:00.000Z', delivered: 998, dead_lettered: 2, success_rate: 0.998 },
            latency_ms: { p50: 120, p95: 900 },
          },
        ],
      },
    ],
  });

/** How deliveries went over time, for charts. */
export function deliverySeriesRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'getDeliverySeries',
    summary: 'Retrieve deliveries over time',
    description:
      'Returns how many deliveries ended in each hour or day, how many of them succeeded, and how long they took. It reads numbers that are kept by ' +
      'hour, never the deliveries. The endpoints of the company itself are left out.',
    tags: ['Deliveries'],
    ...needs('webhooks:read'),
    querystring: Query,
    response: { 200: Series, ...problems() },
  };
  app.get('/delivery-series', { schema }, async (request) => {
    const { by, periods, endpoint_id: endpointId, partner_id: partnerId } = request.query;
    const partnerIds = [visiblePartner(request), partnerId].filter((id) => id !== undefined);
    const from = seriesFrom(by, periods, new Date());
    const hours = await readDeliveryHours(db.sql, { subjectId: endpointId ?? partnerIds[0] ?? allPartners, partnerIds, from });
    const until = await readCountedUntil(db.sql);
    return { by, counted_until: until?.toISOString() ?? null, data: deliverySeries(hours, by, { from, periods }).map(toPeriod) };
  });
}

function toPeriod({ from, delivered, deadLettered, latency: counts }: DeliveryPeriod): z.infer<typeof Period> {
  const ended = delivered + deadLettered;
  return {
    ...{ from: from.toISOString(), delivered, dead_lettered: deadLettered },
    success_rate: ended === 0 ? null : Math.round((delivered / ended) * 10_000) / 10_000,
    latency_ms: { p50: latencyQuantile(counts, 0.5), p95: latencyQuantile(counts, 0.95) },
  };
}
