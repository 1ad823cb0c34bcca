import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createEgressGuard, type EgressGuard } from '#connectors/egress/egress-guard.ts';
import { createWebhookSender, type PostResult, type WebhookSender } from '#connectors/webhook/post.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

export function senderWith(options: { guard?: EgressGuard; ca?: string } = {}): WebhookSender {
  const { guard = createEgressGuard({ allow: ['127.0.0.1', '::1'] }), ca } = options;
  const sender = createWebhookSender({ guard, version: '0.0.0-test', ca });
  onTestFinished(() => sender.close(0));
  return sender;
}

export async function receiverWith(options: Partial<Parameters<typeof startReceiver>[0]> = {}): Promise<Receiver> {
  const receiver = await startReceiver({ secrets: [], ...options });
  onTestFinished(() => receiver.close());
  return receiver;
}

/** A server that speaks something else than HTTP. */
export async function rawServer(onConnection: (socket: Socket) => void): Promise<{ url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` };
}

/** undici takes a connection back one turn of the event loop after its response; only then can it be reused. */
export async function connectionReturned(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export function send(sender: WebhookSender, url: string, timeoutMs = 5000): Promise<PostResult> {
  return sender.post({ url, headers: {}, body: '{}', timeoutMs });
}
