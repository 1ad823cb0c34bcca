import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type EndpointRow, getEndpoint } from '#db/delivery/endpoint.ts';
import { findEventType } from '#db/events/event-type.ts';
import { findEvent } from '#db/events/event.ts';
import { listDownConversions } from '#db/events/schema-version.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { EventTypeName } from '#domain/events/event-type.ts';
import { findPinFaults, type SchemaVersions, type TransformedEvent } from '#domain/events/transformation.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { EndpointParams, fields } from './endpoint-view.ts';
import { transformFor } from './transformation-check.ts';

const Sample = z.strictObject({
  type: EventTypeName,
  version: z.int().min(1).optional().describe('Schema version of the data. Default: the newest'),
  data: z.unknown().describe('The payload to transform'),
});

const Preview = z
  .strictObject({
    transformation: fields.transformation.optional().describe("Used instead of the endpoint's own transformation; null for none"),
    schema_versions: fields.schema_versions.optional().describe("Used instead of the endpoint's own schema_versions"),
    event_id: z
      .string()
      .optional()
      .describe('A published event to transform. With a partner key it must be an event with a delivery to the partner'),
    sample: Sample.optional().describe('A payload to transform instead of a published event'),
  })
  .refine((body) => (body.event_id === undefined) !== (body.sample === undefined), {
    path: ['event_id'],
    error: 'or sample is required, but not both',
  })
  .meta({
    id: 'TransformationPreview',
    examples: [{ transformation: '{ "deal": deal_id }', sample: { type: 'deal.approved', data: { deal_id: 'deal_1', amount: '10.00' } } }],
  });
type Preview = z.infer<typeof Preview>;

const Previewed = z
  .object({
    data: z
      .unknown()
      .meta({ example: { id: 'D-1042' } })
      .describe('The `data` that would be sent'),
    bytes: z.int().describe('Size of `data` as JSON'),
    duration_ms: z.number().describe('Duration of the transformation, including the wait for other payloads'),
  })
  .meta({ id: 'TransformationPreviewed' });

/** The event to transform, with its payload and schema version. */
type Input = TransformedEvent & { version: number; dataJson: string };

export function transformationRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'previewTransformation',
    summary: 'Preview a transformation',
    description:
      'Transforms a past event or a sample with schema_versions and transformation: those of the endpoint, or others to try. Nothing ' +
      'is stored or sent. An error is explained in the same way as for a held delivery.',
    tags: ['Endpoints'],
    ...needs('webhooks:write'),
    params: EndpointParams,
    body: Preview,
    response: { 200: Previewed, ...problems(404, 422) },
  };
  app.post('/endpoints/:id/transformation/preview', { schema }, async (request) => {
    const partnerId = visiblePartner(request);
    const endpoint = await getEndpoint(deps.db, request.params.id, partnerId);
    const input = await readInput(deps, request.body, partnerId);
    const shape = await shapeOf(deps, endpoint, request.body);
    const startedAt = performance.now();
    const json = await transformFor(deps, shape, input);
    const durationMs = Math.round((performance.now() - startedAt) * 100) / 100;
    return { data: JSON.parse(json) as unknown, bytes: Buffer.byteLength(json), duration_ms: durationMs };
  });
}

async function shapeOf({ db }: ApiDeps, endpoint: EndpointRow, sent: Preview) {
  const schemaVersions: SchemaVersions = sent.schema_versions ?? endpoint.schemaVersions;
  const faults = findPinFaults(schemaVersions, await listDownConversions(db.sql, Object.keys(schemaVersions)));
  if (faults.length > 0) throw invalidRequest(faults);
  const transformation = sent.transformation === undefined ? endpoint.transformation : sent.transformation;
  return { partnerId: endpoint.partnerId, schemaVersions, transformation };
}

async function readInput({ db }: ApiDeps, { event_id: id, sample }: Preview, partnerId: string | undefined): Promise<Input> {
  if (sample) return readSample(db, sample);
  const event = await findEvent(db.sql, id ?? '', partnerId);
  if (!event) throw new DomainError('not_found', `There is no event ${id}`);
  return { id: event.id, type: event.type, occurredAt: event.occurredAt, version: event.schemaVersion, dataJson: event.dataJson };
}

async function readSample({ sql }: ApiDeps['db'], { type, version, data }: z.infer<typeof Sample>): Promise<Input> {
  const newest = (await findEventType(sql, type))?.version;
  const fault = findSampleFault({ type, version, data }, newest);
  if (fault) throw invalidRequest([fault]);
  return { id: newId('evt'), type, occurredAt: new Date(), version: version ?? newest ?? 1, dataJson: JSON.stringify(data) };
}

function findSampleFault({ type, version, data }: z.infer<typeof Sample>, newest: number | undefined): FieldError | undefined {
  if (newest === undefined) return fieldError(['sample', 'type'], 'unknown_event_type', `is not a known event type: ${type}`);
  if (data === undefined) return fieldError(['sample', 'data'], 'required', 'is required');
  if (version === undefined || version <= newest) return undefined;
  return fieldError(['sample', 'version'], 'unknown_version', `is not a version of ${type}: ${version}; the newest is ${newest}`);
}
