import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { addConnection } from '#test/support/connection-calls.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

// What people see and decide by the API: previews, failed records, conflicts, and a yes to many changes.
let engine: TestEngine;
let hubspot: HubSpotFake;
let connectionId: string;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0 });
  hubspot.account.addProperty('contacts', { name: 'company_id', label: 'Company', type: 'text', unique: true, maxLength: 64 });
  engine = await startTestEngine({ vendorUrls: { hubspot: hubspot.url } });
  connectionId = await addConnection(engine, hubspot);
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

const field = { a: 'name', b: 'company', type: 'text', direction: 'both', owner: 'none' };
/** Companies and the contacts that stand for them, in one account. */
const mappingOf = (fields: object[]) => ({
  objects: [
    { name: 'account', a: 'companies', b: 'contacts', creates: ['b'], links: [{ how: 'external_id', a: 'id', b: 'company_id' }], fields },
  ],
});
const contactOf = (companyId: string) => hubspot.records('contacts').findBy('company_id', companyId);
const listOf = async (path: string) => (await engine.call('GET', path)).body['data'] as Record<string, string>[];
const endedRuns = async (id: string) => (await listOf(`/syncs/${id}/runs`)).filter(({ state }) => state !== 'running');

/** A sync of companies with these names, after its first run. */
async function synced(names: readonly string[], settings: object = {}) {
  const companies = names.map((name) => hubspot.records('companies').create({ name }).id);
  const { body } = await engine.call('POST', '/syncs', {
    ...{ name: 'test', a_connection_id: connectionId, b_connection_id: connectionId, interval_seconds: 3_600 },
    ...{ mapping: mappingOf([field]), ...settings },
  });
  const id = body['id'] as string;
  await eventually(
    () => endedRuns(id),
    (runs) => runs.length > 0,
  );
  const run = async () => {
    const before = (await endedRuns(id)).length;
    expect((await engine.call('POST', `/syncs/${id}/trigger`)).status).toBe(202);
    await eventually(
      () => endedRuns(id),
      (runs) => runs.length > before,
    );
  };
  return { id, companies, run };
}

test('a mapping is tried on real records, and says what it would rewrite before it does', async () => {
  const { id, companies } = await synced(['Before']);
  const louder = { ...field, direction: 'a_to_b', owner: 'a', transforms: [{ kind: 'uppercase' }] };
  const { body } = await engine.call('POST', `/syncs/${id}/preview`, {
    object: 'account',
    mapping: mappingOf([louder]),
    a_id: companies[0],
  });
  expect(body).toMatchObject({ compared: 1, changes: [{ side: 'b', field: 'company', before: 'Before', after: 'BEFORE' }] });
  expect(contactOf(companies[0] ?? '')?.fields['company']).toBe('Before');
  await engine.call('DELETE', `/syncs/${id}`);
});

test('a conflict is shown with both values and who owns the field, and one call resolves it', async () => {
  const { id, companies, run } = await synced(['Acme']);
  const [company = ''] = companies;
  const contact = contactOf(company)?.id ?? '';
  hubspot.records('companies').update(company, { name: 'Acme A' });
  hubspot.records('contacts').update(contact, { company: 'Acme B' });
  await run();
  const open = () => listOf(`/syncs/${id}/conflicts?state=open`);
  const [conflict] = await eventually(open, (conflicts) => conflicts.length > 0);
  expect(conflict).toMatchObject({ object: 'account', a_id: company, b_id: contact, a_value: 'Acme A', b_value: 'Acme B' });
  const resolved = await engine.call('POST', `/syncs/${id}/conflicts/${conflict?.['id'] ?? ''}/resolve`, { winner: 'b' });
  expect(resolved.status).toBe(204);
  await eventually(
    () => hubspot.records('companies').get(company)?.fields['name'],
    (name) => name === 'Acme B',
  );
  expect(await open()).toEqual([]);
  await engine.call('DELETE', `/syncs/${id}`);
});

test('a failed record is exported with its reason and remedy, and is left alone once it is dismissed', async () => {
  const { id, companies, run } = await synced(['Fine', 'a\0b']);
  const [, odd = ''] = companies;
  const failed = () => listOf(`/syncs/${id}/writes?state=failed`);
  const [write] = await failed();
  const { data: groups } = (await engine.call('GET', `/syncs/${id}/writes/groups`)).body;
  expect(groups).toMatchObject([{ reason: 'not_readable', count: 1, remedy: write?.['remedy'] }]);
  expect(write).toMatchObject({ record_id: odd, reason: 'not_readable', remedy: expect.stringContaining('Correct the value') });
  const answer = await engine.inject({
    method: 'GET',
    url: `/api/v1/syncs/${id}/writes/export`,
    headers: { authorization: `Bearer ${engine.platformKey}` },
  });
  expect(answer.headers['content-type']).toContain('text/csv');
  expect(answer.body).toMatch(new RegExp(`^${write?.['id']},account,b,create,${odd},not_readable,`, 'm'));
  const dismiss = () => engine.call('POST', `/syncs/${id}/writes/${write?.['id'] ?? ''}/dismiss`, { reason: 'Nobody uses it' });
  expect((await dismiss()).status).toBe(204);
  await run();
  expect(await failed()).toEqual([]);
  expect((await dismiss()).status).toBe(404);
  await engine.call('DELETE', `/syncs/${id}`);
  hubspot.records('companies').archive(odd);
});

test('many changes at once wait for a yes also after their run, which the next one then follows, and nothing else can be approved', async () => {
  const names = Array.from({ length: 25 }, (_, i) => `Many ${i}`);
  const { id, companies, run } = await synced(names, { max_change_percent: 30 });
  for (const company of companies) hubspot.records('companies').update(company, { name: `renamed ${company}` });
  await run();
  const [last] = await listOf(`/syncs/${id}/runs`);
  expect(last).toMatchObject({ state: 'partial', needs_approval: true, reason: expect.stringContaining('25 changes, more than 30 % of') });
  const healthCode = async () => (await engine.call('GET', `/syncs/${id}/health`)).body['code'];
  expect(await healthCode()).toBe('approval_needed');
  await run();
  const asking = async () => (await listOf(`/syncs/${id}/runs`)).map(({ needs_approval }) => needs_approval);
  expect(await asking()).toEqual([true, false, false]);
  const written = () => companies.filter((company) => contactOf(company)?.fields['company'] === `renamed ${company}`).length;
  expect(written()).toBe(0);
  expect((await engine.call('POST', `/syncs/${id}/approve`)).status).toBe(202);
  await eventually(written, (count) => count === 25);
  await eventually(healthCode, (code) => code === 'healthy');
  expect(await asking()).not.toContain(true);
  await eventually(
    () => engine.call('POST', `/syncs/${id}/approve`),
    ({ status }) => status === 409,
  );
  await engine.call('DELETE', `/syncs/${id}`);
});
