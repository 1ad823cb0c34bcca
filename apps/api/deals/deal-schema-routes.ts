import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { defaultProgrammeId, getProgramme } from '#db/deals/programme.ts';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError } from '#domain/errors.ts';
import type { DealDeps } from './custom-fields.ts';
import { findOwner } from './deal-owner.ts';
import { dealSchema } from './deal-schema.ts';

/** Clients build forms from it, and programmes rarely change. */
const MAX_AGE_S = 60;

const SchemaQuery = z.strictObject({
  partner_id: z.string().max(64).optional().describe('Partner whose programme is used. Platform keys only'),
  programme_id: z.string().max(64).optional().describe('Programme to use. With a partner key it can only be your own'),
});

const DealSchema = z.record(z.string(), z.unknown()).meta({
  id: 'DealSchema',
  description: 'JSON Schema 2020-12',
  example: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['customer', 'title'],
    allOf: [{ if: { required: ['type'], properties: { type: { const: 'expansion' } } }, then: { required: ['problem'] } }],
  },
});

export function dealSchemaRoutes(app: App, deps: DealDeps): void {
  const schema = {
    operationId: 'getDealSchema',
    summary: 'Retrieve the schema of a submission',
    description:
      'Returns a JSON Schema of a deal that can be submitted: field types, the required fields of the programme, its conditional rules ' +
      'as if/then, and its custom fields. `x-editable-fields` lists the fields that may be changed in each review status. Send the ' +
      'ETag as If-None-Match to get 304 while nothing has changed.',
    tags: ['Deals'],
    ...needs('deals:read'),
    querystring: SchemaQuery,
    headers: IfNoneMatch,
    response: { 200: DealSchema, ...problems(404) },
  };
  app.get('/deal-schema', { schema, config: { cacheControl: `private, max-age=${MAX_AGE_S}` } }, async (request) => {
    const { id, name, settings: stored } = await getProgramme(deps.db, await programmeFor(deps, request, request.query));
    const settings = ProgrammeSettings.parse(stored);
    const needsCustom = (await deps.customFields(visiblePartner(request) ?? 'platform', {}, settings.custom_schema)).length > 0;
    return dealSchema({ id, name, settings }, { needsCustom });
  });
}

async function programmeFor(
  { db }: ApiDeps,
  request: FastifyRequest,
  { partner_id, programme_id }: z.infer<typeof SchemaQuery>,
): Promise<string> {
  const isPlatform = visiblePartner(request) === undefined;
  if (isPlatform && partner_id === undefined) return programme_id ?? defaultProgrammeId;
  const owner = await findOwner(db, request, partner_id);
  if ('code' in owner) throw invalidRequest([{ ...owner, in: 'query' }]);
  // Another partner's programme returns the same error as an unknown one.
  if (programme_id !== undefined && programme_id !== owner.programmeId) {
    throw new DomainError('not_found', `There is no programme ${programme_id}`);
  }
  return owner.programmeId;
}
