import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { type Causeway, CausewayError, createCausewayClient, VERSION, verifyWebhook } from '../../../sdk/typescript/src/index.ts';

let engine: TestEngine;
let receiver: Receiver;
let baseUrl: string;
let causeway: Causeway;
const secrets: string[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  receiver = await startReceiver({ secrets });
  baseUrl = await engine.app.listen({ port: 0, host: '127.0.0.1' });
  const partner = await engine.call('POST', '/partners', { name: 'Acme' });
  const key = (await engine.call('POST', '/api-keys', { name: 'SDK', partner_id: partner.body['id'] })).body['key'] as string;
  causeway = createCausewayClient({ baseUrl, key });
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
});

test('a key is enough for an endpoint, a test webhook, its verification and its delivery', async () => {
  const endpoint = await causeway.endpoints.create({ url: `${receiver.url}/sdk`, event_types: [] });
  secrets.push(endpoint.secret ?? '');
  const sent = await causeway.endpoints.testPartnerWebhooks();
  const { headers, body } = (await eventually(
    () => receiver.requests[0],
    (request) => request !== undefined,
  )) as Receiver['requests'][number];
  const event = await verifyWebhook({ body, headers, secrets });
  expect([event.id, event.type]).toEqual([sent.event.id, 'webhook.test']);

  const id = sent.deliveries[0]?.id ?? '';
  const delivery = await eventually(
    () => causeway.deliveries.get(id),
    (one) => one.status === 'delivered' && one.attempts.length > 0,
  );
  expect(delivery.attempts[0]?.status_code).toBe(200);
  const listed = [];
  for await (const one of causeway.deliveries.list({ status: ['delivered', 'held'] })) listed.push(one.id);
  expect(listed).toContain(id);
  expect(receiver.problems()).toEqual([]);
});

test('a list is read over all its pages, by its members, by the page, or one page alone', async () => {
  for (const description of ['a', 'b', 'c']) await causeway.endpoints.create({ url: `${receiver.url}/list`, description });
  const descriptions: string[] = [];
  for await (const endpoint of causeway.endpoints.list({ limit: 2 })) descriptions.push(endpoint.description);
  expect(descriptions.slice(0, 3)).toEqual(['c', 'b', 'a']);

  const sizes: number[] = [];
  for await (const { data } of causeway.endpoints.list({ limit: 2 }).pages()) sizes.push(data.length);
  expect(sizes.slice(0, 2)).toEqual([2, descriptions.length - 2 > 1 ? 2 : 1]);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(descriptions.length);

  const page = await causeway.endpoints.list({ limit: 2 });
  expect([page.data.length, page.has_more]).toEqual([2, true]);
  const next = await causeway.endpoints.list({ limit: 2, cursor: page.next_cursor ?? '' });
  expect(next.data[0]?.description).toBe('a');
});

test('a refusal is thrown with its code, its faults and the request id', async () => {
  const refused = causeway.endpoints.create({ url: 'not a url' });
  await expect(refused).rejects.toBeInstanceOf(CausewayError);
  await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid_request', requestId: expect.any(String) });
  await refused.catch((error: CausewayError) => expect(error.errors[0]).toMatchObject({ pointer: '/url', field: 'url' }));
  await expect(causeway.endpoints.get('ep_nothing').withResponse()).rejects.toMatchObject({ status: 404, code: 'not_found' });
  const other = createCausewayClient({ baseUrl, key: 'ck_live_x' });
  await expect(other.endpoints.list()).rejects.toMatchObject({ status: 401 });
});

test('an ETag can be read, sent back with a change, and asked for', async () => {
  const { id } = await causeway.endpoints.create({ url: `${receiver.url}/etag` });
  const { data, etag, status, headers, requestId } = await causeway.endpoints.get(id).withResponse();
  expect([data.id, status, headers.get('etag'), requestId]).toEqual([id, 200, etag, expect.any(String)]);
  const changed = await causeway.endpoints.update(id, { description: 'first' }, { ifMatch: etag }).withResponse();
  expect([changed.data.description, changed.etag]).toEqual(['first', expect.not.stringMatching(RegExp.escape(String(etag)))]);
  const late = causeway.endpoints.update(id, { description: 'second' }, { ifMatch: etag });
  await expect(late).rejects.toMatchObject({ status: 412, code: 'precondition_failed' });

  const schema = await causeway.dealSchema.get().withResponse();
  const again = await causeway.dealSchema.get({}, { ifNoneMatch: schema.etag ?? '' }).withResponse();
  expect([schema.data['type'], again.status, again.data]).toEqual(['object', 304, undefined]);
});

test('what answers with nothing is undefined, and an export is a file', async () => {
  const { id } = await causeway.endpoints.create({ url: `${receiver.url}/gone` });
  expect(await causeway.endpoints.delete(id)).toBeUndefined();
  const file = await causeway.deals.export();
  expect([file.headers.get('content-type'), (await file.text()).slice(0, 8)]).toEqual(['text/csv; charset=utf-8', 'id,revie']);
});

test('a file is sent as what it is', async () => {
  const csv = 'external_id,customer.company_name\r\nCRM-1,Hochalm Käserei GmbH\r\n';
  const started = await causeway.dealImports.create(csv, { contentType: 'text/csv' });
  const job = await eventually(
    () => causeway.dealImports.get(started.id),
    ({ status }) => status !== 'running',
  );
  expect(job.status).toBe('finished');
  const { data: rows } = await causeway.dealImports.listRows(job.id);
  expect(rows.map(({ external_id }) => external_id)).toEqual(['CRM-1']);
});

test('the same idempotency key gives the same answer, in one client and in the next', async () => {
  const options = { idempotencyKey: crypto.randomUUID() };
  const first = await causeway.deals.create({ customer: { company_name: 'Seeblick Hotels AG' } }, options);
  const again = await causeway.deals.create({ customer: { company_name: 'Seeblick Hotels AG' } }, options).withResponse();
  expect([again.data.id, again.headers.get('idempotency-replayed')]).toEqual([first.id, 'true']);
});

test('the User-Agent has the versions of the SDK and of Node', async () => {
  const seen: string[] = [];
  const send: typeof fetch = (url, init) => {
    seen.push(new Headers(init?.headers).get('user-agent') ?? '');
    return fetch(url, init);
  };
  await createCausewayClient({ baseUrl, key: 'none', fetch: send }).health.getLiveness();
  expect(seen).toEqual([`causeway-typescript/${VERSION} node/${process.versions.node}`]);
});
