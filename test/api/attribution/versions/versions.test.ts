import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { attachCredits } from '#db/attribution/versions/credit-partitions.ts';
import { activateVersion, addFirstVersion } from '#db/attribution/versions/version.ts';
import { models } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let tested: TestApp;
const call = async (method: 'GET' | 'POST', path: string, payload?: object, headers = tested.headers) => {
  const reply = await tested.app.inject({ method, url: `/api/v1/attribution/versions${path}`, headers, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json<Record<string, any>>() };
};

let store: AttributionStore;
beforeAll(async () => {
  tested = await buildTestApp();
  store = openAttribution(tested.url, { max: 1 });
  await addFirstVersion(store.sql, VersionSettings.parse({}));
});
afterAll(async () => {
  await store.close();
  await tested.close();
});

/** What a sale brings a partner by the first touch, in a version that is computed. */
async function addCredit(version: number, partner: string, amount: number): Promise<void> {
  const shares = `{${models.map((_, model) => (model === 0 ? amount : 0)).join(',')}}`;
  const row = { version, scope: 'live', partner_id: partner, measure: 1, currency: 'JPY', by_model: shares };
  const times = { occurred_at: '2026-03-01T12:00:00Z', recorded_at: '2026-03-02T00:00:00Z' };
  await store.sql`insert into day_rollup ${store.sql({ ...row, day: '2026-03-01' })}`;
  await store.sql`insert into credit ${store.sql({ ...row, ...times, fact_id: 'rev_1' })}`;
}

test('a version is made from the settings of the body or those of the installation, told to Temporal, and audited', async () => {
  const made = await call('POST', '', {});
  expect([made.status, made.body['number'], made.body['state'], made.body['complete_to']]).toEqual([202, 2, 'building', null]);
  expect(made.body['settings']).toEqual(VersionSettings.parse({}));
  expect(tested.workflowCalls).toContainEqual({ call: 'recomputeAttribution', ids: ['2'] });
  const own = await call('POST', '', { settings: { window_days: 7, time_zone: 'Asia/Tokyo' } });
  expect(own.body['settings']).toEqual(VersionSettings.parse({ window_days: 7, time_zone: 'Asia/Tokyo' }));
  const [entry] = await tested.db.sql<{ action: string; detail: { settings: object } }[]>`
    select action, detail from audit_entry where object_kind = 'attribution_version' and object_id = '3'`;
  expect(entry).toMatchObject({ action: 'attribution_version.created', detail: { settings: { window_days: 7 } } });
  expect((await call('GET', '')).body['data'].map(({ number }: { number: number }) => number)).toEqual([3, 2, 1]);
  const first = (await call('GET', '?limit=2')).body;
  expect((await call('GET', `?limit=2&cursor=${first['next_cursor'] as string}`)).body['data']).toHaveLength(1);
});

test('at most three versions wait, and one can be discarded', async () => {
  expect((await call('POST', '', {})).status).toBe(202);
  expect((await call('POST', '', {})).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('3 versions wait') });
  expect((await call('POST', '/4/discard')).body).toMatchObject({ state: 'retired', reason: expect.stringContaining('discarded by key_') });
  expect((await call('POST', '/4/discard')).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('is retired') });
});

test('only a version that is ready can be activated', async () => {
  expect((await call('POST', '/2/activate')).body).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('Version 2 is building'),
  });
  expect((await call('POST', '/77/activate')).status).toBe(404);
});

const entriesOf = async (number: number | string) => {
  const rows = await tested.db.sql<{ action: string }[]>`
    select action from audit_entry where object_kind = 'attribution_version' and object_id = ${String(number)} order by seq`;
  return rows.map(({ action }) => action.replace('attribution_version.', ''));
};

