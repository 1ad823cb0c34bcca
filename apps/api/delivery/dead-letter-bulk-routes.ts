import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { countPurgeable, countReplayable, maxTaken, purgeDeadLetters, replayDeadLetters } from '#db/delivery/dead-letter.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import { fieldError } from '#domain/field-error.ts';
import { deadLetterFilter, toDeliveryFilter } from './delivery-filter.ts';

const Selection = z
  .strictObject({
    ...deadLetterFilter,
    error_class: z.enum(errorClasses).optional().describe('Kind of error of the last attempt'),
    all: z.literal(true).optional().describe('Select all dead letters. Required if there is no filter'),
    dry_run: z.boolean().default(false).describe('Only count the dead letters'),
  })
  .meta({
    id: 'DeadLetterSelection',
    examples: [{ endpoint_id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d', dead_lettered_after: '2026-01-01T00:00:00Z', dry_run: true }],
  });
type Selection = z.infer<typeof Selection>;

const hasMore = z.boolean().describe(`One call processes at most ${maxTaken} dead letters. Repeat it until this is false`);

const Replayed = z.object({
  count: z.int().describe('Number of dead letters that are replayed or purged. With dry_run: total number that match'),
  has_more: hasMore,
  endpoints: z.array(z.string()).describe('Endpoints that the dead letters are sent to; empty with dry_run'),
  dry_run: z.boolean(),
});
const Purged = z.object({ count: z.int(), has_more: hasMore, dry_run: z.boolean() });

export function deadLetterBulkRoutes(app: App, deps: ApiDeps): void {
  replayRoute(app, deps);
  purgeRoute(app, deps);
}

function replayRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'replayDeadLetters',
    summary: 'Replay dead letters by filter',
    description:
      'Replays all matching dead letters. Each gets a new retry budget and keeps its webhook-id. They are held first and then sent ' +
      'oldest first, behind live traffic. Dead letters of deleted endpoints are skipped. Use dry_run first to see how many match.',
    tags: ['Dead letters'],
    ...needs('webhooks:write'),
    body: Selection,
    response: { 202: Replayed, ...problems() },
  };
  app.post('/dead-letters/replay', { schema }, async (request, reply) => {
    const filter = readSelection(request.body, visiblePartner(request));
    reply.code(202);
    if (request.body.dry_run) return { ...counted(await countReplayable(db, filter)), endpoints: [], dry_run: true };
    const { count, endpointIds } = await replayDeadLetters(db, filter, { actor: actorOf(request), filter: asked(request.body) });
    await bestEffort(request, 'release', () => Promise.all(endpointIds.map((id) => workflows.deliveries.release(id))));
    return { count, has_more: count === maxTaken, endpoints: endpointIds, dry_run: false };
  });
}

function purgeRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'purgeDeadLetters',
    summary: 'Purge dead letters by filter',
    description:
      'Permanently deletes the matching dead letters and their attempts. Requires a platform key. Use dry_run first to see how many match.',
    tags: ['Dead letters'],
    ...needs('webhooks:write'),
    body: Selection,
    response: { 200: Purged, ...problems(403) },
  };
  app.post('/dead-letters/purge', { onRequest: platformOnly, schema }, async (request) => {
    const filter = readSelection(request.body, undefined);
    if (request.body.dry_run) return { ...counted(await countPurgeable(db, filter)), dry_run: true };
    const { count, successors } = await purgeDeadLetters(db, filter, { actor: actorOf(request), filter: asked(request.body) });
    if (successors.length > 0) await bestEffort(request, 'start', () => workflows.deliveries.start(successors));
    return { count, has_more: count === maxTaken, dry_run: false };
  });
}

/** A dry run returns the total number, and whether one call would suffice. */
function counted(count: number) {
  return { count, has_more: count > maxTaken };
}

/** As recorded in the audit log. */
const asked = ({ dry_run: _, ...filter }: Selection) => filter;

/** An empty filter is more often a bug in a script than intended, so selecting everything must be explicit. */
function readSelection({ all, dry_run: _, ...filter }: Selection, partnerId: string | undefined) {
  const isEmpty = Object.values(filter).every((value) => value === undefined);
  if (isEmpty && !all) {
    const message = 'is required without a filter: set a filter, or send "all": true to select every dead letter';
    throw invalidRequest([fieldError(['all'], 'empty_filter', message)]);
  }
  return toDeliveryFilter(filter, partnerId);
}
