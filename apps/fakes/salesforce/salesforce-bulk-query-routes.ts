import { z } from 'zod';
import { writeCsv } from '#apps/fakes/csv.ts';
import type { Routes } from '#apps/fakes/vendor-server.ts';
import { readJson } from './salesforce-body.ts';
import type { BulkJobs, Job } from './salesforce-bulk.ts';
import { refuse } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import { DATA, versionOf } from './salesforce-query-routes.ts';
import { runSoql, type Selection, valueAt } from './soql-run.ts';

const JOBS = `${DATA}/jobs/query`;
const NewJob = z.strictObject({
  operation: z.enum(['query', 'queryAll']),
  query: z.string(),
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.literal('COMMA').default('COMMA'),
  lineEnding: z.literal('LF').default('LF'),
});

interface QueryJob extends Job {
  selection: Selection;
}

/** Bulk API 2.0 for reading: a job, then its results in pages of CSV. */
export function bulkQueryRoutes(org: SalesforceOrg, jobs: BulkJobs): Routes {
  const own = new Map<string, QueryJob>();
  const must = (id: string | undefined): QueryJob => {
    const job = own.get(id ?? '');
    if (!job) throw refuse(404, 'INVALIDJOB', `Unable to find job: ${id}`);
    return job;
  };
  const told = ({ selection, ...job }: QueryJob) => ({
    ...jobs.told(job),
    ...(job.state === 'JobComplete' ? { numberRecordsProcessed: selection.records.length, retries: 0, totalProcessingTime: 5 } : {}),
  });
  return {
    [`POST ${JOBS}`]: (request) => {
      const { query, operation } = readJson(NewJob, request);
      const selection = runSoql(org, query, { all: operation === 'queryAll' });
      const compound = selection.paths.filter((path) => selection.type.fields.get(path)?.compound);
      if (compound.length > 0) {
        throw refuse(400, 'API_ERROR', `Selecting compound data not supported in Bulk Query: ${compound.join(', ')}`);
      }
      if (selection.isCount) throw refuse(400, 'API_ERROR', 'Aggregate Relationships not supported in Bulk Query');
      const job: QueryJob = {
        ...jobs.create({ prefix: '750', operation, object: selection.type.name, state: 'UploadComplete' }),
        selection,
      };
      own.set(job.id, job);
      return { status: 200, body: { ...told(job), apiVersion: Number(versionOf(request).slice(1)) } };
    },
    [`GET ${JOBS}/:id`]: ({ params }) => {
      const job = must(params['id']);
      const body = told(job);
      jobs.advance(job);
      return { status: 200, body: { ...body, ...told(job) } };
    },
    [`PATCH ${JOBS}/:id`]: (request) => {
      const job = must(request.params['id']);
      readJson(z.strictObject({ state: z.literal('Aborted') }), request);
      job.state = 'Aborted';
      return { status: 200, body: told(job) };
    },
    [`DELETE ${JOBS}/:id`]: ({ params }) => {
      own.delete(must(params['id']).id);
      return { status: 204 };
    },
    [`GET ${JOBS}/:id/results`]: ({ params, url: { searchParams } }) => {
      const { state, selection } = must(params['id']);
      if (state !== 'JobComplete') throw refuse(409, 'INVALIDJOBSTATE', `Job is in state ${state}: its results are not ready`);
      const from = Number(Buffer.from(searchParams.get('locator') ?? '', 'base64').toString() || 0);
      if (!Number.isSafeInteger(from)) throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      const size = Math.min(Number(searchParams.get('maxRecords') ?? jobs.pageSize), jobs.pageSize);
      const { type, paths, records } = selection;
      const page = records.slice(from, from + size);
      const next = org.repeatPages ? 0 : from + size;
      const isLast = !org.repeatPages && next >= records.length;
      const rows = page.map((record) => Object.fromEntries(paths.map((path) => [path, valueAt(org, type, record, path)])));
      return {
        status: 200,
        body: writeCsv(paths, rows),
        headers: {
          'content-type': 'text/csv',
          'sforce-locator': isLast ? 'null' : Buffer.from(String(next)).toString('base64'),
          'sforce-numberofrecords': String(page.length),
        },
      };
    },
  };
}
