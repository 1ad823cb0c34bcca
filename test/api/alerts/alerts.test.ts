import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TryAlert } from '#apps/vendors/try-alert.ts';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import type { Finding } from '#domain/alerts/finding.ts';
import { aFinding } from '#test/support/alert-world.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';

// Answers are asserted on, not trusted.
type Json = Record<string, any>;

const url = 'https://hooks.slack.com/services/T000/B000/very-secret';
const slack = (name: string) => ({ name, settings: { kind: 'slack_webhook', secrets: { url } } });

let app: TestApp;
let sent: AlertMessage[];
let answer: Awaited<ReturnType<TryAlert>>;
beforeAll(async () => {
  sent = [];
  answer = { reference: 'r1', error: null };
  app = await buildTestApp({
    tryAlert: async (_channel, message) => {
      sent.push(message);
      return answer;
    },
  });
});
afterAll(() => app.close());

async function ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = {}) {
  const reply = await app.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...app.headers, ...headers },
    ...(payload && { payload }),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body === '' ? {} : reply.json<Json>(), text: reply.body };
}

async function open(finding: Finding): Promise<string> {
  const key = { rule: finding.rule, subjectId: finding.subject.id };
  await app.db.sql.begin((tx) => applyAlertNews(tx, key, { kind: 'found', finding }));
  const [row] = await app.db.sql<{ id: string }[]>`select id from alert where subject_id = ${finding.subject.id} order by id desc limit 1`;
  return row?.id ?? '';
}

test('alerts are listed by rule, state, severity, partner and subject, the latest first, page by page', async () => {
  const ids: string[] = [];
  for (const severity of ['critical', 'warning', 'info'] as const) {
    ids.unshift(await open(aFinding({ severity, rule: 'drift', partnerId: 'ptn_a' })));
  }
  const list = async (query: string) => (await ask('GET', `/alerts?${query}`)).body['data'].map(({ id }: Json) => id);
  expect(await list('rule=drift')).toEqual(ids);
  expect(await list('severity=info,critical')).toEqual([ids[0], ids[2]]);
  expect(await list('partner_id=ptn_a&state=firing')).toEqual(ids);
  expect(await list('state=resolved&state=acknowledged')).toEqual([]);
  const { body: first } = await ask('GET', `/alerts/${ids[0]}`);
  expect(await list(`subject_id=${first['subject'].id}`)).toEqual([ids[0]]);
  const page = await ask('GET', '/alerts?rule=drift&limit=2');
  expect(page.body['has_more']).toBe(true);
  expect(await list(`rule=drift&limit=2&cursor=${page.body['next_cursor']}`)).toEqual([ids[2]]);
  expect((await ask('GET', '/alerts?rule=nonsense')).status).toBe(400);
});

test('an acknowledgement has a name, is in the audit log, can be taken back, and is based on a version if the caller says so', async () => {
  const id = await open(aFinding());
  const { headers, body: before } = await ask('GET', `/alerts/${id}`);
  expect(before).toMatchObject({ state: 'firing', acknowledged_by: null, notices: [] });
  const acknowledged = await ask('POST', `/alerts/${id}/acknowledge`, undefined, { 'if-match': headers['etag'] });
  expect(acknowledged.body).toMatchObject({
    state: 'acknowledged',
    acknowledged_by: 'the key "test"',
    acknowledged_at: expect.any(String),
  });
  expect((await ask('POST', `/alerts/${id}/acknowledge`)).body).toEqual(acknowledged.body);
  const stale = await ask('POST', `/alerts/${id}/unacknowledge`, undefined, { 'if-match': headers['etag'] });
  expect(stale.body['code']).toBe('precondition_failed');
  expect((await ask('POST', `/alerts/${id}/unacknowledge`)).body).toMatchObject({ state: 'firing', acknowledged_by: null });
  expect(app.workflowCalls.filter(({ call, ids }) => call === 'advance' && ids.includes(before['subject'].id))).toHaveLength(3);
  const audit = await app.app.inject({ url: `/api/v1/audit-entries?object_id=${id}`, headers: app.headers });
  expect(audit.json()['data'].map(({ action }: Json) => action)).toEqual(['alert.updated', 'alert.updated']);
});

test('an alert is snoozed for at most 30 days; what is resolved can be neither snoozed nor acknowledged', async () => {
  const finding = aFinding();
  const id = await open(finding);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await ask('POST', `/alerts/${id}/snooze`, { until })).body['snoozed_until']).toBe(until);
  expect((await ask('POST', `/alerts/${id}/snooze`, { until: null })).body['snoozed_until']).toBeNull();
  for (const wrong of [new Date(0).toISOString(), new Date(Date.now() + 31 * 86_400_000).toISOString(), 'tomorrow']) {
    expect((await ask('POST', `/alerts/${id}/snooze`, { until: wrong })).body['errors'][0].pointer).toBe('/until');
  }
  const key = { rule: finding.rule, subjectId: finding.subject.id };
  await app.db.sql.begin((tx) => applyAlertNews(tx, key, { kind: 'cleared' }));
  for (const action of ['acknowledge', 'unacknowledge']) expect((await ask('POST', `/alerts/${id}/${action}`)).status).toBe(409);
  expect((await ask('POST', `/alerts/${id}/snooze`, { until })).status).toBe(409);
  expect((await ask('POST', '/alerts/alt_unknown/acknowledge')).status).toBe(404);
});

