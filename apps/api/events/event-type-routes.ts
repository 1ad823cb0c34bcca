import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { readLargeRows } from '#apps/api/http/large-rows.ts';
import { ListQuery, listOf, listReply } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { assertUsableSchema } from '#apps/api/http/usable-schema.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Sql } from '#db/database.ts';
import {
  findEventType,
  insertEventType,
  insertSchema,
  listEventTypes,
  listSchemas,
  type StoredEventType,
  updateEventType,
} from '#db/events/event-type.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import {
  EventTypeChange,
  EventTypeDetail,
  EventTypeName,
  EventTypeView,
  CreateEventType,
  CreateEventTypeVersion,
  RESERVED_PREFIX,
} from '#domain/events/event-type.ts';
import type { EventTypeCatalogue } from './event-type-catalogue.ts';
import { findContractFaults } from './event-type-contract.ts';

const ByName = z.object({ name: EventTypeName });
const tags = ['Event types'];

interface Deps {
  db: { sql: Sql };
  eventTypes: EventTypeCatalogue;
  transformer: Transformer;
  schemas: SchemaChecker;
}

export function eventTypeRoutes(app: App, deps: Deps): void {
  createRoute(app, deps);
  listRoute(app, deps);
  readRoute(app, deps);
  changeRoute(app, deps);
  versionRoute(app, deps);
}

function createRoute(app: App, { db: { sql }, eventTypes, ...evaluator }: Deps): void {
  app.post(
    '/event-types',
    {
      onRequest: platformOnly,
      schema: {
        operationId: 'createEventType',
        tags,
        ...needs('event_types:write'),
        summary: 'Create an event type',
        description: 'Creates an event type. Its first schema is version 1. Names that begin with `causeway.` are reserved.',
        body: CreateEventType,
        response: { 201: EventTypeDetail, ...problems(403, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      assertOurs(name);
      await assertUsableSchema(evaluator.schemas, 'platform', request.body.schema);
      const first = { version: 1, schema: request.body.schema, examples: request.body.examples, downConversion: null };
      assertContract(await findContractFaults(evaluator, name, first, undefined));
      if (!(await insertEventType(sql, request.body, actorOf(request)))) {
        const hint = `Add a version with POST /api/v1/event-types/${name}/versions, or choose another name.`;
        throw new DomainError('event_type_exists', `The event type "${name}" already exists. ${hint}`);
      }
      await eventTypes.refresh();
      return reply
        .code(201)
        .header('location', `/api/v1/event-types/${name}`)
        .send(await readDetail(sql, name));
    },
  );
}

function listRoute(app: App, { db: { sql } }: Deps): void {
  app.get(
    '/event-types',
    {
      schema: {
        operationId: 'listEventTypes',
        tags,
        ...needs('webhooks:read'),
        summary: 'List event types',
        description: 'Returns event types by name, without their schemas.',
        querystring: ListQuery,
        response: { 200: listOf(EventTypeView).meta({ id: 'EventTypeList' }), ...problems() },
      },
    },
    async (request, reply) => {
      const { page, rows } = await readLargeRows(request, async (after, limit) => {
        const types = await listEventTypes(sql, { after, limit });
        return types.map((type) => ({ ...type, id: type.name }));
      });
      return listReply(request, reply, page, rows, toView);
    },
  );
}

function readRoute(app: App, { db: { sql } }: Deps): void {
  app.get(
    '/event-types/:name',
    {
      schema: {
        operationId: 'getEventType',
        tags,
        ...needs('webhooks:read'),
        summary: 'Retrieve an event type with all its schemas',
        description: 'Returns the event type. `schema` is the newest version; published events are validated against it.',
        params: ByName,
        headers: IfNoneMatch,
        response: { 200: EventTypeDetail, ...problems(404) },
      },
    },
    async (request) => await readDetail(sql, request.params.name),
  );
}

function changeRoute(app: App, { db: { sql }, eventTypes }: Deps): void {
  app.patch(
    '/event-types/:name',
    {
      onRequest: platformOnly,
      schema: {
        operationId: 'updateEventType',
        tags,
        ...needs('event_types:write'),
        summary: 'Update or deprecate an event type',
        description: 'Updates the description or the deprecation. A deprecated type still works; publishers get a `Deprecation` header.',
        params: ByName,
        body: EventTypeChange,
        response: { 200: EventTypeDetail, ...problems(403, 404, 415, 422) },
      },
    },
    async (request) => {
      const { name } = request.params;
      assertOurs(name);
      if (!(await updateEventType(sql, name, request.body, actorOf(request)))) throw notFound(name);
      await eventTypes.refresh();
      return await readDetail(sql, name);
    },
  );
}

function versionRoute(app: App, { db: { sql }, eventTypes, ...evaluator }: Deps): void {
  app.post(
    '/event-types/:name/versions',
    {
      onRequest: platformOnly,
      schema: {
        operationId: 'addEventTypeVersion',
        tags,
        ...needs('event_types:write'),
        summary: 'Add a version of the schema',
        description:
          'Adds a schema version. It takes effect immediately: new events are validated against it. With a down_conversion, endpoints ' +
          'can continue to receive the previous version. A down_conversion is required while endpoints pin a version.',
        params: ByName,
        body: CreateEventTypeVersion,
        response: { 201: EventTypeDetail, ...problems(403, 404, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { schema, examples, down_conversion: downConversion } = request.body;
      assertOurs(name);
      await assertUsableSchema(evaluator.schemas, 'platform', schema);
      // Repeated if another version was added first, because the contract is with the direct predecessor.
      for (let isAdded = false; !isAdded;) {
        const [newest] = await listSchemas(sql, name);
        if (!newest) throw notFound(name);
        const added = { version: newest.version + 1, schema, examples, downConversion };
        assertContract(await findContractFaults(evaluator, name, added, newest));
        isAdded = await insertSchema(sql, name, { ...added, after: newest.version }, actorOf(request));
      }
      await eventTypes.refresh();
      return reply.code(201).send(await readDetail(sql, name));
    },
  );
}

async function readDetail(sql: Sql, name: string): Promise<EventTypeDetail> {
  const { type, schemas } = await readSqlSnapshot(sql, async (at) => ({
    type: await findEventType(at, name),
    schemas: await listSchemas(at, name),
  }));
  const [newest] = schemas;
  if (!type || !newest) throw notFound(name);
  const versions = schemas.map(({ version, schema, examples, downConversion, createdAt }) => ({
    version,
    schema,
    examples,
    down_conversion: downConversion,
    created_at: createdAt.toISOString(),
  }));
  return { ...toView(type), version: newest.version, schema: newest.schema, versions };
}

function toView(type: StoredEventType): EventTypeView {
  const { name, description, deprecated, version } = type;
  return {
    name,
    description,
    deprecated,
    version,
    created_at: type.createdAt.toISOString(),
    updated_at: type.updatedAt.toISOString(),
  };
}

function assertOurs(name: string): void {
  if (!name.startsWith(RESERVED_PREFIX)) return;
  throw new DomainError(
    'reserved_event_type',
    `Types that begin with "${RESERVED_PREFIX}" are reserved for Causeway. Choose another name.`,
  );
}

function assertContract(faults: FieldError[]): void {
  if (faults.length > 0) throw invalidRequest(faults, 'broken_contract', 'The version');
}

function notFound(name: string): DomainError {
  return new DomainError('not_found', `There is no event type "${name}".`);
}
