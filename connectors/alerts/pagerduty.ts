import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { clip, type SaidAlert } from './alert-text.ts';
import { hashed, parseObject, postJson, refused, type Sending, textAt } from './channel-http.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'pagerduty' }>;
type Action = 'trigger' | 'acknowledge' | 'resolve';

const usualUrls = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' };
// https://developer.pagerduty.com/docs/events-api-v2/trigger-events
const MAX_DEDUP_KEY = 255;
const MAX_SUMMARY = 1_024;

/** An event for each alert. Safe to repeat: one with the same dedup_key and action changes nothing. */
export async function sendToPagerduty(http: VendorHttp, channel: Channel, sending: Sending): Promise<null> {
  const { message, said, urls, publicUrl } = sending;
  const key = channel.secrets.routing_key;
  for (const alert of said.alerts) {
    for (const action of actionsOf(message.kind)) {
      const body = {
        routing_key: key,
        event_action: action,
        dedup_key: dedupKeyOf(alert),
        ...(action === 'trigger' && incidentOf(alert, sending)),
      };
      const answer = await postJson(http, `${urls['pagerduty'] ?? usualUrls[channel.region]}/v2/enqueue`, { body, sending });
      if (!isSuccess(answer.status)) throw refused(answer, 'PagerDuty', problemsOf(answer.text), { secrets: [key] });
    }
  }
  return null;

  function incidentOf(alert: SaidAlert, { said: { headline, alerts } }: Sending) {
    const summary = alerts.length === 1 ? headline : alert.title;
    const links = [
      { href: alert.link, text: 'Open' },
      { href: alert.runbook, text: 'Runbook' },
    ].filter(({ href }) => href !== null);
    return {
      payload: {
        summary: clip(summary, MAX_SUMMARY),
        source: new URL(publicUrl).host,
        severity: alert.severity,
        custom_details: { reason: alert.reason, remedy: alert.remedy, when: alert.when },
      },
      ...{ links, client: 'Causeway', client_url: publicUrl },
    };
  }
}

/** A test opens an incident and closes it at once. */
export function actionsOf(kind: AlertMessage['kind']): readonly Action[] {
  if (kind === 'acknowledged') return ['acknowledge'];
  if (kind === 'resolved') return ['resolve'];
  return kind === 'test' ? ['trigger', 'resolve'] : ['trigger'];
}

const dedupKeyOf = ({ dedupKey }: SaidAlert): string => (dedupKey.length <= MAX_DEDUP_KEY ? dedupKey : `alert/${hashed(dedupKey)}`);

function problemsOf(text: string): string {
  const answer = parseObject(text);
  const errors = answer?.['errors'];
  return [textAt(answer, 'message'), ...(Array.isArray(errors) ? errors.slice(0, 5) : [])]
    .filter((one) => typeof one === 'string')
    .join(': ');
}
