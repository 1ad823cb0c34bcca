import { maskText } from '#apps/mask-text.ts';

/** Values that are no secret, and that somebody who helps needs. Of any other variable the bundle says only whether it is set. */
const shownVariables = new Set([
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_TLS', 'TEMPORAL_UI_URL', 'HOST', 'PORT', 'PUBLIC_URL', 'WORKER_HEALTH_PORT'],
  ...[
    'METRICS_PORT',
    'METRICS_HOST',
    'OTEL_SERVICE_NAME',
    'TEMPORAL_WORKER_VERSIONING',
    'TEMPORAL_BUILD_ID',
    'CAUSEWAY_CONFIG',
    'CAUSEWAY_ENVIRONMENT',
    'EGRESS_ALLOW',
    'LOG_LEVEL',
  ],
]);
/** Shown without user, password, query and fragment. */
const urlVariables = new Set([
  'DATABASE_URL',
  'ATTRIBUTION_DATABASE_URL',
  'CRM_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
]);

/** The environment as far as Causeway reads it. Whatever is not known to be harmless is masked. */
export function maskEnvironment(names: readonly string[], environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, maskVariable(name, environment[name])]));
}

function maskVariable(name: string, value: string | undefined): string {
  if (value === undefined || value === '') return '(not set)';
  if (shownVariables.has(name)) return maskText(value);
  return urlVariables.has(name) ? placeOf(value) : '(set)';
}

function placeOf(text: string): string {
  const url = URL.parse(text);
  return url === null ? '(set, but no URL)' : `${url.protocol}//${url.host}${url.pathname}`;
}
