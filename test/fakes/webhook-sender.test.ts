import { afterEach, expect, test } from 'vitest';
import { WebhookSender } from '#apps/fakes/webhook-sender.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let receiver: Receiver | undefined;
afterEach(() => receiver?.close());

test('what got no 2xx is sent again if repeats are wanted, and once otherwise', async () => {
  receiver = await startReceiver({ secrets: [] });
  receiver.script({ status: 503 }, { status: 429 });
  const sender = new WebhookSender();
  sender.send(receiver.url, {}, '{}');
  await sender.settled();
  expect(sender.sent().map(({ status }) => status)).toEqual([503]);

  sender.repeats = true;
  sender.send(receiver.url, {}, '{}');
  await expect.poll(() => sender.sent().map(({ status }) => status), { timeout: 30_000 }).toEqual([503, 429, 200]);
});
