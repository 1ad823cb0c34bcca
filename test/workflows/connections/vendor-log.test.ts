import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { callback, decide, linkIn } from '#test/api/connections/hubspot-app.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let hubspot: HubSpotFake;
let engine: TestEngine;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0, redirectUris: [callback] });
  engine = await startTestEngine({ vendorUrls: { hubspot: hubspot.url } });
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

const oauth = () => ({ method: 'oauth', client_id: hubspot.app.id, client_secret: hubspot.app.secret });
const create = (fields: object) =>
  engine.call('POST', '/connections', { vendor: 'hubspot', name: 'Our HubSpot', credentials: oauth(), ...fields });

async function connect(): Promise<string> {
  const { body } = await create({ pull_changes: true });
  const { pathname, search } = new URL(body['connect_url']);
  const page = await engine.inject({ url: pathname + search });
  const back = new URL(await decide(linkIn(page.body)));
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  expect((await engine.inject({ url: back.pathname + back.search, headers: { cookie } })).statusCode).toBe(200);
  return body['id'];
}
const source = (id: string) => engine.call('GET', `/inbound-sources/${id}`);
const eventsOf = async (id: string) =>
  (await engine.call('GET', `/inbound-events?source_id=${id}`)).body['data'] as Record<string, unknown>[];
const wake = (id: string) => engine.engine.workflows.connections.maintain(id);

test('changes are pulled from the log of the vendor, each has its effect once, and the disconnection ends the log', async () => {
  const id = await connect();
  await eventually(
    () => source(id),
    ({ status }) => status === 200,
  );
  const contact = hubspot.records('contacts').create({ lastname: 'Marks' }).id;
  hubspot.flush();
  await wake(id);
  const isDone = (events: Record<string, unknown>[]) => events.length > 0 && events.every(({ status }) => status === 'processed');
  const events = await eventually(() => eventsOf(id), isDone);
  expect(events.map((event) => event['record_id'])).toContain(contact);
  const { payload } = (await engine.call('GET', `/inbound-events/${String(events[0]?.['id'])}`)).body;
  expect(JSON.parse(payload.body).journalEvents[0]).toMatchObject({ objectId: Number(contact) });
  // As if the place had not been stored before the process died.
  await engine.db.sql`update connection set feed_cursor = null where id = ${id}`;
  await wake(id);
  await eventually(
    () => engine.db.sql<{ cursor: string | null }[]>`select feed_cursor as cursor from connection where id = ${id}`,
    ([row]) => row?.cursor != null,
  );
  expect(await eventsOf(id)).toHaveLength(events.length);
  await engine.call('POST', `/connections/${id}/disconnect`);
  const { disconnect_report: report } = (
    await eventually(
      () => engine.call('GET', `/connections/${id}`),
      ({ body }) => body['status'] === 'disconnected',
    )
  ).body;
  expect(report.erased).toEqual(expect.arrayContaining([expect.stringContaining('log of changes')]));
});

test('why the log cannot be read is shown with the source, and the connection goes on', async () => {
  const id = await connect();
  await eventually(
    () => source(id),
    ({ status }) => status === 200,
  );
  hubspot.faults.plan({ kind: 'html', at: /webhooks-journal/ });
  await wake(id);
  const { body } = await eventually(
    () => source(id),
    (found) => found.body['refusal'] !== null,
  );
  expect(body['refusal']).toMatch(/^The log of changes could not be read: /);
  expect((await engine.call('GET', `/connections/${id}`)).body).toMatchObject({ status: 'active', pull_changes: true });
  expect(await engine.call('PATCH', `/connections/${id}`, { pull_changes: false })).toMatchObject({
    status: 200,
    body: { pull_changes: false },
  });
});

test.each([
  ['without an application', () => ({ credentials: { method: 'token', token: hubspot.privateToken } })],
  ['of a vendor that keeps none', () => ({ vendor: 'stripe', credentials: oauth() })],
])('a log %s cannot be pulled, and the caller is told', async (_what, fields) => {
  expect(await create({ ...fields(), pull_changes: true })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/pull_changes' }] },
  });
});
