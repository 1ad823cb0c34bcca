import { setTimeout as delay } from 'node:timers/promises';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { type CallApi, createApiClient } from '#apps/local/api-client.ts';
import type { Database } from '#db/database.ts';
import { openDatabase } from '#db/database.ts';
import { seededRandom } from '#domain/random.ts';
import { type Component, components } from '#test/chaos/plan.ts';
import { buildTopology, type Topology } from '#test/chaos/topology.ts';
import { companiesAndContacts, startCompaniesAndContacts } from '#test/support/companies-and-contacts.ts';
import { connect, endOfRun, environmentFor, make, type SyncStack } from './sync-stack.ts';

export interface KillPlan {
  /** Altogether, of each component in turn. */
  kills: number;
  records: number;
  seed: number;
}

export interface KillFound {
  kills: number;
  /** Both sides have what an undisturbed sync leaves: for each record the last name of A, the last country of B. */
  sameState: boolean;
  /** Records that nobody made. */
  duplicates: number;
  /** Records and fields whose last value is not on both sides. */
  lostUpdates: number;
  /** Processes that ended although nobody killed them. */
  crashes: number;
}

const EDITS_A_KILL = 60;
const NEW_A_KILL = 5;
/** A kill comes after one to so many answers of the vendor since the edits, in which a run is in the midst of its pages. */
const MAX_ANSWERS = 12;
/** A worker that died is noticed after half a minute, and what it had claimed is free after a minute. */
const MAX_WAIT_MS = 180_000;
const DOWN_MS = 500;

/** What people made and changed last. */
interface Expected {
  names: Map<string, string>;
  countries: Map<string, string>;
  records: number;
}

/** Kills components with SIGKILL at the moment at which the vendor has answered and nobody has stored it yet, then compares both sides. */
export async function measureKills(stack: SyncStack, plan: KillPlan, say: (line: string) => void): Promise<KillFound> {
  const hubspot = await startCompaniesAndContacts();
  const topology = await buildTopology(stack.services, environmentFor({ hubspot: hubspot.url }));
  // Survives that PostgreSQL is killed.
  const db = openDatabase(stack.services.databaseUrl, { max: 1, name: 'sync-bench-kill' });
  try {
    await Promise.all([topology.start('engine'), topology.start('worker')]);
    const call = createApiClient(topology.apiUrl.replace('/api/v1', ''), stack.key);
    const next = seededRandom(plan.seed);
    const random = (below: number) => Math.floor(next() * below);
    const expected: Expected = { names: new Map(), countries: new Map(), records: 0 };
    addRecords(hubspot, expected, plan.records);
    const connectionId = await connect(call, 'hubspot', hubspot.privateToken);
    const syncId = await make(call, '/syncs', companiesAndContacts(connectionId, { creates: ['a', 'b'] }));
    await endOfRun(db, syncId, 1, MAX_WAIT_MS);
    for (let kill = 0; kill < plan.kills; kill++) {
      const component = components[kill % components.length] ?? 'worker';
      const done = killAfter(hubspot, topology, component, 1 + random(MAX_ANSWERS));
      // It is awaited later, and may fail before.
      done.catch(() => {});
      editRecords(hubspot, expected, random, kill);
      addRecords(hubspot, expected, NEW_A_KILL);
      await insist(() => call('POST', `/syncs/${syncId}/trigger`));
      await done;
      say(`killed ${component} in the midst of a page`);
      await delay(DOWN_MS);
      await topology.start(component);
    }
    await comeToRest(call, db, syncId);
    return { kills: plan.kills, ...compare(hubspot, expected), crashes: topology.crashes.length };
  } finally {
    await topology.stop();
    await Promise.all([hubspot.close(), db.close()]);
  }
}

/** In the answer's own turn, so that whoever asked has no time to store it. */
function killAfter(hubspot: HubSpotFake, topology: Topology, component: Component, answers: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('the sync did not ask the vendor any more')), MAX_WAIT_MS);
  let left = answers;
  hubspot.traffic.onAnswer = () => {
    if (--left > 0) return;
    hubspot.traffic.onAnswer = () => {};
    clearTimeout(timer);
    topology.kill(component).then(resolve, reject);
  };
  return promise;
}

function addRecords(hubspot: HubSpotFake, expected: Expected, count: number): void {
  for (let i = 0; i < count; i++) {
    const name = `made ${expected.records++}`;
    const isCompany = i % 2 === 0;
    if (isCompany) expected.names.set(hubspot.records('companies').create({ name }).id, name);
    else hubspot.records('contacts').create({ company: name });
  }
}

function editRecords(hubspot: HubSpotFake, expected: Expected, random: (below: number) => number, kill: number): void {
  const [companies, contacts] = [hubspot.records('companies'), hubspot.records('contacts')];
  const [a, b] = [companies.all(), contacts.all()];
  for (let i = 0; i < EDITS_A_KILL; i++) {
    const [company, contact] = [a[random(a.length)]?.id ?? '', b[random(b.length)]?.id ?? ''];
    companies.update(company, { name: `renamed ${kill}` });
    contacts.update(contact, { country: `country ${kill}` });
    expected.names.set(company, `renamed ${kill}`);
    expected.countries.set(contact, `country ${kill}`);
  }
}

async function insist(act: () => Promise<unknown>): Promise<void> {
  for (const until = Date.now() + MAX_WAIT_MS; ; await delay(200)) {
    try {
      return void (await act());
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** Until nothing is running, pending or to be written. */
async function comeToRest(call: CallApi, { sql }: Database, syncId: string): Promise<void> {
  for (const until = Date.now() + MAX_WAIT_MS; Date.now() < until; await delay(500)) {
    await insist(() => call('POST', `/syncs/${syncId}/trigger`));
    await delay(2_000);
    const busy = await sql`
      select from sync s where id = ${syncId} and (requested_at is not null
        or exists (select from sync_run where sync_id = s.id and state = 'running')
        or exists (select from sync_record where sync_id = s.id and is_pending)
        or exists (select from sync_write where sync_id = s.id and state in ('waiting', 'failed')))`;
    if (busy.length === 0) return;
  }
}

function compare(hubspot: HubSpotFake, { names, countries, records }: Expected): Omit<KillFound, 'kills' | 'crashes'> {
  const [companies, contacts] = [hubspot.records('companies'), hubspot.records('contacts')];
  const [a, b] = [companies.all(), contacts.all()];
  const partnerOf = (company: (typeof a)[number]) =>
    contacts.findBy('company_id', company.id) ?? contacts.get(String(company.fields['contact_id'] ?? ''));
  let lostUpdates = 0;
  for (const company of a) {
    const contact = partnerOf(company);
    const name = names.get(company.id) ?? company.fields['name'];
    const country = contact === undefined ? undefined : (countries.get(contact.id) ?? contact.fields['country']);
    if (company.fields['name'] !== name || contact?.fields['company'] !== name) lostUpdates++;
    if (contact?.fields['country'] !== country || company.fields['country'] !== country) lostUpdates++;
  }
  const duplicates = a.length - records + (b.length - records);
  return { sameState: lostUpdates === 0 && duplicates === 0, duplicates, lostUpdates };
}
