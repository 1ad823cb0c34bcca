import { z } from 'zod';
import type { StoredRecord } from '#apps/fakes/record-store.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { readJson, saveOptions } from './salesforce-body.ts';
import { RecordError, refuse, type SalesforceError, toResultError } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import { DATA } from './salesforce-query-routes.ts';
import type { SObjectType } from './salesforce-schema.ts';
import { shown } from './salesforce-sobject-routes.ts';
import { externalIdField, planDelete, planInsert, planUpdate, refuseWrongTypes } from './salesforce-write.ts';

const COLLECTION = `${DATA}/composite/sobjects`;
const MAX_RECORDS = 200;
const MAX_RETRIEVED = 2_000;

const Row = z.looseObject({ attributes: z.looseObject({ type: z.string() }) });
type Row = z.infer<typeof Row>;
const Collection = z.strictObject({ allOrNone: z.boolean().default(false), records: z.array(Row) });
const Retrieve = z.strictObject({ ids: z.array(z.string()), fields: z.array(z.string()) });

interface Planned {
  save?: () => StoredRecord;
  created?: boolean;
  error?: SalesforceError;
}

/** Many records at a time, with one result each, in their order. */
export function compositeRoutes(org: SalesforceOrg): Routes {
  const collection = (plan: (row: Row, request: VendorRequest) => Planned) => (request: VendorRequest) => {
    const { records, allOrNone } = readJson(Collection, request);
    refuseMany(records.length);
    for (const row of records) refuseWrongTypes(org, org.type(row.attributes.type), row);
    return settle(
      records.map((row) => () => plan(row, request)),
      allOrNone,
    );
  };
  return {
    [`POST ${COLLECTION}`]: collection((row, request) => ({
      save: planInsert(org, org.type(row.attributes.type), row, saveOptions(request)),
    })),
    [`PATCH ${COLLECTION}`]: collection(({ Id, id, ...row }, request) => ({
      save: planUpdate(org, org.type(row.attributes.type), text(Id ?? id), row, saveOptions(request)),
    })),
    [`DELETE ${COLLECTION}`]: ({ url: { searchParams } }) => {
      const ids = (searchParams.get('ids') ?? '').split(',');
      refuseMany(ids.length);
      const plan = (id: string) => (): Planned => ({ save: planDelete(org, typeOfId(org, id), id) });
      return settle(ids.map(plan), searchParams.get('allOrNone') === 'true');
    },
    [`PATCH ${COLLECTION}/:type/:field`]: (request) => upsert(org, request),
    [`POST ${COLLECTION}/:type`]: (request) => {
      const { ids, fields } = readJson(Retrieve, request);
      return retrieve(org, request, ids, fields);
    },
    [`GET ${COLLECTION}/:type`]: (request) => {
      const list = (name: string) => (request.url.searchParams.get(name) ?? '').split(',').filter((one) => one !== '');
      return retrieve(org, request, list('ids'), list('fields'));
    },
  };
}

function upsert(org: SalesforceOrg, request: VendorRequest): VendorAnswer {
  const type = org.type(request.params['type'] ?? '');
  const { records, allOrNone } = readJson(Collection, request);
  refuseMany(records.length);
  for (const row of records) refuseWrongTypes(org, type, row);
  const name = request.params['field'] ?? '';
  // Only fields that are marked as external ids, and not Id.
  const field = recordErrors(() => externalIdField(org, type, name));
  const seen = new Set<string>();
  const options = saveOptions(request);
  return settle(
    records.map((row) => () => {
      if (org.type(row.attributes.type) !== type) throw new RecordError('INVALID_TYPE', `all records must be of type ${type.name}`);
      const { [field.name]: value, ...rest } = row;
      if (typeof value !== 'string' || value === '') throw new RecordError('MISSING_ARGUMENT', `${field.name} not specified`);
      if (seen.has(value.toLowerCase())) {
        throw new RecordError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field.name]);
      }
      seen.add(value.toLowerCase());
      const present = org.records(type.name).findBy(field.name, value);
      if (present) return { save: planUpdate(org, type, present.id, rest, options), created: false };
      return { save: planInsert(org, type, row, options), created: true };
    }),
    allOrNone,
  );
}

function retrieve(org: SalesforceOrg, request: VendorRequest, ids: string[], fields: string[]): VendorAnswer {
  if (ids.length > MAX_RETRIEVED) {
    throw refuse(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MAX_RETRIEVED} records`);
  }
  const type = org.type(request.params['type'] ?? '');
  return recordErrors(() => ({
    status: 200,
    body: ids.map((id) => {
      const record = org.find(type, id);
      return record && record.archivedAt === undefined ? shown(org, type, record, request, fields) : null;
    }),
  }));
}

function recordErrors<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw refuse(error.status, error.error.code, error.error.message, error.error.fields);
  }
}

function refuseMany(records: number): void {
  if (records > MAX_RECORDS) {
    throw refuse(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MAX_RECORDS} records into this call`);
  }
}

/** With `allOrNone`, one error takes back the rest. */
function settle(rows: (() => Planned)[], allOrNone: boolean): VendorAnswer {
  if (!allOrNone) return { status: 200, body: rows.map((row) => toResult(attempt(() => saved(row())))) };
  const planned = rows.map((row) => attempt(row));
  const isBroken = planned.some(({ error }) => error);
  const rolledBack = { code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: 'Record rolled back because not all records were valid.' };
  const results = planned.map((one) => (isBroken ? { error: one.error ?? rolledBack } : attempt(() => saved(one))));
  return { status: 200, body: results.map(toResult) };
}

const saved = ({ save, created }: Planned) => ({ id: save?.().id, ...(created === undefined ? {} : { created }) });

function attempt<T extends object>(act: () => T): T | { error: SalesforceError } {
  try {
    return act();
  } catch (error) {
    if (error instanceof RecordError) return { error: error.error };
    throw error;
  }
}

const toResult = (outcome: { id?: string | undefined; created?: boolean; error?: SalesforceError }) =>
  outcome.error ? { success: false, errors: [toResultError(outcome.error)] } : { success: true, errors: [], ...outcome };

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function typeOfId(org: SalesforceOrg, id: string): SObjectType {
  const type = org.types.find(({ keyPrefix }) => id.startsWith(keyPrefix));
  if (!type) throw new RecordError('MALFORMED_ID', `malformed id ${id}`);
  return type;
}
