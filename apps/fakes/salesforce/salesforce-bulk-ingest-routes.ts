import { z } from 'zod';
import { parseCsv, writeCsv } from '#apps/fakes/csv.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { readJson } from './salesforce-body.ts';
import type { BulkJobs, Job } from './salesforce-bulk.ts';
import { RecordError, refuse } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import { DATA } from './salesforce-query-routes.ts';
import { externalIdField, planDelete, planInsert, planUpdate } from './salesforce-write.ts';

const JOBS = `${DATA}/jobs/ingest`;
const NewJob = z.strictObject({
  object: z.string(),
  operation: z.enum(['insert', 'update', 'upsert', 'delete']),
  externalIdFieldName: z.string().optional(),
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.literal('COMMA').default('COMMA'),
  lineEnding: z.literal('LF').default('LF'),
});
const MAX_BYTES = 150 * 1024 * 1024;

interface Row {
  given: Record<string, string>;
  outcome?: { id: string; created: boolean } | { error: string; id: string };
}

interface IngestJob extends Job {
  externalIdFieldName: string | undefined;
  rows: Row[] | undefined;
}

/** Bulk API 2.0 for writing: a job, one upload of CSV, then a result for each row. Rows fail alone. */
export function bulkIngestRoutes(org: SalesforceOrg, jobs: BulkJobs): Routes {
  const own = new Map<string, IngestJob>();
  const must = (request: VendorRequest): IngestJob => {
    const job = own.get(request.params['id'] ?? '');
    if (!job) throw refuse(404, 'INVALIDJOB', `Unable to find job: ${request.params['id']}`);
    return job;
  };
  const told = (job: IngestJob) => {
    const done = (job.rows ?? []).filter(({ outcome }) => outcome);
    return {
      ...jobs.told(job),
      ...(job.externalIdFieldName === undefined ? {} : { externalIdFieldName: job.externalIdFieldName }),
      contentUrl: `services/data/v67.0/jobs/ingest/${job.id}/batches`,
      ...{ numberRecordsProcessed: done.length, numberRecordsFailed: done.filter(({ outcome }) => outcome && 'error' in outcome).length },
    };
  };
  const results = (header: string[], rowsOf: (job: IngestJob) => Record<string, unknown>[]) => (request: VendorRequest) => {
    const job = must(request);
    if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) {
      throw refuse(400, 'INVALIDJOBSTATE', `Job is in state ${job.state}: its results are not ready`);
    }
    return csv([...header, ...Object.keys(job.rows?.[0]?.given ?? {})], rowsOf(job));
  };
  return {
    [`POST ${JOBS}`]: (request) => {
      const { object, operation, externalIdFieldName } = readJson(NewJob, request);
      const type = org.type(object);
      if (operation === 'upsert' && !org.field(type, externalIdFieldName ?? '')?.externalId) {
        throw refuse(400, 'INVALIDJOB', `InvalidJob : Field name provided, ${externalIdFieldName} does not match an External ID`);
      }
      const job = { ...jobs.create({ prefix: '750', operation, object: type.name, state: 'Open' }), externalIdFieldName, rows: undefined };
      own.set(job.id, job);
      return { status: 200, body: told(job) };
    },
    [`PUT ${JOBS}/:id/batches`]: (request) => {
      const job = must(request);
      if (job.state !== 'Open' || job.rows) throw refuse(400, 'INVALIDJOBSTATE', 'a job takes one upload, while it is open');
      if (!/^text\/csv\b/.test(request.headers['content-type'] ?? '')) throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'text/csv is expected');
      if (Buffer.byteLength(request.body) > MAX_BYTES) throw refuse(400, 'CLIENT_ERROR', 'the upload is larger than 150 MB');
      job.rows = read(request.body);
      return { status: 201 };
    },
    [`PATCH ${JOBS}/:id`]: (request) => {
      const job = must(request);
      const { state } = readJson(z.strictObject({ state: z.enum(['UploadComplete', 'Aborted']) }), request);
      if (job.state !== 'Open') throw refuse(400, 'INVALIDJOBSTATE', `Job is in state ${job.state}`);
      job.state = state;
      return { status: 200, body: told(job) };
    },
    [`GET ${JOBS}/:id`]: (request) => {
      const job = must(request);
      if (jobs.advance(job)) for (const row of job.rows ?? []) save(org, job, row);
      return { status: 200, body: told(job) };
    },
    [`DELETE ${JOBS}/:id`]: (request) => {
      own.delete(must(request).id);
      return { status: 204 };
    },
    [`GET ${JOBS}/:id/successfulResults/?`]: results(['sf__Id', 'sf__Created'], ({ rows = [] }) =>
      rows.flatMap(({ given, outcome }) =>
        outcome && 'created' in outcome ? { sf__Id: outcome.id, sf__Created: outcome.created, ...given } : [],
      ),
    ),
    [`GET ${JOBS}/:id/failedResults/?`]: results(['sf__Id', 'sf__Error'], ({ rows = [] }) =>
      rows.flatMap(({ given, outcome }) =>
        outcome && 'error' in outcome ? { sf__Id: outcome.id, sf__Error: outcome.error, ...given } : [],
      ),
    ),
    [`GET ${JOBS}/:id/unprocessedrecords/?`]: results([], ({ rows = [] }) =>
      rows.flatMap(({ given, outcome }) => (outcome ? [] : [given])),
    ),
  };
}

function read(text: string): Row[] {
  try {
    return parseCsv(text).map((given) => ({ given }));
  } catch (error) {
    throw refuse(400, 'InvalidBatch', String(error));
  }
}

/** Empty cells leave the field as it is; `#N/A` empties it. */
function save(org: SalesforceOrg, job: IngestJob, row: Row): void {
  const type = org.type(job.object);
  const filled = Object.entries(row.given).filter(([, value]) => value !== '');
  const { Id = '', ...fields } = Object.fromEntries(filled.map(([name, value]) => [name, value === '#N/A' ? null : value]));
  const options = { allowDuplicates: false };
  const external = job.operation === 'upsert' ? externalIdField(org, type, job.externalIdFieldName ?? '').name : undefined;
  const present = external === undefined ? Id : org.records(type.name).findBy(external, fields[external] ?? null)?.id;
  try {
    if (external !== undefined && !fields[external]) throw new RecordError('MISSING_ARGUMENT', `${external} not specified`);
    const isNew = job.operation === 'insert' || (external !== undefined && present === undefined);
    const changed = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== external));
    const plan = isNew
      ? planInsert(org, type, fields, options)
      : job.operation === 'delete'
        ? planDelete(org, type, Id ?? '')
        : planUpdate(org, type, present ?? '', changed, options);
    row.outcome = { id: plan().id, created: isNew };
  } catch (error) {
    row.outcome = { id: present ?? '', error: toCsvError(error) };
  }
}

/** `CODE:message:fields --`, as the failed results have it. */
function toCsvError(error: unknown): string {
  if (error instanceof RecordError) return `${error.error.code}:${error.error.message}:${error.error.fields?.join(' ') ?? ''} --`;
  const told = error instanceof Error && 'answer' in error ? JSON.stringify(error.answer) : String(error);
  return `INVALID_TYPE_ON_FIELD_IN_RECORD:${told}: --`;
}

const csv = (columns: string[], rows: Record<string, unknown>[]): VendorAnswer => ({
  status: 200,
  body: writeCsv(columns, rows),
  headers: { 'content-type': 'text/csv' },
});
