import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addReceivingEndpoint, deliveryIn, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

type Receiving = Awaited<ReturnType<typeof addReceivingEndpoint>>;
type Received = Receiving['receiver']['requests'][number];

/** The older convention as its receivers know it: nothing but the body, and the bytes of the one secret that they have. */
function isAcceptedByOldConvention(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return headers['x-signature'] === `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

function isAcceptedByStandardWebhooks(secret: string, { headers, body }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** Which receivers, with only this secret, accept the next webhook. */
async function accepting({ receiver, type }: Receiving, secret: string): Promise<{ older: boolean; standard: boolean }> {
  await deliveryIn(engine, await publish(engine, type), 'delivered');
  const request = receiver.requests.at(-1)!;
  return { older: isAcceptedByOldConvention(secret, request), standard: isAcceptedByStandardWebhooks(secret, request) };
}

async function rotate({ endpoint }: Receiving, options: object): Promise<{ secret: string; previous: { expires_at: string }[] }> {
  const { status, body } = await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, options);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as { secret: string; previous: { expires_at: string }[] };
}

/** As if the overlap of the oldest secret had passed. The version tells the processes to read the endpoint again. */
async function endOldestOverlap({ endpoint: { id } }: Receiving): Promise<void> {
  await engine.db.sql`
    update endpoint_secret set expires_at = now() - interval '1 s'
    where id = (select id from endpoint_secret where endpoint_id = ${id} and expires_at > now() order by created_at limit 1)`;
  await engine.db.sql`update endpoint set version = version + 1 where id = ${id}`;
}

test('until the overlap ends, a receiver of either convention that knows only the old secret accepts everything; afterwards only the new one', async () => {
  const receiving = await addReceivingEndpoint(engine);
  const old = receiving.endpoint.secret;
  expect(await accepting(receiving, old)).toEqual({ older: true, standard: true });

  const { secret, previous } = await rotate(receiving, { overlap_h: 1 });
  expect(previous).toHaveLength(1);
  expect(await accepting(receiving, old)).toEqual({ older: true, standard: true });
  // webhook-signature has both, X-Signature has room for one.
  expect(await accepting(receiving, secret)).toEqual({ older: false, standard: true });

  await endOldestOverlap(receiving);
  expect(await accepting(receiving, secret)).toEqual({ older: true, standard: true });
  expect(await accepting(receiving, old)).toEqual({ older: false, standard: false });
  await receiving.receiver.close();
});

test('after two rotations X-Signature follows the oldest secret, then the next one, and each standard receiver accepts all of them', async () => {
  const receiving = await addReceivingEndpoint(engine);
  const first = receiving.endpoint.secret;
  const second = (await rotate(receiving, { overlap_h: 1 })).secret;
  const third = (await rotate(receiving, { overlap_h: 2 })).secret;
  for (const [secret, older] of [
    [first, true],
    [second, false],
    [third, false],
  ] as const) {
    expect(await accepting(receiving, secret)).toEqual({ older, standard: true });
  }
  await endOldestOverlap(receiving);
  expect(await accepting(receiving, second)).toEqual({ older: true, standard: true });
  await receiving.receiver.close();
});

test('a change to Ed25519 leaves X-Signature with the old secret until the overlap ends, and then without a secret to make it', async () => {
  const receiving = await addReceivingEndpoint(engine);
  await rotate(receiving, { overlap_h: 1, signing: 'v1a' });
  expect(await accepting(receiving, receiving.endpoint.secret)).toEqual({ older: true, standard: true });
  await endOldestOverlap(receiving);
  await deliveryIn(engine, await publish(engine, receiving.type), 'delivered');
  expect(receiving.receiver.requests.at(-1)!.headers).not.toHaveProperty('x-signature');
  await receiving.receiver.close();
});

test('after a leak, overlap_h 0 ends the old secret for both conventions at once', async () => {
  const receiving = await addReceivingEndpoint(engine);
  const { secret, previous } = await rotate(receiving, { overlap_h: 0 });
  expect(previous).toEqual([]);
  expect(await accepting(receiving, secret)).toEqual({ older: true, standard: true });
  expect(await accepting(receiving, receiving.endpoint.secret)).toEqual({ older: false, standard: false });
  await receiving.receiver.close();
});
