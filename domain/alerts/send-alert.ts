import type { AlertMessage } from './alert-message.ts';
import type { ChannelWithSecrets } from './channel.ts';

/**
 * Sends one message to a channel, and returns what the channel calls it. A channel that can recognises a repetition by `idempotencyKey`. Throws
 * ConnectorError.
 */
export type SendAlert = (
  channel: ChannelWithSecrets,
  message: AlertMessage,
  options: { signal: AbortSignal; idempotencyKey: string },
) => Promise<{ reference: string | null }>;
