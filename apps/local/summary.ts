import { firstSample } from './samples.ts';

export interface SummaryOptions {
  apiUrl: string;
  receiverUrl: string;
  /** Null when the user has a CRM. */
  crmUrl: string | null;
  temporalUiUrl: string | null;
  stateDir: string;
  platformKeyFile: string;
  /** Only on the start that made them. */
  newKeys: { partner: string; platform: string } | null;
}

/** What the user sees when everything runs. Every command works as it is pasted. */
export function writeSummary(options: SummaryOptions): string {
  const { apiUrl, crmUrl, newKeys, receiverUrl, temporalUiUrl } = options;
  const places = [
    `  API          ${apiUrl}/api/v1`,
    `  API docs     ${apiUrl}/docs/api`,
    `  Guides       ${apiUrl}/docs`,
    ...(temporalUiUrl ? [`  Temporal UI  ${temporalUiUrl}`] : []),
    `  Receiver     ${receiverUrl}   (try /slow /fail /busy /gone as endpoints too)`,
    ...(crmUrl ? [`  Sandbox CRM  ${crmUrl}/opportunities`] : []),
    `  Logs         ${options.stateDir}/logs`,
  ];
  return ['', 'Causeway is running.', '', ...places, '', ...describeKeys(options), '', ...commands(options, newKeys), ''].join('\n');
}

function describeKeys({ newKeys, platformKeyFile }: SummaryOptions): string[] {
  if (!newKeys) {
    return [
      `  Platform key  in ${platformKeyFile}`,
      '  Sandbox key   shown on the first start; make another: npm run partner:seed -- --tier=sandbox',
    ];
  }
  return [
    `  Sandbox key   ${newKeys.partner}   (a partner's; shown this once, only its hash is kept)`,
    `  Platform key  ${newKeys.platform}   (yours; also in ${platformKeyFile})`,
  ];
}

function commands({ apiUrl, crmUrl, platformKeyFile }: SummaryOptions, newKeys: SummaryOptions['newKeys']): string[] {
  const platform = newKeys?.platform ?? `$(cat '${platformKeyFile}')`;
  const partner = newKeys?.partner ?? '$SANDBOX_KEY';
  const event = JSON.stringify(firstSample);
  return [
    'Publish an event, and see it arrive here:',
    `  curl -sS ${apiUrl}/api/v1/events -H "Authorization: Bearer ${platform}" -H 'Content-Type: application/json' -d '${event}'`,
    'See what was delivered:',
    `  curl -sS '${apiUrl}/api/v1/deliveries?limit=5' -H "Authorization: Bearer ${platform}"`,
    newKeys ? 'As the partner, have a test webhook sent:' : 'As the partner (SANDBOX_KEY=ck_…), have a test webhook sent:',
    `  curl -sS -X POST ${apiUrl}/api/v1/partners/webhooks/test -H "Authorization: Bearer ${partner}"`,
    ...(crmUrl
      ? [
          'Make the sandbox CRM fail at its next two writes:',
          `  curl -sS -X PUT ${crmUrl}/faults -d '{"next":["429","drop_after_accept"]}'`,
        ]
      : []),
    '',
    'Ctrl-C stops everything and keeps the data. npm run reset clears it.',
  ];
}
