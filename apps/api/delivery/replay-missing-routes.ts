import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { getEndpoint } from '#db/delivery/endpoint.ts';
import { countMissing, insertMissing, maxMissing } from '#db/delivery/replay-missing.ts';
import { daysAgo } from '#domain/days.ts';
import { EventTypeFilter } from '#domain/delivery/endpoint.ts';
import { Instant } from '#domain/instant.ts';
import { EndpointParams } from './endpoint-view.ts';

const Range = z
  .strictObject({
    from: Instant.describe('Inclusive start of the time range in which the events were accepted'),
    to: Instant.describe('Exclusive end of the time range'),
    event_types: z
      .array(EventTypeFilter)
      .max(100)
      .default([])
      .describe('Only these of the event types that the endpoint subscribes to; empty means all of them'),
    dry_run: z.boolean().default(false).describe('Only count the missing deliveries'),
  })
  .refine((range) => Date.parse(range.from) < Date.parse(range.to), { path: ['to'], error: 'must be later than from' })
  .meta({ examples: [{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', dry_run: true }] });

const Replayed = z.object({
  count: z.int().describe('Number of deliveries that were created, or would be created with dry_run'),
  dry_run: z.boolean(),
});

export function replayMissingRoutes(app: App, { db, workflows, settings }: ApiDeps): void {
  const schema = {
    operationId: 'replayMissing',
    summary: 'Deliver events that never reached an endpoint',
    description:
      "Creates deliveries for events of a time range that match the endpoint's current settings but have no delivery to it, for " +
      `example because they are older than the endpoint or than its subscription to their type. One call creates at most ${maxMissing} ` +
      'deliveries. They are held first and then sent oldest first, behind live traffic. Purged dead letters count as missing; events older than `webhooks.retention_days` do not. ' +
      'Safe to repeat.',
    tags: ['Endpoints'],
    ...needs('webhooks:write'),
    params: EndpointParams,
    body: Range,
    response: { 200: Replayed, ...problems(404, 422) },
  };
  app.post('/endpoints/:id/replay-missing', { schema }, async (request) => {
    const { id, partnerId } = await getEndpoint(db, request.params.id, visiblePartner(request));
    const { from, to, event_types: eventTypes, dry_run } = request.body;
    const keptFrom = daysAgo(settings().webhooks.retention_days);
    const range = { endpointId: id, partnerId, from: new Date(from), to: new Date(to), keptFrom, eventTypes };
    const missing = await countMissing(db, range);
    if (dry_run || missing === 0) return { count: missing, dry_run };
    const count = await insertMissing(db, range, actorOf(request));
    await bestEffort(request, 'release', () => workflows.deliveries.release(id));
    return { count, dry_run };
  });
}
