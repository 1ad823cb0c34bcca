import { cancellationSignal } from '@temporalio/activity';
import { withHeartbeats } from '#activities/with-heartbeats.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { channelContext, findSendable } from '#db/alerts/alert-channel.ts';
import { dropAllOf, dropMessage, readToldAlerts, recordFailedTry, recordSent, tellUnsent } from '#db/alerts/alert-message.ts';
import { type ClaimedMessage, claimMessage, findNextDue } from '#db/alerts/claim-message.ts';
import type { Database } from '#db/database.ts';
import type { AlertMessage, MessageKind } from '#domain/alerts/alert-message.ts';
import { type AlertState, alertStates } from '#domain/alerts/alert.ts';
import { type ChannelKind, type ChannelSecrets, type ChannelSettings, joinChannel } from '#domain/alerts/channel.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';
import { DAY_MS } from '#domain/days.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';

export interface AlertMessageActivityDeps {
  db: Database;
  secretBox: SecretBox;
  notify: Notify;
  sendAlert: SendAlert;
  wakeAlertChannel: (channelId: string) => Promise<void>;
  /** For the metrics. */
  onAlertSent?: ((channelKind: ChannelKind, outcome: 'sent' | 'failed') => void) | undefined;
}

/** Shorter than a claim lasts, with what is written before and after it. */
const sendingMs = 20_000;
/** Below the heartbeat timeout by so much that a busy process is not taken for a dead one. */
const beatMs = 1_000;
/** Between tries: first, and at most. What a person has to mend is tried less often. */
const [firstRetryMs, longestRetryMs, mendedRetryMs] = [5_000, 900_000, 300_000];
/** An interruption that is shorter is not told elsewhere. */
const [unsentAfterMs, unsentAfterTries] = [180_000, 3];
/** Then nobody wants to read it any more. */
const givenUpAfterMs = DAY_MS;
const maxError = 1_000;

/** A message of this kind is dropped when none of its alerts is like that any more. */
const statesOf: Record<MessageKind, readonly AlertState[]> = {
  firing: ['firing', 'acknowledged'],
  escalated: ['firing'],
  reminder: ['firing'],
  acknowledged: ['acknowledged'],
  resolved: ['resolved'],
  unsent: alertStates,
  test: alertStates,
};

interface Failure {
  text: string;
  /** It will fail again until a person mends it. */
  isFinal: boolean;
  mayHaveArrived: boolean;
  retryAfterMs: number;
}

export function createAlertMessageActivities(deps: AlertMessageActivityDeps) {
  const { sql } = deps.db;

  async function send(channelId: string, claimed: ClaimedMessage): Promise<void> {
    const channel = await findSendable(sql, channelId);
    if (!channel) return dropAllOf(sql, channelId);
    const { lines, omitted, acknowledgedBy } = await readToldAlerts(sql, claimed.id, statesOf[claimed.kind]);
    if (lines.length === 0) return dropMessage(sql, claimed);
    const { kind, dedupKey, thread: reference } = claimed;
    const message = { kind, dedupKey, alerts: lines, omitted, acknowledgedBy, reference };
    try {
      const sent = await trySending(channelId, channel, message, claimed.id);
      await recordSent(sql, { id: claimed.id, channelId, reference: sent.reference });
      deps.onAlertSent?.(channel.settings.kind, 'sent');
    } catch (error) {
      // A database that is away is no failure of the channel: the claim ends, and it is tried again.
      const failure = failureOf(error);
      if (!failure) throw error;
      deps.onAlertSent?.(channel.settings.kind, 'failed');
      await noteFailed(channelId, channel.name, claimed, lines[0]?.dedupKey ?? dedupKey, failure);
    }
  }

  async function trySending(
    channelId: string,
    { settings, sealed }: { settings: ChannelSettings; sealed: string },
    message: AlertMessage,
    idempotencyKey: string,
  ): Promise<{ reference: string | null }> {
    const secrets = JSON.parse(deps.secretBox.open(sealed, channelContext(channelId))) as ChannelSecrets;
    const signal = AbortSignal.any([cancellationSignal(), AbortSignal.timeout(sendingMs)]);
    return deps.sendAlert(joinChannel({ settings, secrets }), message, { signal, idempotencyKey });
  }

  async function noteFailed(
    channelId: string,
    name: string,
    { id, kind, tries, ageMs, isDoubtful, isToldUnsent }: ClaimedMessage,
    alert: string,
    failure: Failure,
  ): Promise<void> {
    const error = failure.text.slice(0, maxError).toWellFormed();
    const retryInMs = ageMs > givenUpAfterMs ? null : retryDelay(tries, failure);
    await recordFailedTry(sql, { id, channelId, error, isDoubtful: isDoubtful || failure.mayHaveArrived, retryInMs });
    const isLasting = failure.isFinal || (ageMs > unsentAfterMs && tries >= unsentAfterTries);
    if (isToldUnsent || !isLasting) return;
    // First the event: it is published once, and what follows is repeated with the next try if this process dies now.
    const data = { rule: alert.split('/')[1] ?? '', alert, channel_id: channelId, channel: name, reason: error };
    await deps.notify('causeway.alert.unsent', data, `alert-unsent/${id}`);
    const others = await tellUnsent(sql, { id, channelId, problem: `${kind} could not be sent to ${name}: ${error}`.slice(0, maxError) });
    for (const other of others) await deps.wakeAlertChannel(other);
  }

  return {
    /**
     * Sends the next message of a channel; heartbeats. Returns in how many milliseconds to send the next one; null if there is none. Safe to repeat: a message that was
     * sent is not sent again, and one whose sending was cut off has the same key, by which a channel recognises it if it can.
     */
    async sendAlertMessage(channelId: string): Promise<number | null> {
      return withHeartbeats(beatMs, async () => {
        if (!(await findSendable(sql, channelId))) await dropAllOf(sql, channelId);
        const claimed = await claimMessage(sql, channelId);
        if (claimed) await send(channelId, claimed);
        return findNextDue(sql, channelId);
      });
    },
  };
}

function retryDelay(tries: number, { isFinal, retryAfterMs }: Failure): number {
  const backoff = Math.min(firstRetryMs * 2 ** Math.min(tries - 1, 20), longestRetryMs);
  return Math.min(
    Math.max(backoff, retryAfterMs, isFinal ? mendedRetryMs : 0),
    Math.max(longestRetryMs, Math.min(retryAfterMs, 3_600_000)),
  );
}

/** Undefined if it is not the channel that has failed. */
function failureOf(error: unknown): Failure | undefined {
  if (isSealedFault(error)) return { text: error.message, isFinal: true, mayHaveArrived: false, retryAfterMs: 0 };
  if (!(error instanceof ConnectorError)) return undefined;
  const { kind, message, retryAfterMs = 0 } = error;
  const mayHaveArrived = kind === 'unavailable' || kind === 'malformed';
  return { text: message, isFinal: kind === 'rejected' || kind === 'unauthorized', mayHaveArrived, retryAfterMs };
}
