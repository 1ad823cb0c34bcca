import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import { readCsv } from '#connectors/csv.ts';
import { writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { dataPath } from './salesforce-describe.ts';
import { type Kinds, toRecord } from './salesforce-values.ts';

const JOBS = `${dataPath}/jobs/query`;
/** Records of one page of results. */
const PAGE = 10_000;
const MAX_BYTES = 128 * 1024 * 1024;
/** Between questions after a job: the first are quick, because small jobs take a second. */
const POLLS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

const Job = z.object({ id: z.string(), state: z.string(), errorMessage: z.string().optional() });

interface JobPlace {
  by: 'job';
  kinds: Kinds;
  job: string;
  locator?: string | undefined;
}

/** Returns the job's id, or null if the Bulk API cannot read these fields or this object: compound fields, for example. */
export async function createQueryJob(session: VendorSession, { what }: PageRequest, query: string): Promise<string | null> {
  const json = { operation: what === 'gone' ? 'queryAll' : 'query', query };
  try {
    return (await session.call({ method: 'POST', path: JOBS, json })).read(Job).id;
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'rejected' && error.details.missingScopes === undefined) return null;
    throw error;
  }
}

/** A page of a job's results; one without records while the job takes longer than a call may. Results are kept for seven days. */
export async function readJobPage(session: VendorSession, { fields }: PageRequest, place: JobPlace): Promise<RecordPage> {
  if (place.locator === undefined && !(await isComplete(session, place.job))) return { records: [], next: writeCursor({ ...place }) };
  const answer = await session.call({
    method: 'GET',
    path: `${JOBS}/${place.job}/results`,
    query: { maxRecords: PAGE, locator: place.locator === '' ? undefined : place.locator },
    headers: { accept: 'text/csv' },
    maxBytes: MAX_BYTES,
  });
  const records = readCsv(answer.text, PAGE).map((row) =>
    toRecord({ id: row['Id'] ?? '', read: (path) => row[path] }, fields, place.kinds),
  );
  const locator = answer.headers['sforce-locator'] ?? 'null';
  if (locator !== 'null' && locator === place.locator) {
    throw new ConnectorError('rejected', 'Salesforce answered with the page of results that it had given before');
  }
  return { records, next: locator === 'null' ? null : writeCursor({ ...place, locator }) };
}

async function isComplete(session: VendorSession, job: string): Promise<boolean> {
  for (const pollMs of POLLS_MS) {
    const { state, errorMessage } = (await session.call({ method: 'GET', path: `${JOBS}/${encodeURIComponent(job)}` })).read(Job);
    if (state === 'JobComplete') return true;
    if (state === 'Failed' || state === 'Aborted') {
      throw new ConnectorError('rejected', `the query job ${job} is ${state}: ${errorMessage ?? ''}`);
    }
    await sleep(pollMs);
  }
  return false;
}
