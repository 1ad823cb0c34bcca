import { Agent, request } from 'undici';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import type { ArrivedRequest } from '#apps/fakes/vendor-server.ts';
import type { Database } from '#db/database.ts';
import { companiesAndContacts, startCompaniesAndContacts } from '#test/support/companies-and-contacts.ts';
import { round } from './percentiles.ts';
import { residentMbOf } from './process-usage.ts';
import { connect, endOfRun, make, type SyncStack, type TwoWorkers, withTwoWorkers } from './sync-stack.ts';

export interface MemoryFound {
  records: number;
  /** The most that either process had at any time of the first run. */
  rssMb: number;
  /** Of the first run, which reads and links everything. */
  recordsPerS: number;
}

export interface NoChangeFound {
  records: number;
  runMs: number;
  /** The same requests, made by nobody but a bare client. */
  vendorMs: number;
  calls: number;
}

const SAMPLE_MS = 250;
const MAX_RUN_MS = 60 * 60_000;
const RUNS = 9;
/** What an answer of a vendor takes. */
const ORDINARY_MS = [30, 150] as const;

/** A first run over so many records, half of them on each side, and then runs that find nothing new. */
export async function measureMemory(stack: SyncStack, records: number): Promise<{ memory: MemoryFound; noChange: NoChangeFound }> {
  const hubspot = await startCompaniesAndContacts();
  try {
    seed(hubspot, records / 2);
    return await withTwoWorkers(stack, { hubspot: hubspot.url }, async (workers) => {
      const connectionId = await connect(workers.call, 'hubspot', hubspot.privateToken);
      const peak = watchMemory(workers);
      const syncId = await make(workers.call, '/syncs', companiesAndContacts(connectionId, { creates: [] }));
      const { read, ms } = await endOfRun(stack.db, syncId, 1, MAX_RUN_MS);
      if (read !== records) throw new Error(`${read} records were read instead of ${records}`);
      const memory = { records, rssMb: peak(), recordsPerS: round(read / (ms / 1_000), 1) };
      await stack.db.sql`vacuum analyze sync_record, sync_link, sync_record_key`;
      return { memory, noChange: { records, ...(await measureNoChange(stack.db, hubspot, syncId, workers)) } };
    });
  } finally {
    await hubspot.close();
  }
}

function seed({ account }: HubSpotFake, pairs: number): void {
  account.seed('companies', pairs, (index) => ({ name: `Company ${index}`, country: 'Austria', domain: `company${index}.example` }));
  const [first] = account.records('companies').visible().take(1).toArray();
  account.seed('contacts', pairs, (index) => ({
    ...{ company: `Company ${index}`, country: 'Austria', company_id: String(Number(first?.id) + index) },
  }));
}

/** Returns how to end it and learn the highest value. */
function watchMemory({ processes }: TwoWorkers): () => number {
  let peak = 0;
  const look = () => void (peak = Math.max(peak, ...processes.map(({ pid }) => residentMbOf(pid))));
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}

async function measureNoChange(db: Database, hubspot: HubSpotFake, syncId: string, { call }: TwoWorkers) {
  let asked: ArrivedRequest[] = [];
  const runs: number[] = [];
  hubspot.traffic.workMs = ORDINARY_MS;
  for (let run = 0; run < RUNS; run++) {
    asked = [];
    hubspot.traffic.onAnswer = (one) => void asked.push(one);
    await call('POST', `/syncs/${syncId}/trigger`);
    const { read, ms } = await endOfRun(db, syncId, run + 2, MAX_RUN_MS);
    if (read !== 0) throw new Error(`a run without changes read ${read} records`);
    runs.push(ms);
  }
  hubspot.traffic.onAnswer = () => {};
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) bare.push(await repeat(hubspot.url, asked));
  return { runMs: median(runs), vendorMs: median(bare), calls: asked.length };
}

/** Milliseconds for the same requests, one after the other. */
async function repeat(url: string, asked: readonly ArrivedRequest[]): Promise<number> {
  const agent = new Agent({ connections: 1 });
  const startedAt = performance.now();
  for (const { method, path, headers, body } of asked) {
    const { authorization = '', 'content-type': type } = headers;
    const typed = type === undefined ? {} : { 'content-type': type };
    const answer = await request(`${url}${path}`, {
      dispatcher: agent,
      method: method as 'GET' | 'POST',
      headers: { authorization, ...typed },
      body: body === '' ? null : body,
    });
    await answer.body.dump();
  }
  const ms = performance.now() - startedAt;
  await agent.close();
  return ms;
}

const median = (values: number[]): number => round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN, 1);
