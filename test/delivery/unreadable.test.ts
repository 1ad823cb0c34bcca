import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersContext, secretContext, urlQueryContext } from '#db/delivery/endpoint-secret.ts';
import { listReadableAgain } from '#db/delivery/unreadable-hold.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

const lostKey = `lost:${randomBytes(32).toString('base64')}`;
const lostBox = createSecretBox(parseEncryptionKeys(lostKey));

let engine: TestEngine;
beforeAll(async () => {
  // A breaker that one failure opens, and no retries: an attempt that counted would show everywhere.
  const breaker = { window_s: 60, min_attempts: 1, failure_rate: 0.1, open_s: 60, max_open_s: 60 };
  engine = await startTestEngine({ settings: { webhooks: { breaker } } });
});
afterAll(() => engine.close());

/** An endpoint whose secret and headers were encrypted by a process that had another key. */
async function sealedUnderLostKey(fields: Record<string, unknown> = {}) {
  const added = await addReceivingEndpoint(engine, { retry_policy: { schedule_s: [1] }, headers: { 'X-Key': 'abc' }, ...fields });
  const { sql } = engine.db;
  const box = createSecretBox(parseEncryptionKeys(engine.encryptionKeys));
  const [secret] = await sql<
    { id: string; sealed: string }[]
  >`select id, sealed from endpoint_secret where endpoint_id = ${added.endpoint.id}`;
  const { id, sealed } = secret!;
  const resealed = lostBox.seal(box.open(sealed, secretContext(id)), secretContext(id));
  await sql`update endpoint_secret set sealed = ${resealed} where id = ${id}`;
  const headers = lostBox.seal('{"X-Key":"abc"}', headersContext(added.endpoint.id));
  await sql`update endpoint set headers_sealed = ${headers}, version = version + 1 where id = ${added.endpoint.id}`;
  return added;
}

const stateOf = async (id: string) =>
  (
    await engine.db.sql<Record<string, unknown>[]>`
    select failing_since, breaker_open_until, breaker_trips, last_failed_at, state from endpoint where id = ${id}`
  )[0];
const unharmed = { failing_since: null, breaker_open_until: null, breaker_trips: 0, last_failed_at: null, state: 'enabled' };

test('a lost encryption key holds deliveries and costs the partner nothing; with the key again they are sent at once', async () => {
  const { receiver, endpoint, type, ids } = await sealedUnderLostKey();
  const eventIds = [await publish(engine, type), await publish(engine, type)];
  for (const eventId of eventIds) {
    const held = await deliveryIn(engine, eventId, 'held');
    expect(held).toMatchObject({ attempt_count: 0, hold: { explanation: expect.stringContaining('No attempt is counted') } });
    expect(held['hold_detail']).toContain('"lost"');
  }
  expect(await stateOf(endpoint.id)).toEqual(unharmed);
  expect(receiver.requests).toEqual([]);

  // A process with the key starts beside the one without it, as in a rolling restart.
  const mended = await startTestEngine({ beside: engine, encryptionKeys: `${engine.encryptionKeys},${lostKey}` });
  for (const eventId of eventIds) expect(await deliveryIn(engine, eventId, 'delivered')).toMatchObject({ attempt_count: 1 });
  await mended.close();
  await receiver.close();
  expect(ids().toSorted()).toEqual(eventIds.toSorted());
  expect(receiver.problems()).toEqual([]);
  expect(await stateOf(endpoint.id)).toEqual(unharmed);
});

test('a rotated secret and new headers replace what a lost key encrypted, and release what was held', async () => {
  const { receiver, endpoint, type } = await sealedUnderLostKey();
  const eventId = await publish(engine, type);
  await deliveryIn(engine, eventId, 'held');
  expect((await engine.call('GET', `/endpoints?partner_id=${endpoint.partnerId}`)).body['data']).toMatchObject([{ headers: {} }]);

  const refused = await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 1 });
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('overlap_h 0') } });
  const headers = { 'X-Key': 'new' };
  expect((await engine.call('PATCH', `/endpoints/${endpoint.id}`, { headers })).status).toBe(200);
  expect((await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 0 })).status).toBe(200);
  expect(await deliveryIn(engine, eventId, 'delivered')).toMatchObject({ attempt_count: 1 });
  await eventually(
    () => receiver.requests,
    (requests) => requests.length === 1,
  );
  await receiver.close();
  expect(receiver.requests[0]!.headers['x-key']).toBe('new');
  expect(await stateOf(endpoint.id)).toEqual(unharmed);
});

test('an endpoint whose URL query was encrypted with a lost key can still be changed, and is asked for again only with the key', async () => {
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  const { sql } = engine.db;
  const sealed = lostBox.seal('token=abc', urlQueryContext(endpoint.id));
  await sql`
    update endpoint set url = url || '?token=********', url_query_sealed = ${sealed}, version = version + 1 where id = ${endpoint.id}`;
  const eventId = await publish(engine, type);
  await deliveryIn(engine, eventId, 'held');

  const change = { description: 'Moved to another team', headers: { 'X-Key': 'new' } };
  expect((await engine.call('PATCH', `/endpoints/${endpoint.id}`, change)).status).toBe(200);
  const readableWith = async (...keyIds: string[]) => (await listReadableAgain(sql, { keyIds, limit: 1_000 })).map(({ id }) => id);
  expect(await readableWith('test')).not.toContain(endpoint.id);
  expect(await readableWith('test', 'lost')).toContain(endpoint.id);
  expect(await stateOf(endpoint.id)).toEqual(unharmed);
  await receiver.close();
});

test('a URL and headers that a lost key encrypted can be replaced, and masked values in them are asked for', async () => {
  const { receiver, endpoint } = await sealedUnderLostKey();
  const url = `${receiver.url}?token=********`;
  const sealed = lostBox.seal('token=old', urlQueryContext(endpoint.id));
  await engine.db.sql`update endpoint set url = ${url}, url_query_sealed = ${sealed}, version = version + 1 where id = ${endpoint.id}`;
  const change = (body: object) => engine.call('PATCH', `/endpoints/${endpoint.id}`, body);
  const refused = (pointer: string, code: string) => ({ status: 400, body: { errors: [{ pointer, code }] } });
  expect(await change({ url })).toMatchObject(refused('/url', 'no_stored_value'));
  expect(await change({ headers: { 'X-Key': '********' } })).toMatchObject(refused('/headers/X-Key', 'no_stored_value'));
  expect(await change({ url: 'http://127.0.0.2:9/' })).toMatchObject(refused('/headers', 'required'));
  const replaced = await change({ url: `${receiver.url}?token=new`, headers: {} });
  expect(replaced).toMatchObject({ status: 200, body: { url, headers: {} } });
  await receiver.close();
});
