import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readVendorStatus } from '#activities/health/read-vendor-status.ts';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { readStatusFeed, vendorLevels } from '#domain/health/vendor-status.ts';
import { appWithHubspot, createConnection } from '#test/api/connections/hubspot-app.ts';
import { scriptedVendor, sendJson } from '#test/connectors/support/scripted-vendor.ts';
import type { TestApp } from '#test/support/app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
let connection: string;
beforeAll(async () => {
  ({ app, hubspot, close } = await appWithHubspot());
  connection = (await createConnection(app, { method: 'token', token: hubspot.privateToken })).body['id'];
});
afterAll(() => close());
beforeEach(() => app.db.sql`delete from vendor_status`);

const outage = { status: { indicator: 'major', description: 'Partial System Outage' }, incidents: [{ name: 'Workflows are delayed' }] };

/** A status page that answers like this, and how a worker reads it. */
async function pageAnswers(answer: Parameters<typeof scriptedVendor>[0]) {
  const { url, http, arrived } = await scriptedVendor(answer);
  const statusFeed = (vendor: string) =>
    vendor === 'hubspot' ? { format: 'statuspage' as const, url: `${url}/api/v2/summary.json` } : null;
  const read = () => readVendorStatus(app.db.sql, { http, statusFeed }, () => Promise.resolve());
  const due = () => app.db.sql`update vendor_status set next_at = now() - interval '1 s'`;
  return { read, due, arrived };
}
const stored = async () =>
  (await app.db.sql`select level, text, failures, extract(epoch from next_at - now())::int as wait from vendor_status`)[0];
async function banners(): Promise<{ vendor: string; text: string }[]> {
  return (await app.app.inject({ url: '/api/v1/health/integrations', headers: app.headers })).json().banners;
}

test('what a vendor says of itself is a banner, with its age, and makes no connection unwell', async () => {
  const { read } = await pageAnswers((_request, response) => sendJson(response, 200, outage));
  await read();
  await app.db.sql`update vendor_status set checked_at = now() - interval '3 min'`;
  expect(await banners()).toMatchObject([
    {
      vendor: 'hubspot',
      text: 'HubSpot says of itself: Partial System Outage: Workflows are delayed (read 3 min ago). Its connections here work',
    },
  ]);
  const health = await app.app.inject({ url: `/api/v1/connections/${connection}/health`, headers: app.headers });
  expect(health.json().state).toBe('healthy');
});

test('what we see ourselves and what the vendor says are one banner', async () => {
  const { read } = await pageAnswers((_request, response) => sendJson(response, 200, outage));
  await read();
  await app.db.sql`update connection set away_since = now() - interval '2 min', away_reason = 'HTTP 503' where id = ${connection}`;
  const found = await banners();
  await app.db.sql`update connection set away_since = null, away_reason = null where id = ${connection}`;
  expect(found).toMatchObject([
    {
      vendor: 'hubspot',
      text: expect.stringMatching(/^HubSpot has not answered since .*HTTP 503.*HubSpot says of itself: Partial System Outage/),
    },
  ]);
});

test('a feed is read once for all processes, and then not for minutes', async () => {
  const { read, arrived } = await pageAnswers((_request, response) => sendJson(response, 200, outage));
  await Promise.all([read(), read(), read()]);
  await read();
  expect(arrived).toHaveLength(1);
  expect((await stored())?.['wait']).toBeGreaterThan(200);
});

test('what has not changed is not sent again', async () => {
  const { read, due, arrived } = await pageAnswers((request, response) => {
    if (request.headers['if-none-match'] === '"a"') response.writeHead(304).end();
    else sendJson(response, 200, outage, { etag: '"a"', 'last-modified': 'Mon, 02 Mar 2026 09:30:00 GMT' });
  });
  await read();
  await due();
  await read();
  expect(arrived[1]?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': 'Mon, 02 Mar 2026 09:30:00 GMT' });
  expect(await stored()).toMatchObject({ level: 'degraded', text: 'Partial System Outage: Workflows are delayed' });
});

test('a page that fails is asked less and less often, and not before it wants to', async () => {
  const { read, due } = await pageAnswers((_request, response) => response.writeHead(503).end());
  await read();
  await due();
  await read();
  expect(await stored()).toMatchObject({ level: 'unknown', failures: 2 });
  expect((await stored())?.['wait']).toBeGreaterThan(500);
  const patient = await pageAnswers((_request, response) => response.writeHead(429, { 'retry-after': '1800' }).end());
  await patient.due();
  await patient.read();
  expect((await stored())?.['wait']).toBeGreaterThan(1_700);
  expect(await banners()).toEqual([]);
});

test.each([
  ['too large', (response: { end(text: string): void }) => response.end(`{"x":"${'x'.repeat(2_000_000)}"}`)],
  ['no JSON', (response: { end(text: string): void }) => response.end('<html>Welcome</html>')],
])('an answer that is %s says nothing', async (_name, answer) => {
  const { read } = await pageAnswers((_request, response) => answer(response));
  await read();
  expect(await stored()).toMatchObject({ level: 'unknown' });
});

test('what was read long ago is not shown', async () => {
  const { read } = await pageAnswers((_request, response) => sendJson(response, 200, outage));
  await read();
  await app.db.sql`update vendor_status set checked_at = now() - interval '2 h'`;
  expect(await banners()).toEqual([]);
});

test.each([
  ['statuspage', { status: { indicator: 'none', description: 'All Systems Operational' } }, 'operational'],
  ['statuspage', { status: { indicator: 'critical', description: 'Major Outage' } }, 'down'],
  ['statuspage', { status: { indicator: 'purple' } }, 'unknown'],
  ['statuspage', { status: { indicator: 'constructor' } }, 'unknown'],
  ['statuspage', { status: ['major'] }, 'unknown'],
  ['statuspage', null, 'unknown'],
  ['stripe', { largestatus: 'up', message: 'All services are online.' }, 'operational'],
  ['stripe', { largestatus: 'degraded', message: 'x' }, 'degraded'],
  ['stripe', { UptimeStatus: 'down' }, 'down'],
  ['stripe', { largestatus: { toString: 'up' } }, 'unknown'],
] as const)('%s: %j is %s', (format, body, level) => {
  expect(vendorLevels).toContain(level);
  expect(readStatusFeed(format, JSON.stringify(body)).level).toBe(level);
});

test('the words of a page become one bounded line', () => {
  const description = `Outage\u0000\r\n\u202e${'x'.repeat(5_000)}`;
  const { text } = readStatusFeed(
    'statuspage',
    JSON.stringify({ status: { indicator: 'major', description }, incidents: [{ name: 5 }, 'x'] }),
  );
  expect(text.length).toBeLessThanOrEqual(200);
  expect(text).toMatch(/^Outage {2,4}x+$/);
});
