import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import { createVendorHttp } from '#connectors/vendor-http.ts';
import { createWebhookSender } from '#connectors/webhook/post.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { assertNever } from '#domain/errors.ts';
import { say } from './alert-text.ts';
import type { Sending } from './channel-http.ts';
import { sendToOpsgenie } from './opsgenie.ts';
import { sendToPagerduty } from './pagerduty.ts';
import { sendByResend } from './resend.ts';
import { sendBySendgrid } from './sendgrid.ts';
import { sendBySlackBot } from './slack-bot.ts';
import { sendBySlackWebhook } from './slack-webhook.ts';
import { sendBySmtp } from './smtp.ts';
import { sendToWebhook } from './webhook.ts';

export interface AlertSenderOptions {
  guard: EgressGuard;
  /** Sent in User-Agent. */
  version: string;
  /** Where the paths in links lead: an origin. */
  publicUrl: string;
  /** Where providers are, if not at their usual addresses: `slack`, `resend`, `sendgrid`, `pagerduty`, `opsgenie`. They may be inside the company's network. */
  urls?: Readonly<Record<string, string>>;
  /** Replaces the system's certificate authorities. */
  ca?: string | undefined;
  /** For one call, or for one mail. Servers that ask others about a sender answer late. */
  timeoutMs?: number;
}

export interface AlertSender {
  /**
   * Tells a channel, once: no retries. Throws ConnectorError: `unauthorized`, `rejected` and `malformed` are final, `rate_limited` and `unavailable`
   * are not; the message can have arrived. A repeat with the same key is dropped by those who know it (Resend, mail programs, receivers of
   * webhooks, PagerDuty and Opsgenie). Returns what the next message about the same alerts gives as `reference`.
   */
  send(
    channel: ChannelWithSecrets,
    message: AlertMessage,
    options: { idempotencyKey: string; signal?: AbortSignal | undefined },
  ): Promise<{ reference: string | null }>;
  close(): Promise<void>;
}

export function createAlertSender({ guard, version, publicUrl, urls = {}, ca, timeoutMs = 15_000 }: AlertSenderOptions): AlertSender {
  const trustedOrigins = Object.values(urls).map((url) => new URL(url).origin);
  const http = createVendorHttp({ guard, version, trustedOrigins, ca });
  const webhooks = createWebhookSender({ guard, version, ca });

  async function deliver(channel: ChannelWithSecrets, sending: Sending): Promise<string | null> {
    switch (channel.kind) {
      case 'slack_webhook':
        return sendBySlackWebhook(http, channel, sending);
      case 'slack_bot':
        return sendBySlackBot(http, channel, sending);
      case 'smtp':
        return sendBySmtp({ guard, ca }, channel, sending);
      case 'resend':
        return sendByResend(http, channel, sending);
      case 'sendgrid':
        return sendBySendgrid(http, channel, sending);
      case 'webhook':
        return sendToWebhook(webhooks, channel, sending);
      case 'pagerduty':
        return sendToPagerduty(http, channel, sending);
      case 'opsgenie':
        return sendToOpsgenie(http, channel, sending);
      default:
        return assertNever(channel);
    }
  }

  return {
    async send(channel, message, { idempotencyKey, signal }) {
      const said = say(message, publicUrl);
      return { reference: await deliver(channel, { message, said, idempotencyKey, signal, publicUrl, urls, timeoutMs }) };
    },
    async close() {
      await Promise.all([http.close(), webhooks.close(0)]);
    },
  };
}
