import { afterAll, beforeAll, expect, test } from 'vitest';
import { reindexAccounts } from '#db/accounts/reindex.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

test('accounts whose keys are those of an older release get the keys of this one, page by page', async () => {
  const accounts = Array.from({ length: 501 }, (_, index) => ({ external_id: `r${index}`, name: `Reindexed ${index} GmbH` }));
  await api.app.inject({ method: 'POST', url: '/api/v1/accounts/batch', headers: api.headers, payload: { accounts } });
  const keys = () => api.db.sql`select key, owner_id from match_key where kind = 'account' order by key, owner_id`;
  const before = await keys();
  await api.db.sql`update match_key set key = 'old:' || key where key like 'n:%'`;
  const last = await reindexAccounts(api.db.sql, '');
  expect(last).not.toBeNull();
  expect(await reindexAccounts(api.db.sql, last ?? '')).toBeNull();
  expect(await keys()).toEqual(before);
});
