import { isSuccess, type VendorHttp } from '#connectors/vendor-http.ts';
import type { ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { clip, type SaidAlert } from './alert-text.ts';
import { hashed, parseObject, postJson, refused, type Sending, textAt } from './channel-http.ts';
import { actionsOf } from './pagerduty.ts';

type Channel = Extract<ChannelWithSecrets, { kind: 'opsgenie' }>;

const usualUrls = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' };
// https://docs.opsgenie.com/docs/alert-api#create-alert
const MAX_ALIAS = 512;
const MAX_MESSAGE = 130;
const MAX_DESCRIPTION = 15_000;
const priorities = { critical: 'P1', warning: 'P3', info: 'P5' } as const;

/** A request for each alert. Safe to repeat: an alert with the same alias is the same one. 202 means that it will be looked at. */
export async function sendToOpsgenie(http: VendorHttp, channel: Channel, sending: Sending): Promise<null> {
  const { message, said, urls } = sending;
  const base = urls['opsgenie'] ?? usualUrls[channel.region];
  const key = channel.secrets.api_key;
  for (const alert of said.alerts) {
    const alias = alert.dedupKey.length <= MAX_ALIAS ? alert.dedupKey : `alert/${hashed(alert.dedupKey)}`;
    for (const action of actionsOf(message.kind)) {
      const [path, body] =
        action === 'trigger'
          ? ['', { alias, ...alertOf(alert, said.alerts.length === 1 ? said.headline : alert.title) }]
          : [
              `/${encodeURIComponent(alias)}/${action === 'resolve' ? 'close' : 'acknowledge'}?identifierType=alias`,
              { source: 'Causeway' },
            ];
      const answer = await postJson(http, `${base}/v2/alerts${path}`, { headers: { authorization: `GenieKey ${key}` }, body, sending });
      if (!isSuccess(answer.status)) {
        throw refused(answer, 'Opsgenie', textAt(parseObject(answer.text), 'message') ?? '', { secrets: [key] });
      }
    }
  }
  return null;
}

function alertOf({ severity, reason, remedy, when, link, runbook }: SaidAlert, message: string) {
  const description = [reason, remedy && `What to do: ${remedy}`, when, link, runbook && `Runbook: ${runbook}`].filter(Boolean).join('\n');
  return {
    message: clip(withoutMarkup(message), MAX_MESSAGE),
    description: clip(withoutMarkup(description), MAX_DESCRIPTION),
    ...{ priority: priorities[severity], source: 'Causeway', tags: ['causeway', severity] },
  };
}

/** Opsgenie shows HTML in both. */
const withoutMarkup = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');
