import { z } from 'zod';
import type { FieldValue, RecordWrite, WriteResult } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { distinctBatches, inOrder, isAboutRecords, sendOrHalve } from '#connectors/write-batches.ts';
import { writeByJob } from './salesforce-bulk-write.ts';
import { dataPath } from './salesforce-describe.ts';
import { failed } from './salesforce-failure.ts';
import { checkName } from './salesforce-values.ts';

/** What one call of the collections API takes. */
const MAX_RECORDS = 200;
/** Below this a job takes longer than the calls that it saves. */
const JOB_FROM = 2_000;

const Results = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    created: z.boolean().optional(),
    errors: z.array(z.object({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()).optional() })),
  }),
);

/** Runs of writes with the same operation and external id, in their order: by calls of 200, or from 2,000 on by a job. */
export async function writeBatch(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const name = checkName(object);
  const results: WriteResult[] = [];
  for (const run of runsOf(writes)) {
    // A job cannot check the time of the last change, and a create that is repeated makes another record.
    const byJob = run.length >= JOB_FROM && !run.some(({ operation, unmodifiedSince }) => operation === 'create' || unmodifiedSince);
    for (const batch of distinctBatches(run, byJob ? Number.POSITIVE_INFINITY : MAX_RECORDS)) {
      results.push(...(byJob ? await writeByJob(session, name, batch) : await send(session, name, batch)));
    }
  }
  return inOrder(writes, results);
}

function runsOf(writes: readonly RecordWrite[]): RecordWrite[][] {
  const kindOf = ({ operation, externalId, unmodifiedSince }: RecordWrite) =>
    `${operation} ${externalId?.field} ${unmodifiedSince !== undefined}`;
  const runs: RecordWrite[][] = [];
  for (const write of writes) {
    const run = runs.at(-1);
    if (run?.[0] && kindOf(run[0]) === kindOf(write)) run.push(write);
    else runs.push([write]);
  }
  return runs;
}

async function send(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const [first] = writes;
  if (first?.unmodifiedSince && first.operation === 'update') {
    return Promise.all(writes.map((write) => updateUnmodified(session, object, write)));
  }
  // A value of a wrong type fails the whole call.
  return sendOrHalve(
    writes,
    async (batch) => settle(batch, (await session.call(callOf(object, batch))).read(Results)),
    ({ key }, error) => failed(key, { code: error.details.code ?? 'UNKNOWN', message: error.message }),
  );
}

function callOf(object: string, writes: readonly RecordWrite[]): Parameters<VendorSession['call']>[0] {
  const path = `${dataPath}/composite/sobjects`;
  const attributes = { type: object };
  const operation = writes[0]?.operation ?? 'update';
  switch (operation) {
    case 'create':
      return {
        method: 'POST',
        path,
        json: { allOrNone: false, records: writes.map(({ fields }) => ({ attributes, ...valuesOf(fields) })) },
      };
    case 'update':
      return {
        method: 'PATCH',
        path,
        json: { allOrNone: false, records: writes.map(({ id, fields }) => ({ attributes, id, ...valuesOf(fields) })) },
      };
    case 'upsert': {
      const field = checkName(writes[0]?.externalId?.field ?? '');
      const records = writes.map(({ externalId, fields }) => ({ attributes, ...valuesOf(fields), [field]: externalId?.value }));
      return { method: 'PATCH', path: `${path}/${object}/${field}`, json: { allOrNone: false, records } };
    }
    case 'delete':
      return { method: 'DELETE', path, query: { ids: writes.map(({ id }) => id).join(','), allOrNone: 'false' } };
  }
}

/** Times are ISO 8601 in both directions; several choices are separated by semicolons. */
const valuesOf = (fields: RecordWrite['fields']): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.join(';') : value]));

function settle(writes: readonly RecordWrite[], results: z.infer<typeof Results>): WriteResult[] {
  return writes.map((write, place): WriteResult => {
    const { key, operation } = write;
    const result = results[place];
    if (!result) return failed(key, { code: 'NO_RESULT', message: 'Salesforce returned no result for it' });
    const id = result.id ?? write.id;
    if (result.success && id !== undefined) return { key, status: doneBy(operation, result.created), id };
    const [error] = result.errors;
    return failed(key, { code: error?.statusCode ?? 'UNKNOWN', message: error?.message ?? '', field: error?.fields?.[0] });
  });
}

function doneBy(operation: RecordWrite['operation'], created: boolean | undefined): 'created' | 'updated' | 'deleted' {
  if (operation === 'delete') return 'deleted';
  return operation === 'create' || created === true ? 'created' : 'updated';
}

/** One call for each: the header is about one record. It has whole seconds, as the time of the last change has. */
async function updateUnmodified(session: VendorSession, object: string, write: RecordWrite): Promise<WriteResult> {
  const { key, id = '', fields, unmodifiedSince } = write;
  try {
    await session.call({
      method: 'PATCH',
      path: `${dataPath}/sobjects/${object}/${encodeURIComponent(id)}`,
      headers: { 'if-unmodified-since': unmodifiedSince?.toUTCString() ?? '' },
      json: valuesOf(fields),
    });
    return { key, status: 'updated', id };
  } catch (error) {
    if (!isAboutRecords(error)) throw error;
    return failed(key, { code: error.details.code ?? 'PRECONDITION_FAILED', message: error.message });
  }
}
