import { z } from 'zod';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import type { Access } from './hubspot-admission.ts';
import { associatedOf } from './hubspot-associations.ts';
import { listOf, readJson, readLimit } from './hubspot-body.ts';
import { problemAnswer, RecordProblem } from './hubspot-errors.ts';
import { getRecord } from './hubspot-lookup.ts';
import { planCreation, planUpdate, toResult } from './hubspot-objects.ts';
import type { ObjectType } from './hubspot-schema.ts';

/** Both generations of paths. The official SDK uses v3. */
export const OBJECTS = '/crm/(?:v3/objects|objects/2026-0[39])/:type';

export const Properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const NewRecord = z.strictObject({
  properties: Properties,
  associations: z
    .array(
      z.strictObject({
        to: z.strictObject({ id: z.string() }),
        types: z.array(z.strictObject({ associationCategory: z.string(), associationTypeId: z.number() })),
      }),
    )
    .optional(),
  objectWriteTraceId: z.string().optional(),
});
const Change = z.strictObject({ properties: Properties, objectWriteTraceId: z.string().optional() });
const Merge = z.strictObject({ primaryObjectId: z.string(), objectIdToMerge: z.string() });

type TypeHandler = (type: ObjectType, request: VendorRequest) => VendorAnswer;

/** A route of one object type, whose problems are the whole answer. `scope` checks what the caller may do. */
export function typed(
  account: HubSpotAccount,
  allow: (request: VendorRequest, type: ObjectType) => void,
  handle: TypeHandler,
): (request: VendorRequest) => VendorAnswer {
  return (request) => {
    try {
      const type = account.type(request.params['type'] ?? '');
      allow(request, type);
      return account.as('INTEGRATION', () => handle(type, request));
    } catch (error) {
      if (error instanceof RecordProblem) return problemAnswer(error.problem);
      throw error;
    }
  };
}

export function objectRoutes(account: HubSpotAccount, { read, write }: Access): Routes {
  const reads = (handle: TypeHandler) => typed(account, read, handle);
  const writes = (handle: TypeHandler) => typed(account, write, handle);
  return {
    [`GET ${OBJECTS}`]: reads((type, request) => list(account, type, request)),
    [`POST ${OBJECTS}`]: writes((type, request) => {
      const body = readJson(NewRecord, request);
      return {
        status: 201,
        body: toResult(account, type, planCreation(account, type, body)(), { properties: Object.keys(body.properties) }),
      };
    }),
    [`GET ${OBJECTS}/:id`]: reads((type, request) => {
      const record = getRecord(account, type, request.params['id'] ?? '', lookup(request));
      return {
        status: 200,
        body: { ...toResult(account, type, record, shown(request)), ...associationsOf(account, type, record.id, request) },
      };
    }),
    [`PATCH ${OBJECTS}/:id`]: writes((type, request) => {
      const { id } = getRecord(account, type, request.params['id'] ?? '', lookup(request));
      const { properties } = readJson(Change, request);
      return {
        status: 200,
        body: toResult(account, type, planUpdate(account, type, id, properties)(), { properties: Object.keys(properties) }),
      };
    }),
    [`DELETE ${OBJECTS}/:id`]: writes((type, request) => {
      const store = account.records(type.name);
      const id = request.params['id'] ?? '';
      // Archiving what is archived already, or never was, succeeds too.
      if (store.get(id)?.archivedAt === undefined && store.get(id)) store.archive(id);
      return { status: 204 };
    }),
    [`POST ${OBJECTS}/merge`]: writes((type, request) => {
      const { primaryObjectId, objectIdToMerge } = readJson(Merge, request);
      const id = account.merge(type.name, primaryObjectId, objectIdToMerge);
      return { status: 200, body: toResult(account, type, getRecord(account, type, id)) };
    }),
  };
}

const shown = ({ url: { searchParams } }: VendorRequest) => ({ properties: listOf(searchParams, 'properties') });

const lookup = ({ url: { searchParams } }: VendorRequest) => ({
  idProperty: searchParams.get('idProperty') ?? undefined,
  archived: searchParams.get('archived') === 'true',
});

function list(account: HubSpotAccount, type: ObjectType, request: VendorRequest): VendorAnswer {
  const { searchParams } = request.url;
  const limit = readLimit(searchParams, 10, 100);
  const asked = Number(searchParams.get('after') ?? 0);
  const after = account.repeatPages || asked >= account.beginsAgainAfter ? 0 : asked;
  const wantsArchived = searchParams.get('archived') === 'true';
  const matching = account
    .records(type.name)
    .visible({ afterId: after, archived: wantsArchived })
    // What was merged away is not among the archived records.
    .filter(({ mergedInto }) => mergedInto === undefined)
    .take(limit + 1)
    .toArray();
  const page = matching.slice(0, limit);
  const last = page.at(-1)?.id;
  const hasMore = account.repeatPages || matching.length > limit;
  const link = `${request.url.origin}${request.url.pathname}?limit=${limit}&after=${last}`;
  return {
    status: 200,
    body: {
      results: page.map((record) => ({
        ...toResult(account, type, record, shown(request)),
        ...associationsOf(account, type, record.id, request),
      })),
      ...(hasMore && last !== undefined ? { paging: { next: { after: last, link } } } : {}),
    },
  };
}

function associationsOf(account: HubSpotAccount, type: ObjectType, id: string, { url: { searchParams } }: VendorRequest) {
  const asked = listOf(searchParams, 'associations');
  if (asked.length === 0) return {};
  const found = asked.flatMap((name) => {
    const to = account.type(name);
    const results = associatedOf(account, type.name, id, to.name).map((one) => ({
      id: one.toId,
      type: `${type.singular}_to_${to.singular}`,
    }));
    return results.length > 0 ? [[to.name, { results }] as const] : [];
  });
  return { associations: Object.fromEntries(found) };
}
