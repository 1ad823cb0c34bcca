import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newSecret, signHeaders } from '#domain/delivery/signature.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { canRun, receiverLanguages, runPartnerReceiver } from '#test/support/partner-receiver.ts';

const here = receiverLanguages.filter(canRun);
for (const language of receiverLanguages) {
  if (!here.includes(language)) console.log(`skipped: the receiver in ${language}, because ${language} is not there`);
}

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const timeout = 120_000;

test.each(here)('the receiver in %s takes a real delivery, and its replay only once', { timeout }, async (language) => {
  const { endpoint, receiver, type } = await addReceivingEndpoint(engine);
  await receiver.close();
  const program = await runPartnerReceiver(language, { secret: endpoint.secret });
  onTestFinished(() => program.close());
  await engine.call('PATCH', `/endpoints/${endpoint.id}`, { url: program.url });
  const id = await publish(engine, type);
  const delivery = await deliveryIn(engine, id, 'delivered');
  expect(delivery['attempts']).toMatchObject([{ status_code: 204 }]);
  expect(program.output()).toContain(`verified ${type} ${id}`);
  // While a secret is rotated, one of two signatures is made with the secret that the receiver has.
  await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 1 });
  const second = await publish(engine, type);
  await deliveryIn(engine, second, 'delivered');
  expect(program.output()).toContain(`verified ${type} ${second}`);
});

test.each(here)('the receiver in %s rejects what is not from us, and ignores what came before', { timeout }, async (language) => {
  const secret = newSecret('v1');
  const program = await runPartnerReceiver(language, { secret });
  onTestFinished(() => program.close());
  const body = JSON.stringify({ type: 'deal.approved', timestamp: '2026-01-01T00:00:00Z', data: { text: 'Zürich' } });
  const now = Math.floor(Date.now() / 1000);
  const signed = (timestamp: number, by = secret) => ({
    ...signHeaders({ id: 'evt_1', timestamp, body, secrets: [by], type: 'deal.approved' }),
  });
  const send = async (headers: Record<string, string>, sent = body) =>
    (await fetch(program.url, { method: 'POST', headers, body: sent })).status;
  expect(await send(signed(now))).toBe(204);
  expect(await send(signed(now))).toBe(204);
  await eventually(
    () => program.output(),
    (output) => output.includes('ignored, because it came before: deal.approved evt_1'),
  );
  expect(program.output().match(/verified/g)).toHaveLength(1);
  const refused = [
    await send(signed(now - 301)),
    await send(signed(now + 310)),
    await send(signed(now, newSecret('v1'))),
    await send(signed(now), body.replace('Zürich', 'Basel')),
    await send({}),
    await send({ ...signed(now), 'webhook-timestamp': 'soon' }),
    // It may close the connection before it has read all of it.
    await send(signed(now), `${body}${' '.repeat(1024 * 1024)}`).catch(() => 400),
  ];
  expect(refused).toEqual(refused.map(() => 400));
  expect(await send(signed(now))).toBe(204);
});
