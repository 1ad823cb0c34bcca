import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import { aFinding } from '#test/support/alert-world.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let app: TestApp;
let partner: TestPartner;
let channel: string;
/** Of the partner itself, of another one, and of the company. */
let alerts: string[];
let sent = 0;
beforeAll(async () => {
  app = await buildTestApp({
    tryAlert: async () => {
      sent += 1;
      return { reference: null, error: null };
    },
  });
  [partner, alerts] = [await app.partner(), []];
  for (const partnerId of [partner.id, (await app.partner()).id, null]) alerts.push(await open(partnerId));
  const slack = { kind: 'slack_webhook', secrets: { url: 'https://hooks.slack.com/services/T0/B0/very-secret' } };
  channel = (await ask('POST', '/alert-channels', { name: 'Slack', settings: slack }, app.headers)).body.id;
  await ask('PUT', '/alert-routes', { routes: [{ name: 'All', channels: [channel] }] }, app.headers);
  app.workflowCalls.length = 0;
});
afterAll(() => app.close());

async function open(partnerId: string | null): Promise<string> {
  const finding = aFinding({ partnerId, title: 'Internal title', reason: 'Internal reason' });
  await app.db.sql.begin((tx) => applyAlertNews(tx, { rule: finding.rule, subjectId: finding.subject.id }, { kind: 'found', finding }));
  const [row] = await app.db.sql<{ id: string }[]>`select id from alert where subject_id = ${finding.subject.id}`;
  return row?.id ?? '';
}

async function ask(method: string, path: string, payload: object | undefined, headers: object) {
  const reply = await app.app.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers: { ...headers },
    ...(payload && { payload }),
  });
  return { status: reply.statusCode, text: reply.body, body: reply.body === '' ? null : reply.json() };
}

const everything = () => app.db.sql`
  select row_to_json(a)::text as text from alert a union all select row_to_json(c)::text from alert_channel c
  union all select row_to_json(r)::text from alert_routing r union all select row_to_json(n)::text from alert_notice n order by 1`;

describe('a partner with every scope that it can have', () => {
  const cases: [method: string, path: string, payload?: object][] = [
    ['GET', '/alerts'],
    ['GET', '/alerts?partner_id=<own>'],
    ['GET', '/alerts/<alert>'],
    ['POST', '/alerts/<alert>/acknowledge'],
    ['POST', '/alerts/<alert>/unacknowledge'],
    ['POST', '/alerts/<alert>/snooze', { until: null }],
    ['GET', '/alert-channels'],
    ['POST', '/alert-channels', { name: 'Mine', settings: { kind: 'webhook', url: 'https://x.example/' } }],
    ['GET', '/alert-channels/<channel>'],
    ['PATCH', '/alert-channels/<channel>', { enabled: false }],
    ['DELETE', '/alert-channels/<channel>'],
    ['POST', '/alert-channels/<channel>/test'],
    ['GET', '/alert-routes'],
    ['PUT', '/alert-routes', { routes: [] }],
    ['GET', '/alert-rules'],
  ];

  test.each(cases)('cannot %s %s: not of its own alerts, nor learn which there are', async (method, path, payload) => {
    const before = await everything();
    const at = (alert: string, id: string) => path.replace('<alert>', alert).replace('<channel>', id).replace('<own>', partner.id);
    const told = [];
    for (const alert of [...alerts, 'alt_00000000000000000000000000']) {
      for (const id of [channel, 'ach_00000000000000000000000000']) {
        const { status, body, text } = await ask(method, at(alert, id), payload, partner.headers);
        expect(text).not.toMatch(/Internal|very-secret/);
        told.push(JSON.stringify({ status, body: { ...body, request_id: '', instance: '' } }));
      }
    }
    expect(new Set(told).size).toBe(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ status: 403, body: { code: 'platform_key_required' } });
    expect(await everything()).toEqual(before);
    expect([app.workflowCalls, sent]).toEqual([[], 0]);
  });

  test('sees nothing of alerts in what else it can read', async () => {
    await ask('POST', `/alerts/${alerts[0]}/acknowledge`, undefined, app.headers);
    for (const path of [
      '/events',
      '/deliveries',
      '/audit-entries',
      '/partners/me',
      `/partners/${partner.id}/health`,
      '/health/integrations',
    ]) {
      const { text } = await ask('GET', path, undefined, partner.headers);
      expect(text, path).not.toMatch(/Internal|alt_|alert/);
    }
  });

  test.each(['alerts:read', 'alerts:write'])('is never given the scope %s', async (scope) => {
    for (const [headers, of] of [
      [app.headers, { partner_id: partner.id }],
      [partner.headers, {}],
    ] as const) {
      for (const path of ['/api-keys', '/oauth-clients']) {
        const { status } = await ask('POST', path, { name: `With ${scope}`, scopes: [scope], ...of }, headers);
        expect([400, 403], path).toContain(status);
      }
    }
  });
});
