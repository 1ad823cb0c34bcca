import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiDocument, operationsOf, resolve } from '#apps/api/openapi/openapi-model.ts';
import { listLines } from '#db/commissions/line.ts';
import { listPayouts } from '#db/commissions/payout-batch.ts';
import { listImportRows } from '#db/deals/deal-import.ts';
import { listFindings } from '#db/reconciliation/finding.ts';
import { listWrites } from '#db/sync/failed-write.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

/** These choose what is shown of everything that matches, or of what, so there is one. All other enumerated parameters are filters. */
const choices = ['book', 'by', 'delimiter', 'format', 'measure', 'model', 'sort'];

let api: TestApp;
let document: ApiDocument;

beforeAll(async () => {
  api = await buildTestApp();
  document = (await api.app.inject({ url: '/openapi.json' })).json();
});
afterAll(() => api.close());

/** The enumerated parameters of all queries. `values` of a list are those of its items. */
function enumerated() {
  return operationsOf(document).flatMap(({ method, path, operation }) =>
    (operation.parameters ?? []).flatMap(({ in: place, name, schema = {}, description = '' }) => {
      const type = resolve(document, schema);
      const values = (type.enum ?? resolve(document, type.items ?? {}).enum ?? []).map(String);
      if (place !== 'query' || values.length === 0) return [];
      return [{ at: `${method.toUpperCase()} ${path}?${name}`, path, name, values, isList: type.type === 'array', description }];
    }),
  );
}

test('no enumerated filter takes a single value only', () => {
  const single = enumerated().filter(({ isList }) => !isList);
  expect(single.filter(({ name }) => !choices.includes(name)).map(({ at }) => at)).toEqual([]);
  expect([...new Set(single.map(({ name }) => name))].toSorted()).toEqual(choices);
});

test('every enumerated filter takes one value, several by commas, and several by repeating it, and says so', async () => {
  const lists = enumerated().filter(({ isList }) => isList);
  expect(lists.length).toBeGreaterThan(30);
  for (const { at, path, name, values, description } of lists) {
    expect([at, description]).toEqual([at, expect.stringContaining('separate them by commas')]);
    const [first = '', last = ''] = [values[0], values.at(-1)];
    for (const query of [`${name}=${first}`, `${name}=${first},${last}`, `${name}=${first}&${name}=${last}`]) {
      const url = `${path.replaceAll(/\{\w+\}/g, 'unknown')}?${query}`;
      const { statusCode } = await api.app.inject({ url, headers: api.headers });
      // What the path names is looked for after the query is checked.
      expect([url, statusCode]).toEqual([url, path.includes('{') ? 404 : 200]);
    }
    const wrong = await api.app.inject({ url: `${path.replaceAll(/\{\w+\}/g, 'unknown')}?${name}=${first},nothing`, headers: api.headers });
    expect([at, wrong.statusCode]).toEqual([at, 400]);
  }
});

test('the statements behind lists of one object take several values', async () => {
  const { db } = api;
  const page = { limit: 10 };
  const lists = [
    listWrites(db, 'unknown', { states: ['failed', 'dismissed'], reasons: ['invalid', 'missing'], ...page }),
    listFindings(db.sql, 'unknown', { classes: ['stale', 'merged'], states: ['open', 'failed'], ...page }),
    listImportRows(db, { importId: 'unknown', statuses: ['created', 'failed'], after: 0, ...page }),
    listLines(db.sql, { partnerId: 'unknown', currency: undefined, kinds: ['accrual', 'payout'], below: undefined, ...page }),
    listPayouts(db.sql, 'unknown', { states: ['sent', 'failed'], after: '', ...page }),
  ];
  for (const rows of await Promise.all<unknown[]>(lists)) expect(rows).toEqual([]);
});
