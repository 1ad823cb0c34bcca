/** Values that are no secret, and that somebody who helps needs. Of any other variable the bundle says only whether it is set. */
const shownVariables = new Set([
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_TLS', 'TEMPORAL_UI_URL', 'HOST', 'PORT', 'PUBLIC_URL', 'WORKER_HEALTH_PORT'],
  ...['METRICS_PORT', 'METRICS_HOST', 'OTEL_SERVICE_NAME', 'CAUSEWAY_CONFIG', 'CAUSEWAY_ENVIRONMENT', 'EGRESS_ALLOW', 'LOG_LEVEL'],
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

const MAX_TEXT = 500;
const secrets = [
  // Credentials in a URL.
  /(?<=:\/\/)[^\s/@]+@/g,
  // Keys and tokens of Causeway and of vendors: a prefix and a long rest.
  /\b(?:cw|sk|rk|pk|pat|xox[a-z]|whsec|whsk|whpk|ghp|Bearer|Basic)[-_ ][\w.~+/=-]{8,}/gi,
  // Anything else that is long and has letters and digits, but for ids of Causeway.
  /(?<![\w-])(?![a-z]{2,5}_[0-9a-z]{20,30}(?![\w-]))(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}/g,
];
const address = /[^\s"'<>(),:;]+@[^\s"'<>(),:;]+\.[^\s"'<>(),:;]+/g;

/** Of texts that others wrote, such as errors of vendors: no addresses of people, and nothing that looks like a secret. */
export function maskText(text: string): string {
  const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, '(masked)'), text).replaceAll(address, '(e-mail address)');
  return masked.length > MAX_TEXT ? `${masked.slice(0, MAX_TEXT)} … (${masked.length} characters)` : masked;
}

/** The same for all texts within a value. */
export function maskTexts(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskTexts);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskTexts(each)]));
}
