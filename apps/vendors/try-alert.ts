import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';

/** What became of one try to send a message to a channel. */
type TriedAlert = { reference: string | null; error: null } | { reference: null; error: { kind: ConnectorErrorKind; message: string } };

/** Sends a message once, and returns what the other side said. Throws only what is no answer of a channel. */
export type TryAlert = (...args: Parameters<SendAlert>) => Promise<TriedAlert>;

export const tryAlertWith =
  (sendAlert: SendAlert): TryAlert =>
  async (...args) => {
    try {
      const { reference } = await sendAlert(...args);
      return { reference, error: null };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { reference: null, error: { kind: error.kind, message: error.message } };
    }
  };
