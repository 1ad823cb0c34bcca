import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { createApiClient } from '#apps/local/api-client.ts';
import type { Child } from '#apps/local/processes/child-process.ts';
import { openDatabase } from '#db/database.ts';
import { companiesAndContacts, startCompaniesAndContacts } from '#test/support/companies-and-contacts.ts';
import { eventually } from '#test/support/engine.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';

let stateDir: string;
let services: Services;
let hubspot: HubSpotFake;
let engine: Child;
let createSync: () => Promise<void>;

beforeAll(async () => {
  stateDir = await makeScratch();
  services = await startServices(stateDir, () => {});
  hubspot = await startCompaniesAndContacts();
  const [port, key] = [await findFixedPort(), await seedPlatform(services, [])];
  const environment = { VENDOR_URLS: JSON.stringify({ hubspot: hubspot.url }) };
  engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
  const call = createApiClient(`http://127.0.0.1:${port}`, key);
  const token = { method: 'token', token: hubspot.privateToken };
  const { body } = await call('POST', '/connections', { vendor: 'hubspot', name: 'HubSpot', credentials: token });
  const { id } = body as { id: string };
  createSync = async () => void (await call('POST', '/syncs', companiesAndContacts(id, { creates: ['b'] })));
});
afterAll(async () => {
  await engine?.stop();
  await hubspot?.close();
  await services?.stop();
  removeScratch(stateDir);
});

const contactNames = () =>
  hubspot
    .records('contacts')
    .all()
    .map(({ fields }) => fields['company']);

/** Kills a service in the turn in which the vendor answers such a request for the second time: nobody can have stored the answer. */
function killAtSecond(request: RegExp, pidOf: () => number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  hubspot.traffic.onAnswer = ({ method, path }) => {
    if (!request.test(`${method} ${path}`) || ++seen < 2) return;
    hubspot.traffic.onAnswer = () => {};
    process.kill(pidOf(), 'SIGKILL');
    resolve();
  };
  return promise;
}

const outages = [
  ['Temporal', 'a page was read', /GET .*\/companies\?/, () => services.temporalPid(), () => services.startTemporal()],
  ['PostgreSQL', 'a batch was written', /POST .*\/contacts\/batch\/upsert/, () => services.postgresPid(), () => services.startPostgres()],
] as const;

test.each(outages)(
  '%s that is killed when %s costs a sync no record and doubles none',
  async (_name, _when, request, pidOf, restart) => {
    const names = Array.from({ length: 450 }, (_, i) => `Company ${hubspot.records('companies').all().length + i}`);
    for (const name of names) hubspot.records('companies').create({ name });
    const killed = killAtSecond(request, pidOf);
    await createSync();
    await killed;
    await restart();
    const db = openDatabase(services.databaseUrl, { max: 1 });
    // The claims of a batch that was not recorded end by themselves, after the longest time that a worker may be silent.
    await db.sql`update sync_write set claimed_until = now() where claimed_until > now()`;
    await eventually(
      () => db.sql`select from sync_run where state = 'running'`,
      (running) => running.length === 0,
    );
    await db.close();
    const companies = hubspot.records('companies').all();
    expect(contactNames().toSorted()).toEqual(companies.map(({ fields }) => fields['name']).toSorted());
  },
  180_000,
);
