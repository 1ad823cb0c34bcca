import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import { readCsv, writeCsv } from '#connectors/csv.ts';
import type { FieldValue, RecordWrite, WriteResult } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { dataPath } from './salesforce-describe.ts';
import { failed } from './salesforce-failure.ts';

const JOBS = `${dataPath}/jobs/ingest`;
const MAX_BYTES = 128 * 1024 * 1024;
/** An upload of megabytes may take longer than an ordinary call. */
const UPLOAD_MS = 120_000;
/** Between questions after a job, the last one again and again. */
const POLLS_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** 10,000 records with slow triggers. A longer job goes on, and its upsert is repeated without harm. */
const MAX_POLLS = 60;

const Job = z.object({ id: z.string(), state: z.string(), errorMessage: z.string().nullish() });

/** Writes of one operation by a job of Bulk API 2.0. Safe to repeat: a job that goes on and its repeat make the same change. */
export async function writeByJob(session: VendorSession, object: string, writes: readonly RecordWrite[]): Promise<WriteResult[]> {
  const [{ operation, externalId } = { operation: 'update' as const }] = writes;
  const key = operation === 'upsert' ? (externalId?.field ?? '') : 'Id';
  const json = { object, operation, contentType: 'CSV', lineEnding: 'LF', ...(operation === 'upsert' ? { externalIdFieldName: key } : {}) };
  const { id } = (await session.call({ method: 'POST', path: JOBS, json })).read(Job);
  await session.call({
    method: 'PUT',
    path: `${JOBS}/${id}/batches`,
    headers: { 'content-type': 'text/csv' },
    text: toCsv(key, writes),
    timeoutMs: UPLOAD_MS,
  });
  await session.call({ method: 'PATCH', path: `${JOBS}/${id}`, json: { state: 'UploadComplete' } });
  await complete(session, id);
  const read = async (name: string) =>
    readCsv((await session.call({ method: 'GET', path: `${JOBS}/${id}/${name}`, maxBytes: MAX_BYTES })).text, writes.length);
  const [done, refused] = [await read('successfulResults'), await read('failedResults')];
  const byKey = new Map([...done, ...refused].map((row) => [row[key] ?? '', row]));
  return writes.map((write) => toResult(write, byKey.get(write.externalId?.value ?? write.id ?? '')));
}

function toCsv(key: string, writes: readonly RecordWrite[]): string {
  const columns = [...new Set(writes.flatMap(({ fields }) => Object.keys(fields)))].filter((name) => name !== key);
  const parent = columns.find((name) => /^(AccountId|ParentId|.*Id)$/.test(name));
  // Records of one parent lock it: apart from each other they would wait for, and fail on, their own job.
  const sorted =
    parent === undefined ? writes : writes.toSorted((a, b) => cellOf(a.fields[parent]).localeCompare(cellOf(b.fields[parent])));
  const rows = sorted.map(({ id, externalId, fields }) => [externalId?.value ?? id ?? '', ...columns.map((name) => cellOf(fields[name]))]);
  return writeCsv([[key, ...columns], ...rows]);
}

/** An empty cell leaves the field as it is, `#N/A` empties it. */
function cellOf(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  if (value === null || value === '') return '#N/A';
  return typeof value === 'object' ? value.join(';') : String(value);
}

async function complete(session: VendorSession, id: string): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll++) {
    const { state, errorMessage } = (await session.call({ method: 'GET', path: `${JOBS}/${id}` })).read(Job);
    if (state === 'JobComplete') return;
    if (state === 'Failed' || state === 'Aborted') throw new ConnectorError('rejected', `the job ${id} is ${state}: ${errorMessage ?? ''}`);
    await sleep(POLLS_MS[poll] ?? POLLS_MS.at(-1));
  }
  throw new ConnectorError('unavailable', `the job ${id} takes longer than expected`);
}

function toResult({ key, operation }: RecordWrite, row: Record<string, string> | undefined): WriteResult {
  if (!row) return failed(key, { code: 'NO_RESULT', message: 'the job did not process it' });
  const [, code, message = '', field] = /^([A-Z_]+):(.*?):?([\w ,]*) ?--$/s.exec(row['sf__Error'] ?? '') ?? [];
  if (row['sf__Error']) {
    return failed(key, { code: code ?? 'UNKNOWN', message: code ? message : row['sf__Error'], field: field?.trim() || undefined });
  }
  const status = operation === 'delete' ? 'deleted' : row['sf__Created'] === 'true' ? 'created' : 'updated';
  return { key, status, id: row['sf__Id'] ?? '' };
}
