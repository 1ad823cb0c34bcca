import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { verify } from '#domain/delivery/signature.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { runPartnerReceiver } from '#test/support/partner-receiver.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { tlsFixture } from '#test/support/tls.ts';
import { chapterOf, guide } from './guide.ts';

// Answers are asserted on, not trusted.
type Json = Record<string, any>;

const chapter = chapterOf(guide, 'When a webhook does not arrive');
const [arrival = '', signature = ''] = chapter.split('### When the signature is wrong');
const cellsOf = (text: string) =>
  [...text.matchAll(/^\| (.*) \|$/gm)]
    .map(([, row = '']) => row.split(' | '))
    .filter(([first = '']) => !/^(what you see|cause)$/.test(first));

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const never = { retry_policy: { base_s: 600, multiplier: 1, max_attempts: 2 } };

/** The delivery to an endpoint at `url`, as JSON, once it has reached `status`. */
async function deliveryTo(url: string, fields: Json = {}, status = 'retrying'): Promise<string> {
  const { endpoint, receiver, type } = await addReceivingEndpoint(engine, { ...never, ...fields });
  await receiver.close();
  await engine.call('PATCH', `/endpoints/${endpoint.id}`, { url });
  return JSON.stringify(await deliveryIn(engine, await publish(engine, type), status));
}

async function deliveryTowards(answer: Parameters<Receiver['answerWith']>[0], fields: Json = {}, status = 'retrying'): Promise<string> {
  const receiver = await startReceiver({ secrets: [] });
  onTestFinished(() => receiver.close());
  receiver.answerWith(answer);
  return deliveryTo(receiver.url, fields, status);
}

async function refusedUrl(url: string): Promise<string> {
  const partner = await engine.call('POST', '/partners', { name: 'Acme' });
  const { status, body } = await engine.call('POST', '/endpoints', { partner_id: partner.body['id'], url });
  expect(status).toBe(400);
  return JSON.stringify(body);
}

async function missedEvent(): Promise<string> {
  // A new database has no types: this one is created, and published by nobody.
  await engine.call('POST', '/event-types', { name: 'deal.approved', schema: { type: 'object' } });
  const { endpoint, receiver, type } = await addReceivingEndpoint(engine, { event_types: ['deal.approved'] });
  onTestFinished(() => receiver.close());
  const from = new Date(Date.now() - 60_000).toISOString();
  const id = await publish(engine, type);
  const before = await engine.call('GET', `/deliveries?event_id=${id}`);
  await engine.call('PATCH', `/endpoints/${endpoint.id}`, { event_types: [type] });
  const to = new Date(Date.now() + 60_000).toISOString();
  expect((await engine.call('POST', `/endpoints/${endpoint.id}/replay-missing`, { from, to })).body).toMatchObject({ count: 1 });
  await deliveryIn(engine, id, 'delivered');
  return JSON.stringify(before.body);
}

async function openBreaker(): Promise<string> {
  const receiver = await startReceiver({ secrets: [] });
  onTestFinished(() => receiver.close());
  receiver.answerWith({ status: 500 });
  const {
    endpoint,
    receiver: own,
    type,
  } = await addReceivingEndpoint(engine, { retry_policy: { base_s: 1, multiplier: 1, max_attempts: 30 } });
  await own.close();
  await engine.call('PATCH', `/endpoints/${endpoint.id}`, { url: receiver.url });
  await Promise.all(Array.from({ length: 25 }, () => publish(engine, type)));
  const held = await eventually(
    async () => (await engine.call('GET', `/deliveries?endpoint_id=${endpoint.id}&status=held`)).body,
    ({ data }) => data.length > 0,
  );
  return JSON.stringify(held);
}

async function pausedDelivery(): Promise<string> {
  const { endpoint, receiver, type } = await addReceivingEndpoint(engine);
  onTestFinished(() => receiver.close());
  await engine.call('POST', `/endpoints/${endpoint.id}/pause`);
  const id = await publish(engine, type);
  const held = await deliveryIn(engine, id, 'held');
  await engine.call('POST', `/endpoints/${endpoint.id}/enable`);
  await deliveryIn(engine, id, 'delivered');
  return JSON.stringify(held);
}

/** The receiver that partners download, with a wrong secret or a wrong clock. */
async function refusedBy(options: { secret: string; lateS?: number }): Promise<string> {
  const program = await runPartnerReceiver('node', options);
  onTestFinished(() => program.close());
  return deliveryTo(program.url);
}

const otherSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const ended = { retry_policy: { base_s: 1, multiplier: 1, max_attempts: 1 } };