test('the secrets of a channel are in no answer, no audit entry and no row', async () => {
  const created = await ask('POST', '/alert-channels', slack('Slack'));
  expect(created.status).toBe(201);
  const id = created.body['id'] as string;
  expect(created.headers['location']).toBe(`/api/v1/alert-channels/${id}`);
  expect(created.body).toMatchObject({ name: 'Slack', settings: { kind: 'slack_webhook' }, enabled: true, failing_since: null });
  const changed = await ask('PATCH', `/alert-channels/${id}`, {
    settings: { kind: 'pagerduty', secrets: { routing_key: 'A'.repeat(32) } },
  });
  expect(changed.body['settings']).toEqual({ kind: 'pagerduty', region: 'us' });
  const { body: listed } = await ask('GET', '/alert-channels');
  expect(listed['data'][0]).toEqual(changed.body);
  const rows = await app.db.sql`select row_to_json(c)::text as text from alert_channel c union all select detail::text from audit_entry`;
  for (const text of [created.text, changed.text, JSON.stringify(rows)]) {
    expect(text).not.toContain('very-secret');
    expect(text).not.toContain('AAAAAAAA');
  }
});

test('a channel has a name of its own, is changed by version, and cannot be deleted while a route names it', async () => {
  const { body, headers } = await ask('POST', '/alert-channels', slack('By version'));
  const path = `/alert-channels/${body['id']}`;
  expect((await ask('POST', '/alert-channels', slack('By version'))).body['code']).toBe('conflict');
  expect((await ask('PATCH', path, { name: 'Renamed' }, { 'if-match': headers['etag'] })).body['name']).toBe('Renamed');
  expect((await ask('PATCH', path, { name: 'Again' }, { 'if-match': headers['etag'] })).status).toBe(412);
  await ask('PUT', '/alert-routes', { routes: [{ name: 'All', channels: [body['id']] }] });
  expect((await ask('DELETE', path)).body['detail']).toContain('The route "All" names the channel');
  await ask('PUT', '/alert-routes', { routes: [] });
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('GET', path)).status).toBe(404);
  const [row] = await app.db.sql`select secrets_sealed from alert_channel where id = ${body['id']}`;
  expect(row).toEqual({ secrets_sealed: null });
});

test('the test button answers what the other side said, and the channel shows it', async () => {
  const { body } = await ask('POST', '/alert-channels', slack('Tried'));
  const path = `/alert-channels/${body['id']}`;
  expect((await ask('POST', `${path}/test`)).body).toMatchObject({ ok: true, reference: 'r1', error: null, error_kind: null });
  expect(sent.at(-1)).toMatchObject({ kind: 'test', alerts: [{ title: 'Test of Tried' }] });
  answer = { reference: null, error: { kind: 'rejected', message: 'hooks.slack.com: channel_is_archived' } };
  expect((await ask('POST', `${path}/test`)).body).toMatchObject({
    ok: false,
    error: 'hooks.slack.com: channel_is_archived',
    error_kind: 'rejected',
  });
  expect((await ask('GET', path)).body).toMatchObject({
    last_success_at: expect.any(String),
    last_error: 'hooks.slack.com: channel_is_archived',
    failing_since: expect.any(String),
  });
});

test('routes are replaced as a whole, by version, with every error at once', async () => {
  const { body } = await ask('POST', '/alert-channels', slack('Routed'));
  const { headers, body: none } = await ask('GET', '/alert-routes');
  expect(none['routes']).toEqual([]);
  const route = { name: 'Nights', channels: [body['id']], quiet_hours: { from: '22:00', until: '07:00', time_zone: 'Europe/Berlin' } };
  const set = await ask('PUT', '/alert-routes', { routes: [route] });
  expect(set.body['routes'][0]).toMatchObject({ ...route, group_s: 10, recover_after_s: 60, remind_every_min: 240, escalation: [] });
  const old = String(headers['etag']).replace(/-.*/, '"');
  expect((await ask('PUT', '/alert-routes', { routes: [] }, { 'if-match': old })).status).toBe(412);
  const wrong = await ask('PUT', '/alert-routes', {
    routes: [
      { ...route, channels: ['ach_unknown'] },
      {
        ...route,
        escalation: [
          { after_min: 30, channel_id: body['id'] },
          { after_min: 15, channel_id: 'ach_other' },
        ],
      },
    ],
  });
  expect(wrong.body['errors'].map(({ pointer }: Json) => pointer).toSorted()).toEqual([
    '/routes/0/channels/0',
    '/routes/1/escalation/1/after_min',
    '/routes/1/escalation/1/channel_id',
    '/routes/1/name',
  ]);
  const audit = await app.app.inject({ url: '/api/v1/audit-entries?object_kind=alert_routing', headers: app.headers });
  expect(audit.json()['data'][0]).toMatchObject({ action: 'alert_routing.updated' });
});

test('every rule is listed with its thresholds, and nothing of alerts is for partners or for keys without the scope', async () => {
  const { body } = await ask('GET', '/alert-rules');
  expect(body['data'].length).toBeGreaterThan(10);
  expect(body['data'].find(({ rule }: Json) => rule === 'queue_stuck')).toMatchObject({ settings: { enabled: true, oldest_s: 300 } });
  const reader = bearer(await app.key(undefined, { scopes: ['alerts:read'] }));
  expect((await ask('GET', '/alerts', undefined, reader)).status).toBe(200);
  expect((await ask('POST', '/alert-channels', slack('No'), reader)).body['code']).toBe('missing_scope');
  const { headers } = await app.partner();
  for (const path of ['/alerts', '/alert-rules', '/alert-routes', '/alert-channels']) {
    expect((await ask('GET', path, undefined, headers)).status).toBe(403);
  }
});
