import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let publicStatus: object = {};
const parse = (setting: object) => Settings.parse({ health: { public_status: { audience: 'everybody', ...setting } } });
beforeAll(async () => {
  app = await buildTestApp({ settings: () => parse(publicStatus) });
  const { sql } = app.db;
  await sql`insert into health_watch (looked_at) values (now())`;
  const begin = new Date(Date.now() - 3 * 86_400_000);
  const period = { subject_id: 'con_secret', kind: 'connection', code: 'healthy', reason: 'Acme Ltd is fine', partner_id: null };
  await sql`insert into health_period ${sql([
    { ...period, state: 'healthy', began_at: begin, ended_at: new Date(begin.getTime() + 43_200_000) },
    {
      ...period,
      state: 'action_required',
      began_at: new Date(begin.getTime() + 43_200_000),
      ended_at: new Date(begin.getTime() + 86_400_000),
    },
    { ...period, state: 'healthy', began_at: new Date(begin.getTime() + 86_400_000), ended_at: null },
    { ...period, kind: 'endpoint', subject_id: 'ep_secret', partner_id: null, state: 'partial', began_at: begin, ended_at: null },
  ])}`;
});
afterAll(() => app.close());

const get = (path: string, headers = {}) => app.app.inject({ url: path, headers });
const crm = { 'CRM <sync>': ['con_secret'] };
const webhooks = { Webhooks: ['ep_secret', 'con_secret'] };
const unseen = { Billing: ['syn_none'] };

test('nothing is published unless the company wants it', async () => {
  publicStatus = { title: 'Nothing' };
  for (const path of ['/status', '/status.json']) expect((await get(path)).statusCode).toBe(404);
});

test('by default it is for those who are signed in or have a credential, and nobody keeps a copy', async () => {
  publicStatus = { title: 'Partner API', audience: 'signed_in', components: crm };
  const [page, json] = [await get('/status'), await get('/status.json')];
  expect([page.statusCode, json.statusCode]).toEqual([401, 401]);
  expect(json.json().code).toBe('missing_api_key');
  expect(page.body).toContain('<a href="/console">Sign in to the console</a>');
  expect(page.body + json.body).not.toContain('Partner API');
  for (const headers of [app.headers, (await app.partner()).headers]) {
    const shown = await get('/status', headers);
    expect([shown.statusCode, shown.headers['cache-control']]).toEqual([200, 'no-store']);
  }
  expect((await get('/status', { authorization: 'Bearer wrong' })).json().code).toBe('invalid_api_key');
  expect(Settings.parse({}).health.public_status.audience).toBe('signed_in');
});

test('each component has a state and its days, without a credential', async () => {
  publicStatus = { title: 'Partner API', days: 14, components: { ...crm, ...webhooks, ...unseen } };
  const { title, components } = (await get('/status.json')).json();
  expect(title).toBe('Partner API');
  expect(components).toMatchObject([
    { name: 'CRM <sync>', state: 'operational' },
    { name: 'Webhooks', state: 'degraded' },
    { name: 'Billing', state: 'unknown' },
  ]);
  for (const { days } of components) expect(days).toHaveLength(14);
  const bad = components[0].days.filter(({ state }: { state: string }) => state === 'disrupted');
  expect(bad.length).toBeGreaterThan(0);
  for (const { operational_percent: percent } of bad) expect(percent).toBeLessThan(100);
  expect(components[0].days[0]).toMatchObject({ state: 'unknown', operational_percent: null });
  expect(components[2].days.every(({ state }: { state: string }) => state === 'unknown')).toBe(true);
});

test('no id, reason or partner is in it, and names are escaped', async () => {
  publicStatus = { title: 'Partner & API', days: 14, components: { ...crm, ...webhooks } };
  const [html, json] = [await get('/status'), await get('/status.json')];
  for (const { body } of [html, json]) expect(body).not.toMatch(/secret|Acme|con_|ep_/);
  expect(html.body).toContain('CRM &lt;sync&gt;');
  expect(html.body).toContain('<title>Partner &amp; API</title>');
  expect(html.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=60' });
  expect(html.headers['content-security-policy']).toContain("default-src 'none'");
});

test('whoever has the page already gets it not again', async () => {
  publicStatus = { title: 'Partner API', days: 7, components: crm };
  for (const path of ['/status', '/status.json']) {
    const { etag } = (await get(path)).headers;
    const again = await get(path, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  }
});

test('callers do not decide how often PostgreSQL is asked', async () => {
  publicStatus = { title: 'Asked once', days: 90, components: crm };
  const first = await get('/status.json');
  await app.db.sql`update health_period set state = 'held' where subject_id = 'con_secret' and ended_at is null`;
  expect((await get('/status.json')).body).toBe(first.body);
});

test('a state that nobody has looked at for minutes is not known', async () => {
  await app.db.sql`update health_watch set looked_at = now() - interval '6 minutes'`;
  publicStatus = { title: 'Nobody looks', days: 7, components: crm };
  expect((await get('/status.json')).json().components[0].state).toBe('unknown');
});

test.each([
  ['an id of a partner', { title: 'x', components: { x: ['ptn_1'] } }],
  ['a component of nothing', { title: 'x', components: { x: [] } }],
  ['a name that nobody sees', { title: 'x', components: { '\u200b': ['con_1'] } }],
  ['a year', { title: 'x', days: 365, components: crm }],
])('refused in the settings: %s', (_name, setting) => {
  expect(() => parse(setting)).toThrow(/public_status/);
});
