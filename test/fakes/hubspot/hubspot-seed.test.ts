import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';

const Listed = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

async function call({ url, privateToken }: HubSpotFake, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${privateToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/crm/v3/objects/companies${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return Listed.parse(await response.json());
}

test('a million seeded companies are listed page by page, found once they change, and followed by new ones', async () => {
  const hubspot = await startHubSpot({ port: 0 });
  onTestFinished(() => hubspot.close());
  hubspot.account.seed('companies', 1_000_000, (index) => ({ name: `Company ${index}` }));
  const created = hubspot.records('companies').create({ name: 'New' });

  const first = await call(hubspot, 'GET', '?limit=2&properties=name');
  expect(first.results.map(({ properties }) => properties['name'])).toEqual(['Company 0', 'Company 1']);
  const second = await call(hubspot, 'GET', `?limit=2&properties=name&after=${first.paging?.next.after}`);
  expect(second.results.map(({ properties }) => properties['name'])).toEqual(['Company 2', 'Company 3']);
  const lastId = String(Number(created.id) - 1);
  const last = await call(hubspot, 'GET', `?limit=10&properties=name&after=${Number(lastId) - 1}`);
  expect(last.results.map(({ properties }) => properties['name'])).toEqual(['Company 999999', 'New']);
  expect(last.paging).toBeUndefined();

  const changedSince = {
    filterGroups: [{ filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.now() - 60_000) }] }],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: ['name'],
  };
  hubspot.records('companies').update(lastId, { name: 'Changed' });
  const found = await call(hubspot, 'POST', '/search', changedSince);
  expect(found.results.map(({ properties }) => properties['name'])).toEqual(['Changed', 'New']);
  hubspot.records('companies').archive(first.results[0]?.id ?? '');
  expect((await call(hubspot, 'GET', '?archived=true')).results).toHaveLength(1);
  expect((await call(hubspot, 'GET', '?limit=1&properties=name')).results[0]?.properties['name']).toBe('Company 1');
});
