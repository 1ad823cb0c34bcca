import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { companyMapping } from '#test/support/synced-companies.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

test('the syncs of a connection are those that have it on either side', async () => {
  const limits = { intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 };
  const between = async (aConnectionId: string, bConnectionId: string) => {
    const wanted = { name: 'test', aConnectionId, bConnectionId, mapping: Mapping.parse(companyMapping), ...limits };
    return (await createSync(api.db, wanted, tester)).id;
  };
  const [first, second] = [await between('con_1', 'con_2'), await between('con_2', 'con_3')];
  const idsOf = async (query: string) => {
    const reply = await api.app.inject({ url: `/api/v1/syncs?${query}`, headers: api.headers });
    return reply.json().data.map(({ id }: { id: string }) => id);
  };
  expect(await idsOf('connection_id=con_2')).toEqual([second, first]);
  expect(await idsOf('connection_id=con_3')).toEqual([second]);
  expect(await idsOf('connection_id=con_4')).toEqual([]);
});
