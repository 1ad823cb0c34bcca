import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { type AttemptStats, type EndpointStats, readEndpointStats } from '#db/delivery/endpoint-stats.ts';
import { getEndpoint } from '#db/delivery/endpoint.ts';
import { deliveryStatuses } from '#domain/delivery/delivery.ts';
import { Timestamp } from '#domain/instant.ts';
import type { EndpointFamily } from './endpoint-family.ts';
import { EndpointParams } from './endpoint-view.ts';

const count = z.int().min(0);

const Window = z.object({
  deliveries: z
    .object({
      total: count,
      by_status: z.object(Object.fromEntries(deliveryStatuses.map((status) => [status, count]))).catchall(count),
      success_rate: z.number().nullable().describe('Share of delivered among delivered and dead-lettered ones; null if there are none'),
    })
    .describe('Deliveries created in this window'),
  attempts: z
    .object({
      total: count,
      succeeded: count,
      success_rate: z.number().nullable(),
      latency_ms: z.object({ p50: count.nullable(), p95: count.nullable() }),
      by_error_class: z.record(z.string(), count),
    })
    .describe('Attempts made in this window'),
});

const Stats = z
  .object({
    endpoint_id: z.string(),
    last_24h: Window,
    last_7d: Window,
    held: z.object({ count, oldest_at: Timestamp.nullable() }).describe('Deliveries that are held now, of any age'),
    counted_from: Timestamp.nullable().describe(
      'Set if there were too many deliveries to count. Then the figures only include deliveries since this time',
    ),
  })
  .meta({ id: 'EndpointStats' });

export function endpointStatsRoutes(app: App, { db }: ApiDeps, { path, route, ownerOf }: EndpointFamily): void {
  const schema = {
    ...route('getEndpointStats', 'read'),
    summary: 'Retrieve the statistics of an endpoint',
    description: 'Returns counts, success rates and latencies of the last 24 hours and 7 days, and the deliveries that are held now.',
    params: EndpointParams,
    response: { 200: Stats, ...problems(404) },
  };
  app.get(`${path}/:id/stats`, { schema }, async (request) => {
    const { id } = await getEndpoint(db, request.params.id, ownerOf(request));
    return toStats(id, await readEndpointStats(db, id));
  });
}

function toStats(endpointId: string, { day, week, held, countedFrom }: EndpointStats): z.infer<typeof Stats> {
  return {
    endpoint_id: endpointId,
    last_24h: toWindow(day),
    last_7d: toWindow(week),
    held: { count: held.count, oldest_at: held.oldest?.toISOString() ?? null },
    counted_from: countedFrom?.toISOString() ?? null,
  };
}

function toWindow({ deliveries, attempts }: EndpointStats['day']): z.infer<typeof Window> {
  const by_status = Object.fromEntries(deliveryStatuses.map((status) => [status, deliveries[status] ?? 0]));
  const { delivered = 0, dead_lettered: deadLettered = 0 } = deliveries;
  return {
    deliveries: {
      total: Object.values(by_status).reduce((sum, n) => sum + n, 0),
      by_status,
      success_rate: rate(delivered, delivered + deadLettered),
    },
    attempts: toAttempts(attempts),
  };
}

function toAttempts({ total, succeeded, latencyMs, byErrorClass }: AttemptStats): z.infer<typeof Window>['attempts'] {
  return { total, succeeded, success_rate: rate(succeeded, total), latency_ms: latencyMs, by_error_class: byErrorClass };
}

/** Four digits, so that one failure in ten thousand is visible. */
function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}