/** How each thing that the table names comes about. The result contains every code of the cell that begins with a quotation mark. */
const causes: Record<string, () => Promise<string>> = {
  '"code":"https_required"': async () => (await refusedUrl('http://partner.example/hook')) + (await refusedUrl('https://10.0.0.1/hook')),
  '"data":[]': missedEvent,
  '"error_class":"dns"': () => deliveryTo('https://partner.invalid/hook'),
  '"error_class":"connect"': async () => deliveryTo(`http://127.0.0.1:${await findFixedPort()}/hook`),
  '"error_class":"tls"': async () => {
    const receiver = await startReceiver({ secrets: [], tls: tlsFixture });
    onTestFinished(() => receiver.close());
    return deliveryTo(receiver.url);
  },
  '"error_class":"timeout"': () => deliveryTowards({ hang: 'before_head' }, { timeout_ms: 1000 }),
  '"error_class":"connection_reset"': () => deliveryTowards({ reset: 'before_head' }),
  '"error_class":"http_3xx"': () => deliveryTowards({ status: 302, headers: { location: 'https://partner.example/' } }),
  '"response_snippet":"no signature matches"': () => refusedBy({ secret: otherSecret }),
  '"response_snippet":"the timestamp is more than five minutes off"': () => refusedBy({ secret: otherSecret, lateS: 600 }),
  '"error_class":"http_5xx"': () => deliveryTowards({ status: 500 }),
  '"hold_reason":"disabled"': () => deliveryTowards({ status: 410 }, {}, 'held'),
  '"hold_reason":"paused"': pausedDelivery,
  '"hold_reason":"breaker"': openBreaker,
  '"hold_reason":"transformation"': () => deliveryTowards({}, { transformation: '$error("no customer")' }, 'held'),
  '"status":"dead_lettered"': () => deliveryTowards({ status: 500 }, ended, 'dead_lettered'),
};

const codesIn = (cell: string) => [...cell.matchAll(/`("[^`]+)`/g)].map(([, code = '']) => code);
const rows = cellsOf(arrival).map(([cell = '']) => ({ cell, codes: codesIn(cell) }));

test.each(rows)('what the guide names comes about: $cell', { timeout: 60_000 }, async ({ codes }) => {
  const [cause] = codes.flatMap((code) => causes[code] ?? []);
  const answer = (await cause?.()) ?? 'nothing is known to cause it';
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes) expect(answer).toContain(code);
});

test('each known cause is in the table', () => {
  expect(rows.flatMap(({ codes }) => codes)).toEqual(expect.arrayContaining(Object.keys(causes)));
});

test('each cause of a wrong signature is one', { timeout: 60_000 }, async () => {
  const { endpoint, receiver, type } = await addReceivingEndpoint(engine);
  onTestFinished(() => receiver.close());
  const next = async (fields: Json = {}) => {
    const id = await publish(engine, type, fields);
    return eventually(
      () => receiver.requests.find(({ headers }) => headers['webhook-id'] === id) as Receiver['requests'][number],
      (request) => request !== undefined,
    );
  };
  const secretOf = async () => (await engine.call('GET', `/endpoints/${endpoint.id}/secret`)).body;
  const first = await next({ data: { amount: 1 } });
  const isValid = (secret: string, body = first.body) => verify({ headers: first.headers, body, secrets: [secret] }).valid;
  const wholeSecret = createHmac('sha256', endpoint.secret)
    .update(`${String(first.headers['webhook-id'])}.${String(first.headers['webhook-timestamp'])}.${first.body}`)
    .digest('base64');
  const proven: Record<string, boolean> = {
    'the secret of another endpoint': !isValid(otherSecret) && isValid((await secretOf())['secret']),
    'the body was parsed and written again': !isValid(endpoint.secret, JSON.stringify(JSON.parse(first.body), null, 1)),
    'the whole secret is the key': !String(first.headers['webhook-signature']).includes(wholeSecret) && isValid(endpoint.secret),
  };
  const rotated = (await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 1 })).body['secret'] as string;
  proven['only the first signature is compared'] = String((await next()).headers['webhook-signature']).split(' ').length === 2;
  const asymmetric = (await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 0, signing: 'v1a' })).body;
  const last = await next();
  proven['the endpoint signs with Ed25519'] = String(last.headers['webhook-signature']).startsWith('v1a,');
  const lastIsBy = (secret: string) => verify({ headers: last.headers, body: last.body, secrets: [secret] }).valid;
  proven['the secret was rotated, and the overlap has ended'] =
    (await secretOf())['previous'].length === 0 && !lastIsBy(rotated) && lastIsBy(asymmetric['public_key'] as string);
  expect(proven).toEqual(Object.fromEntries(cellsOf(signature).map(([cause = '']) => [cause, true])));
});
