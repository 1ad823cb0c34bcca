import { afterAll, beforeAll, expect, test } from 'vitest';
import { labelOf } from '#apps/dispatch/workflow-labels.ts';
import { addReceivingEndpoint, publish, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { deliverWebhookId } from '#workflows/delivery/messages.ts';
import { purgeExpiredId } from '#workflows/erasure/messages.ts';
import * as workflows from '#workflows/index.ts';
import { attributesOf } from '#workflows/search-attributes.ts';

let engine: TestEngine;
beforeAll(async () => void (engine = await startTestEngine({ publicUrl: 'https://causeway.example' })));
afterAll(() => engine.close());

const deps = { publicUrl: 'https://causeway.example', partnerName: async () => undefined as string | undefined };

test('Temporal UI says of a delivery whose it is, of what and where, with links to the API', async () => {
  const { endpoint, type, receiver } = await addReceivingEndpoint(engine);
  receiver.answerWith({ status: 503 });
  const eventId = await publish(engine, type);
  const { body } = await engine.call('GET', `/deliveries?event_id=${eventId}`);
  const [{ id, partner_id: partnerId }] = body['data'] as [{ id: string; partner_id: string }];
  const handle = await startedWorkflow(engine, deliverWebhookId(id));
  const { staticSummary, staticDetails } = await handle.describe();
  const { name } = (await engine.call('GET', `/partners/${partnerId}`)).body as { name: string };
  expect(await staticSummary()).toBe(`Delivers ${type} for ${name}`);
  expect(await staticDetails()).toBe(
    [
      `- Partner: ${name} ([${partnerId}](https://causeway.example/api/v1/partners/${partnerId}))`,
      `- Event type: ${type}`,
      `- Endpoint: [${endpoint.id}](https://causeway.example/api/v1/endpoints/${endpoint.id})`,
      `- Delivery: [${id}](https://causeway.example/api/v1/deliveries/${id})`,
    ].join('\n'),
  );
});

test('what a schedule starts is labelled, too', async () => {
  const { action } = await engine.temporal.schedule.getHandle(purgeExpiredId).describe();
  expect(action).toMatchObject({ staticSummary: 'Deletes what is past its retention' });
});

test('every workflow has a label, which fits into what Temporal takes', async () => {
  const long = 'ö'.repeat(500);
  const typedSearchAttributes = attributesOf([{ id: 'dlv_1', partnerId: 'ptn_1', endpointId: 'ep_1', eventType: 'order.created' }]);
  const ids = [
    'delivery',
    'endpoint',
    'deal',
    'import',
    'connection',
    'sync',
    'run',
    'goal',
    'batch',
    'dispute',
    'partner',
    'promotion',
    'erasure',
    'channel',
    'subject',
  ];
  const lists = {
    deliveryIds: ['dlv_1'],
    eventIds: Array.from({ length: 1_000 }, () => 'inb_1'),
    night: '2026-11-30',
    version: 1,
    rule: 'drift',
  };
  const about = { ...Object.fromEntries(ids.map((noun) => [`${noun}Id`, `${noun}_1`])), ...lists };
  for (const type of Object.keys(workflows)) {
    const label = await labelOf(type, { args: [about], typedSearchAttributes }, { ...deps, partnerName: async () => long });
    expect(Buffer.byteLength(label?.staticSummary ?? '')).toBeGreaterThan(5);
    expect(Buffer.byteLength(label?.staticSummary ?? '')).toBeLessThan(400);
    expect(Buffer.byteLength(label?.staticDetails ?? '')).toBeLessThan(20_000);
  }
});

test('an alert has its rule in its line, and leads to what the API says of it', async () => {
  const args = [{ rule: 'failure_streak', subjectId: 'ep_1' }];
  expect(await labelOf('alert', { args, typedSearchAttributes: [] }, deps)).toEqual({
    staticSummary: 'Tells of an alert: failure_streak',
    staticDetails: '- Alert about: [ep_1](https://causeway.example/api/v1/alerts?rule=failure_streak&subject_id=ep_1)',
  });
});

test('a name with markup and line breaks shows as it is', async () => {
  const name = '[Acme](javascript:alert(1))\n# <b>x</b>';
  const typedSearchAttributes = attributesOf([{ id: 'dlv_1', partnerId: 'ptn_1', endpointId: 'ep_1', eventType: 'order.created' }]);
  const label = await labelOf('drainEndpoint', { args: [{}], typedSearchAttributes }, { ...deps, partnerName: async () => name });
  expect(label?.staticSummary).toContain(String.raw`\[Acme\]\(javascript:alert\(1\)\) \# \<b\>x\</b\>`);
  expect(label?.staticDetails).not.toContain('\n#');
});

test('a workflow that is not ours has no label', async () => {
  expect(await labelOf('theirs', {}, deps)).toBeUndefined();
});