test('an activation is in the audit log before it happens, and repeating it adds what a dead process left out, once', async () => {
  const { sql } = tested.attribution;
  await sql`update version set state = 'ready', complete_to = now() where number = 3`;
  // The process dies between the two databases: the version is active, and only the request is noted.
  await activateVersion(sql, 3);
  expect(await entriesOf(3)).toEqual(['created']);
  expect((await call('POST', '/3/activate')).body).toMatchObject({ number: 3, state: 'active' });
  expect((await call('POST', '/3/activate')).body).toMatchObject({ number: 3, state: 'active' });
  expect(await entriesOf(3)).toEqual(['created', 'activated']);
  await sql`update version set state = 'ready' where number = 2`;
  expect((await call('POST', '/2/activate')).body).toMatchObject({ number: 2, state: 'active' });
  expect(await entriesOf(2)).toEqual(['created', 'activation_requested', 'activation_requested', 'activated']);
  expect(await entriesOf('new')).toEqual(Array.from({ length: 4 }, () => 'creation_requested'));
});

test('a version whose activation the store refuses leaves its request in the audit log, and nothing else', async () => {
  await tested.attribution.sql`alter table version add constraint no_more check (state <> 'active') not valid`;
  await tested.attribution.sql`update version set state = 'ready' where number = 1`;
  expect((await call('POST', '/1/activate')).status).toBe(500);
  expect(await entriesOf(1)).toEqual(['activation_requested']);
  await tested.attribution.sql`alter table version drop constraint no_more`;
});

test('a comparison names the rules in which the versions differ', async () => {
  await tested.attribution.sql`update version set learnt = '{"markov": {"ptn_a": 1}, "shapley": {}}' where number = 3`;
  const { body } = await call('GET', '/3/comparison?with=1&from=2026-03-01&until=2026-04-01');
  expect(body['rules']).toEqual([
    { rule: 'window_days', before: 90, after: 7 },
    { rule: 'time_zone', before: 'UTC', after: 'Asia/Tokyo' },
    { rule: 'learnt_coefficients', before: expect.any(String), after: expect.any(String) },
  ]);
  expect((await call('GET', '/2/comparison?with=1&from=2026-03-01&until=2026-04-01')).body['rules']).toEqual([]);
});

test('two versions are compared in money, with signs', async () => {
  await attachCredits(store.sql, 2);
  await addCredit(1, 'ptn_a', 900);
  await addCredit(2, 'ptn_a', 500);
  await addCredit(2, 'ptn_b', 400);
  const { body } = await call('GET', '/2/comparison?with=1&from=2026-03-01&until=2026-04-01&model=first_touch');
  const money = (amount: string) => ({ amount, currency: 'JPY' });
  const [loses, gains] = [
    { before: money('900'), after: money('500'), change: '-400' },
    { before: money('0'), after: money('400'), change: '400' },
  ];
  expect(body).toMatchObject({ before: 1, after: 2, measure: 'revenue' });
  expect(body['partners']).toEqual([
    { partner_id: 'ptn_a', ...loses, facts: [{ id: 'rev_1', ...loses }] },
    { partner_id: 'ptn_b', ...gains, facts: [{ id: 'rev_1', ...gains }] },
  ]);
});

test.each([
  ['settings that contradict each other', '', { settings: { first_share: 0.8, last_share: 0.8 } }],
  ['an unknown setting', '', { settings: { window: 3 } }],
  ['a window beyond its bounds', '', { settings: { window_days: 731 } }],
  ['an unknown time zone', '', { settings: { time_zone: 'Mars/Olympus' } }],
])('%s is refused', async (_, path, body) => {
  expect((await call('POST', path, body)).status).toBe(400);
});

test('a comparison over a reversed time is refused', async () => {
  expect((await call('GET', '/2/comparison?from=2026-04-01&until=2026-03-01')).body).toMatchObject({
    status: 400,
    detail: expect.stringContaining('2026-04-01'),
  });
});

test('partners neither see nor change versions', async () => {
  const partner = await tested.partner();
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/1'],
    ['POST', ''],
    ['POST', '/1/activate'],
    ['POST', '/1/discard'],
  ] as const) {
    expect((await call(method, path, method === 'POST' ? {} : undefined, partner.headers)).status).toBe(403);
  }
});
