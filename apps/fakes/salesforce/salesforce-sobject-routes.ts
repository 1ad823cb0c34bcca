import { z } from 'zod';
import type { StoredRecord } from '#apps/fakes/record-store.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { readJson, saveOptions } from './salesforce-body.ts';
import { errorAnswer, RecordError, refuse } from './salesforce-errors.ts';
import { type SalesforceOrg, shownTime } from './salesforce-org.ts';
import { attributesOf, DATA, versionOf } from './salesforce-query-routes.ts';
import type { SObjectType } from './salesforce-schema.ts';
import { externalIdField, planDelete, planInsert, planUpdate } from './salesforce-write.ts';

const SOBJECTS = `${DATA}/sobjects`;
const Body = z.record(z.string(), z.unknown());

/** One record at a time, and what was changed or deleted in a time. */
export function sobjectRoutes(org: SalesforceOrg): Routes {
  const typed =
    (handle: (type: SObjectType, request: VendorRequest) => VendorAnswer) =>
    (request: VendorRequest): VendorAnswer => {
      try {
        return handle(org.type(request.params['type'] ?? ''), request);
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        return errorAnswer(error.status, error.error.code, error.error.message, error.error.fields);
      }
    };
  const byExternalId = (type: SObjectType, { params }: VendorRequest) => {
    const field = externalIdField(org, type, params['field'] ?? '');
    return { field, record: org.records(type.name).findBy(field.name, params['value'] ?? '') };
  };
  return {
    [`GET ${SOBJECTS}/:type/(?<what>updated|deleted)`]: typed((type, request) => changes(org, type, request)),
    [`POST ${SOBJECTS}/:type`]: typed((type, request) => {
      const { id } = planInsert(org, type, readJson(Body, request), saveOptions(request))();
      return { status: 201, body: { id, success: true, errors: [] } };
    }),
    [`GET ${SOBJECTS}/:type/:id`]: typed((type, request) => {
      const record = org.getLive(type, request.params['id'] ?? '');
      return { status: 200, body: shown(org, type, record, request) };
    }),
    [`PATCH ${SOBJECTS}/:type/:id`]: typed((type, request) => {
      const record = org.getLive(type, request.params['id'] ?? '');
      refuseModified(record, request);
      planUpdate(org, type, record.id, readJson(Body, request), saveOptions(request))();
      return { status: 204 };
    }),
    [`DELETE ${SOBJECTS}/:type/:id`]: typed((type, request) => {
      const record = org.getLive(type, request.params['id'] ?? '');
      refuseModified(record, request);
      planDelete(org, type, record.id)();
      return { status: 204 };
    }),
    [`GET ${SOBJECTS}/:type/:field/:value`]: typed((type, request) => {
      const { record } = byExternalId(type, request);
      if (!record) throw new RecordError('NOT_FOUND', 'The requested resource does not exist', [], 404);
      return { status: 200, body: shown(org, type, record, request) };
    }),
    [`PATCH ${SOBJECTS}/:type/:field/:value`]: typed((type, request) => {
      const { field, record } = byExternalId(type, request);
      const given = readJson(Body, request);
      const options = saveOptions(request);
      const saved = record
        ? planUpdate(org, type, record.id, given, options)()
        : planInsert(org, type, { ...given, [field.name]: request.params['value'] ?? '' }, options)();
      return { status: record ? 200 : 201, body: { id: saved.id, success: true, errors: [], created: !record } };
    }),
  };
}

export function shown(
  org: SalesforceOrg,
  type: SObjectType,
  record: StoredRecord,
  request: VendorRequest,
  asked?: readonly string[],
): object {
  const listed = request.url.searchParams.get('fields')?.split(',');
  const names = (asked ?? listed ?? [...type.fields.keys()]).map((name) => {
    const field = org.field(type, name);
    if (!field) throw new RecordError('INVALID_FIELD', `No such column '${name}' on sobject of type ${type.name}`);
    return field.name;
  });
  const values = [...new Set([...names, 'Id'])].map((name) => [name, org.value(type, record, name)]);
  return { attributes: attributesOf(type, record, versionOf(request)), ...Object.fromEntries(values) };
}

/** Times in headers have whole seconds. */
function refuseModified({ updatedAt }: StoredRecord, { headers }: VendorRequest): void {
  const since = headers['if-unmodified-since'];
  if (since === undefined) return;
  if (Number.isNaN(Date.parse(since))) throw refuse(400, 'INVALID_HTTP_HEADER', 'If-Unmodified-Since is no HTTP date');
  if (Math.floor(updatedAt / 1_000) * 1_000 > Date.parse(since)) {
    throw refuse(412, 'PRECONDITION_FAILED', 'One or more conditions in the request header have not been met');
  }
}

const RETENTION_MS = 30 * 24 * 60 * 60_000;

function changes(org: SalesforceOrg, type: SObjectType, { params, url: { searchParams } }: VendorRequest): VendorAnswer {
  const [start, end] = [Date.parse(searchParams.get('start') ?? ''), Date.parse(searchParams.get('end') ?? '')];
  if (Number.isNaN(start) || Number.isNaN(end)) throw refuse(400, 'MISSING_ARGUMENT', 'start and end are required');
  if (start >= end) throw refuse(400, 'INVALID_REPLICATION_DATE', 'startDate must be before endDate');
  if (start < org.clock.now() - RETENTION_MS) {
    throw refuse(400, 'INVALID_REPLICATION_DATE', 'startDate before org replication enabled date');
  }
  const within = org
    .records(type.name)
    .visible()
    .filter(({ updatedAt }) => updatedAt >= start && updatedAt < end)
    .toArray();
  const covered = { latestDateCovered: shownTime(end) };
  if (params['what'] === 'updated') {
    return { status: 200, body: { ids: within.filter(({ archivedAt }) => archivedAt === undefined).map(({ id }) => id), ...covered } };
  }
  const deletedRecords = within.flatMap(({ id, archivedAt }) =>
    archivedAt === undefined ? [] : { id, deletedDate: shownTime(archivedAt) },
  );
  return { status: 200, body: { deletedRecords, earliestDateAvailable: shownTime(org.clock.now() - RETENTION_MS), ...covered } };
}
