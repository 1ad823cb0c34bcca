import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { groupDeadLetters } from '#db/delivery/dead-letter-group.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import { Timestamp } from '#domain/instant.ts';
import { deadLetterFilter, toDeliveryFilter } from './delivery-filter.ts';

const GroupsQuery = z.strictObject({
  ...deadLetterFilter,
  limit: wholeNumberText(1, 200).default(50).describe('Maximum number of groups'),
});

const DeadLetterGroup = z
  .object({
    error_class: z.enum(errorClasses).nullable(),
    last_error: z.string().nullable().describe('Error of the last attempt'),
    count: z.int().describe('Number of dead letters'),
    partners: z.int().describe('Number of partners that they belong to'),
    endpoints: z.int().describe('Number of endpoints that they were sent to'),
    first_dead_lettered_at: Timestamp,
    last_dead_lettered_at: Timestamp,
    latest_id: z.string().describe('ID of the newest dead letter, as an example'),
  })
  .meta({
    id: 'DeadLetterGroup',
    examples: [
      {
        error_class: 'http_5xx',
        last_error: 'HTTP 503',
        count: 412,
        partners: 1,
        endpoints: 2,
        first_dead_lettered_at: '2026-03-01T09:30:31.000Z',
        last_dead_lettered_at: '2026-03-01T11:02:10.000Z',
        latest_id: 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d',
      },
    ],
  });
const DeadLetterGroups = z
  .object({
    data: z.array(DeadLetterGroup).meta({ maxItems: 200 }),
    total: z.int().describe('Number of dead letters in all groups, including those beyond `limit`'),
    has_more: z.boolean().describe('Whether there are more groups. Raise `limit`, or use more filters'),
  })
  .meta({ id: 'DeadLetterGroups' });

export function deadLetterGroupRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'groupDeadLetters',
    summary: 'Group dead letters by cause',
    description:
      'Counts the matching dead letters by the error of their last attempt, the most frequent first. To list, replay or purge one group, ' +
      'use its `error_class` and `last_error` as filters.',
    tags: ['Dead letters'],
    ...needs('webhooks:read'),
    querystring: GroupsQuery,
    response: { 200: DeadLetterGroups, ...problems() },
  };
  app.get('/dead-letters/groups', { schema }, async (request) => {
    const { limit, ...filter } = request.query;
    const { groups, total } = await groupDeadLetters(db, toDeliveryFilter(filter, visiblePartner(request)), limit + 1);
    const data = groups.slice(0, limit).map(({ firstAt, lastAt, errorClass, lastError, latestId, ...counts }) => ({
      ...counts,
      error_class: errorClass,
      last_error: lastError,
      first_dead_lettered_at: firstAt.toISOString(),
      last_dead_lettered_at: lastAt.toISOString(),
      latest_id: latestId,
    }));
    return { data, total, has_more: groups.length > limit };
  });
}
