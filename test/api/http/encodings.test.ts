import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let port: number;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  await api.eventType('deal.approved');
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(() => api.close());

const json = { 'content-type': 'application/json' };
async function post(url: string, payload: string | Buffer, headers: object = json, key = api.platformKey) {
  const reply = await api.app.inject({ method: 'POST', url, headers: { ...bearer(key), ...headers }, payload });
  return { status: reply.statusCode, body: reply.json() };
}
/** è and é in Latin-1: two different texts, and neither is UTF-8. */
const around = (byte: number, before: string, after: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from([byte]), Buffer.from(after)]);
const event = (byte: number) => around(byte, '{"type":"deal.approved","data":{"name":"', '"}}');

describe('bytes that are not UTF-8', () => {
  test('are rejected in JSON, also twice under one key', async () => {
    for (const byte of [0xe8, 0xe9]) {
      const { status, body } = await post('/api/v1/events', event(byte), { ...json, 'idempotency-key': 'one' });
      expect([status, body.code]).toEqual([400, 'invalid_request']);
    }
    expect((await post('/api/v1/events/batch', around(0xff, '{"events":["', '"]}'))).status).toBe(400);
  });

  test.each(['application/json', 'text/csv', 'application/x-ndjson'])('are rejected in an import of %s', async (type) => {
    const { status, body } = await post('/api/v1/deal-imports', around(0xe9, '["', '"]'), { 'content-type': type }, partner.key);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });

  test('are rejected in the forms of /oauth, raw or percent-encoded', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic YTpi' };
    for (const body of [around(0xe9, 'grant_type=client_credentials&scope=', ''), 'grant_type=client_credentials&scope=%e9', 'scope=%zz']) {
      const answer = await post('/oauth/token', body, form);
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    }
  });

  test.each(['%ff', '%e9', '%zz', 'a%'])('are rejected in a query: %s', async (value) => {
    const reply = await api.app.inject({ url: `/api/v1/partners?name=${value}`, headers: api.headers });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_request']);
    expect((await api.app.inject({ url: `/api/v1/partners/${value}`, headers: api.headers })).statusCode).toBe(404);
  });

  test('are no name or secret of a client', async () => {
    const headers = { authorization: `Basic ${Buffer.from([0x61, 0x3a, 0xff]).toString('base64')}` };
    const answer = await post('/oauth/token', 'grant_type=client_credentials', {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  });
});

test.each(['iso-8859-1', '"windows-1252"', 'utf-16'])('a body that declares the charset %s is rejected', async (charset) => {
  for (const [url, type] of [
    ['/api/v1/events', 'application/json'],
    ['/api/v1/deal-imports', 'text/csv'],
    ['/oauth/token', 'application/x-www-form-urlencoded'],
  ] as const) {
    const key = url.endsWith('imports') ? partner.key : api.platformKey;
    expect((await post(url, '{}', { 'content-type': `${type}; charset=${charset}` }, key)).status).toBe(415);
  }
});

test.each(['utf-8', 'UTF-8', '"utf-8"', 'us-ascii'])('a body that declares the charset %s is accepted', async (charset) => {
  const headers = { 'content-type': `application/json; charset=${charset}` };
  expect((await post('/api/v1/events', '{"type":"deal.approved","data":{}}', headers)).status).toBe(202);
});

test('a byte order mark before JSON is not part of it', async () => {
  expect((await post('/api/v1/events', '\uFEFF{"type":"deal.approved","data":{}}')).status).toBe(202);
});

describe('a head that can be read in two ways', () => {
  /** What the server answers to these bytes, to the end of the connection. */
  async function send(head: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    return Buffer.concat(parts).toString();
  }
  const authorization = () => `Authorization: Bearer ${api.platformKey}`;

  test('is rejected with the header that it has twice', async () => {
    for (const twice of ['Host: x\r\nHost: y', `Host: x\r\n${authorization()}`, 'Host: x\r\nContent-Type: a/b\r\ncontent-type: c/d']) {
      const reply = await send(`GET /api/v1/endpoints HTTP/1.1\r\n${authorization()}\r\n${twice}`);
      expect(reply).toMatch(/^HTTP\/1\.1 400 /);
      expect(reply).toContain('"code":"malformed_http"');
      expect(reply).toContain('more than one');
    }
  });

  test('is rejected without a Host header, except in HTTP/1.0', async () => {
    expect(await send(`GET /api/v1/endpoints HTTP/1.1\r\n${authorization()}`)).toContain('no Host header');
    expect(await send(`GET /api/v1/endpoints HTTP/1.0\r\n${authorization()}`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('numbers in JSON', () => {
  test.each(['12345678901234567890', '9007199254740993', '1e400', '-1e400', '1e-400', '0.1234567890123456789'])(
    '%s is rejected where it would be changed',
    async (number) => {
      const { status, body } = await post(
        '/api/v1/deals/validate',
        `{"customer":{"company_name":"N"},"custom":{"n":${number}}}`,
        json,
        partner.key,
      );
      expect([status, body.code]).toEqual([400, 'malformed_json']);
      expect(body.detail).toContain(number);
    },
  );

  test.each(['9007199254740991', '-9007199254740992', '1e3', '1E+300', '0.10', '19.989999999999998', '100000000000000000000', '0e999'])(
    '%s is kept',
    async (number) => {
      const deal = `{"customer":{"company_name":"N"},"note":"12345678901234567890","custom":{"n":${number}}}`;
      const { body } = await post('/api/v1/deals/validate', deal, json, partner.key);
      expect(body.code).not.toBe('malformed_json');
    },
  );

  test('of events reach receivers as they were sent', async () => {
    const data = '{"n":12345678901234567890,"x":1.10}';
    const { body } = await post('/api/v1/events', `{"type":"deal.approved","data":${data}}`);
    const [row] = await api.db.sql`select data::text as text from event where id = ${body.id}`;
    expect(row?.['text']).toBe(data);
  });
});
