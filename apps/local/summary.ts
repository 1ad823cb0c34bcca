import { firstSample } from './samples.ts';

export interface SummaryOptions {
  apiUrl: string;
  receiverUrl: string;
  /** Null if the user has a CRM. */
  crmUrl: string | null;
  /** The sandbox vendors; none if the user has others. */
  vendors: readonly { label: string; url: string }[];
  /** Of the sync between HubSpot and Stripe; null if there is none. */
  syncId: string | null;
  temporalUiUrl: string | null;
  stateDir: string;
  platformKeyFile: string;
  /** Only on the start that created them. */
  newKeys: { partner: string; platform: string } | null;
}

/** The text that the user sees when everything runs. Every command can be pasted. */
export function writeSummary(options: SummaryOptions): string {
  const { apiUrl, crmUrl, newKeys, receiverUrl, temporalUiUrl } = options;
  const places = [
    `  Console      ${apiUrl}/console   (npm run user:add makes you a link)`,
    `  API          ${apiUrl}/api/v1`,
    `  API docs     ${apiUrl}/docs/api`,
    `  Guides       ${apiUrl}/docs`,
    ...(temporalUiUrl ? [`  Temporal UI  ${temporalUiUrl}`] : []),
    `  Receiver     ${receiverUrl}   (as endpoints, also try /slow /fail /busy /gone)`,
    ...(crmUrl ? [`  Sandbox CRM  ${crmUrl}/opportunities`] : []),
    ...options.vendors.map(({ label, url }) => `  ${label.padEnd(13)}${url}/sandbox   (change records, and see what arrived)`),
    ...(options.syncId === null
      ? []
      : [`  Sync         ${options.syncId}: change a plan in Stripe and see MRR in HubSpot, ${apiUrl}/docs/sync-guide`]),
    `  Logs         ${options.stateDir}/logs`,
  ];
  return ['', 'Causeway is running.', '', ...places, '', ...describeKeys(options), '', ...commands(options, newKeys), ''].join('\n');
}

function describeKeys({ newKeys, platformKeyFile }: SummaryOptions): string[] {
  if (!newKeys) {
    return [
      `  Platform key  in ${platformKeyFile}`,
      '  Sandbox key   shown on the first start only; to create another: npm run partner:seed -- --tier=sandbox',
    ];
  }
  return [
    `  Sandbox key   ${newKeys.partner}   (the partner's; shown only this once, because only its hash is stored)`,
    `  Platform key  ${newKeys.platform}   (the product team's; also in ${platformKeyFile})`,
  ];
}

function commands({ apiUrl, crmUrl, platformKeyFile }: SummaryOptions, newKeys: SummaryOptions['newKeys']): string[] {
  const platform = newKeys?.platform ?? `$(cat '${platformKeyFile}')`;
  const partner = newKeys?.partner ?? '$SANDBOX_KEY';
  const event = JSON.stringify(firstSample);
  return [
    'Publish an event and watch it arrive here:',
    `  curl -sS ${apiUrl}/api/v1/events -H "Authorization: Bearer ${platform}" -H 'Content-Type: application/json' -d '${event}'`,
    'List the latest deliveries:',
    `  curl -sS '${apiUrl}/api/v1/deliveries?limit=5' -H "Authorization: Bearer ${platform}"`,
    newKeys ? 'As the partner, request a test webhook:' : 'As the partner (SANDBOX_KEY=ck_…), request a test webhook:',
    `  curl -sS -X POST ${apiUrl}/api/v1/partners/webhooks/test -H "Authorization: Bearer ${partner}"`,
    ...(crmUrl
      ? [
          'Make the next two writes to the sandbox CRM fail (deals are written when they are approved, but not those of sandbox partners):',
          `  curl -sS -X PUT ${crmUrl}/faults -d '{"next":["429","drop_after_accept"]}'`,
        ]
      : []),
    '',
    'Ctrl-C stops everything and keeps the data. npm run reset deletes the data.',
  ];
}
