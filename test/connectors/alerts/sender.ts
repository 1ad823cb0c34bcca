import { onTestFinished } from 'vitest';
import { createAlertSender } from '#connectors/alerts/alert-sender.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { alertMessage } from './messages.ts';

export const publicUrl = 'https://causeway.company.example';

interface SenderPart {
  urls?: Record<string, string>;
  allow?: string[];
  ca?: string;
  timeoutMs?: number;
}

/** Sends as the worker does, to providers that are elsewhere. */
export function sends({ urls = {}, allow = ['127.0.0.1', 'receiver.test'], ca, timeoutMs }: SenderPart = {}) {
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const sender = createAlertSender({
    guard: createEgressGuard({ allow, resolve }),
    version: 'test',
    publicUrl,
    urls,
    ca,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  onTestFinished(() => sender.close());
  return (channel: object, message: Partial<AlertMessage> = {}, options: { idempotencyKey?: string; signal?: AbortSignal } = {}) =>
    sender.send(ChannelWithSecrets.parse(channel), alertMessage(message), { idempotencyKey: 'notice-1', ...options });
}

/** Closes it after the test. */
export function during<Server extends { close(): Promise<void> }>(server: Server): Server {
  onTestFinished(() => server.close());
  return server;
}
