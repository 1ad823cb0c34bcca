import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { insertFailedWrites } from '#test/support/failed-writes.ts';
import { companyMapping } from '#test/support/synced-companies.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
let path: string;
beforeAll(async () => {
  api = await buildTestApp();
  const wanted = { name: 'test', aConnectionId: 'con_1', bConnectionId: 'con_2', mapping: Mapping.parse(companyMapping) };
  const { id } = await createSync(api.db, { ...wanted, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  path = `/api/v1/syncs/${id}/writes`;
  await insertFailedWrites(api.db.sql, id, { not_allowed: 3, missing: 1 });
});
afterAll(() => api.close());

const ask = (url: string, payload?: object) =>
  api.app.inject({ method: payload ? 'POST' : 'GET', url, headers: api.headers, ...(payload && { payload }) });
const due = async () =>
  (await api.db.sql<{ target: string }[]>`select target from sync_write where is_retryable order by target`).map(({ target }) => target);

test('failed records are counted by reason, the most frequent first, with the remedy of each', async () => {
  const { data } = (await ask(`${path}/groups`)).json();
  expect(data).toMatchObject([
    { reason: 'not_allowed', count: 3, remedy: expect.stringContaining('picklist') },
    { reason: 'missing', count: 1, remedy: expect.stringContaining('Fill the field') },
  ]);
});

test('an export has what the filters of the list select', async () => {
  const lines = async (query: string) => (await ask(`${path}/export?${query}`)).body.trim().split('\r\n').length - 1;
  expect(await lines('')).toBe(4);
  expect(await lines('reason=not_allowed')).toBe(3);
  expect(await lines('reason=not_allowed&record_id=not_allowed-2')).toBe(1);
  expect((await ask(`${path}/export?reason=odd`)).statusCode).toBe(400);
});

test('a retry takes chosen records, those of one record, or those of a reason, and no others', async () => {
  const [first, second] = (await ask(`${path}?reason=not_allowed`)).json().data;
  const retry = async (payload: object) => (await ask(`${path}/retry`, payload)).json().retried;
  expect(await retry({ ids: [first.id, second.id, 'swr_unknown'] })).toBe(2);
  expect(await due()).toEqual(['not_allowed-2', 'not_allowed-3']);
  expect(await retry({ reason: 'not_allowed', record_id: 'missing-1' })).toBe(0);
  expect(await retry({ record_id: 'missing-1' })).toBe(1);
  expect(await due()).toEqual(['missing-1', 'not_allowed-2', 'not_allowed-3']);
  expect((await ask(`${path}/retry`, { id: first.id, ids: [second.id] })).statusCode).toBe(400);
});
