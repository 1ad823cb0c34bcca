import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { eraseConnectionData } from '#db/connections/disconnect.ts';
import { signers } from '#test/connectors/sources/signers.ts';
import type { TestApp } from '#test/support/app.ts';
import { tester } from '#test/support/tester.ts';
import { appWithHubspot, call, connect, createConnection } from './hubspot-app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
beforeAll(async () => ({ app, hubspot, close } = await appWithHubspot()));
afterAll(() => close());

const hubspotSigner = signers['hubspot'] ?? expect.fail();
const add = (fields: object) => call(app, 'POST', '/inbound-sources', { vendor: 'hubspot', name: 'HubSpot', ...fields });

async function send(url: string, secret: string, eventId: number) {
  const body = Buffer.from(JSON.stringify([{ eventId, portalId: 1, subscriptionType: 'deal.creation', objectId: 5 }]));
  const headers = { 'content-type': 'application/json', ...hubspotSigner.sign(body, secret, Date.now(), url) };
  return (await app.app.inject({ method: 'POST', url: new URL(url).pathname, headers, payload: body })).statusCode;
}

test("a connection's webhooks are verified with its client secret, until it is disconnected", async () => {
  const id = await connect(app, hubspot);
  const { status, body } = await add({ connection_id: id });
  expect([status, body]).toMatchObject([201, { id, url: `http://127.0.0.1:3000/api/v1/inbound/${id}`, secrets: [] }]);
  expect(await send(body['url'], hubspot.app.secret, 1)).toBe(200);
  expect(await send(body['url'], 'another-secret', 2)).toBe(403);
  await app.db.sql`update connection set status = 'disconnected', client_sealed = null where id = ${id}`;
  await expect.poll(() => send(body['url'], hubspot.app.secret, 3), { timeout: 5_000 }).toBe(404);
});

test('the erasure of a disconnected connection takes its source, secrets and hints with it', async () => {
  const id = await connect(app, hubspot);
  await add({ connection_id: id, secret: 'another-secret' });
  await app.db.sql`insert into change_hint (connection_id, object, record_id, events) values (${id}, 'deals', '5', 1)`;
  await app.db
    .sql`update connection set status = 'disconnected', erase_at = now(), disconnect_report = '{"erased":[],"remains":[]}' where id = ${id}`;
  await eraseConnectionData(app.db, id, tester);
  expect((await call(app, 'GET', `/inbound-sources/${id}`)).status).toBe(404);
  const left = await app.db.sql`
    select from inbound_secret where source_id = ${id} union all select from change_hint where connection_id = ${id}`;
  expect(left).toHaveLength(0);
});

test('a connection is one source, which can be added again after it was deleted', async () => {
  const id = await connect(app, hubspot);
  expect((await add({ connection_id: id })).status).toBe(201);
  expect(await add({ connection_id: id })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await call(app, 'DELETE', `/inbound-sources/${id}`)).status).toBe(204);
  expect((await add({ connection_id: id })).status).toBe(201);
});

test('a source needs a connection to the same vendor, and a secret from somewhere', async () => {
  const byToken = (await createConnection(app, { method: 'token', token: hubspot.privateToken })).body['id'];
  expect(await add({ connection_id: byToken })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/secret', code: 'required' }] },
  });
  expect((await add({ connection_id: byToken, secret: 'the-client-secret' })).status).toBe(201);
  expect(await add({ connection_id: byToken, vendor: 'slack', secret: '12345678' })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/connection_id' }] },
  });
  expect((await add({ connection_id: 'con_00000000000000000000000000' })).status).toBe(404);
  expect((await add({})).status).toBe(400);
});
