import { z } from 'zod';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { RegionName } from '#domain/delivery/region.ts';
import { parseEncryptionKeys } from '#domain/secret-box.ts';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' });
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .refine((url) => !/[?#@]/.test(url), { error: 'must not contain credentials, a query or a fragment' });
const port = wholeNumberText(0, 65_535);

/** Without a slash at the end, since paths are appended. */
const VendorUrls = z.record(
  z.string(),
  z.url({ protocol: /^https?$/ }).refine((url) => !/[?#@]|\/$/.test(url)),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Variables = z.object({
  DATABASE_URL: postgresUrl,
  ATTRIBUTION_DATABASE_URL: postgresUrl.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^/]+:\d+$/, 'must be host:port')
    .default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: z.stringbool().default(false),
  TEMPORAL_WORKER_VERSIONING: z.stringbool().default(false),
  TEMPORAL_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 letters, digits, ".", "_" and "-"')
    .optional(),
  TEMPORAL_UI_URL: z.url().default('http://127.0.0.1:8233'),
  /** Whose deliveries a worker or an engine makes; without it, those of the home region, and everything else. */
  REGION: RegionName.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .refine((url) => URL.parse(url)?.pathname === '/' && !/[?#@]/.test(url), { error: 'must be scheme, host and port only' })
    .transform((url) => new URL(url).origin)
    .optional(),
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  TLS_CLIENT_CA_FILE: z.string().min(1).optional(),
  WORKER_HEALTH_PORT: port.optional(),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'must be 16 to 200 printable ASCII characters without spaces')
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_SERVICE_NAME: z
    .string()
    .regex(/^[\w.-]{1,80}$/, 'must be 1 to 80 letters, digits, ".", "_" and "-"')
    .default('causeway'),
  CAUSEWAY_CONFIG: z.string().min(1).default('config/partners-engine.yaml'),
  CAUSEWAY_ENCRYPTION_KEYS: z.string().transform((value, context) => {
    try {
      return parseEncryptionKeys(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is malformed' });
      return z.NEVER;
    }
  }),
  CAUSEWAY_LOST_ENCRYPTION_KEYS: list.default([]),
  CAUSEWAY_ENVIRONMENT: z.enum(['live', 'test']).default('live'),
  EGRESS_ALLOW: list.default([]),
  CRM_URL: httpUrl.optional(),
  CRM_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .optional(),
  VENDOR_URLS: z
    .string()
    .transform((value, context) => {
      const parsed = VendorUrls.safeParse(parseJson(value));
      if (parsed.success) return parsed.data;
      context.addIssue({
        code: 'custom',
        message: 'must be a JSON object of vendors and http(s) URLs, such as {"hubspot":"http://127.0.0.1:4001"}',
      });
      return z.NEVER;
    })
    .default({}),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The variables that Causeway reads. */
export const variableNames = Object.keys(Variables.shape);

/** Others than this machine read the metrics only with a token. */
const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** `CRM_URL` and `CRM_TOKEN` need each other. Checked even when other variables are invalid, so that one error names all of them. */
const Checked = Variables.refine(({ CRM_URL, CRM_TOKEN }) => CRM_URL === undefined || CRM_TOKEN !== undefined, {
  path: ['CRM_TOKEN'],
  error: 'is required because CRM_URL is set',
  when: () => true,
})
  .refine(({ CRM_URL, CRM_TOKEN }) => CRM_TOKEN === undefined || CRM_URL !== undefined, {
    path: ['CRM_URL'],
    error: 'is required because CRM_TOKEN is set',
    when: () => true,
  })
  .refine(
    ({ METRICS_PORT, METRICS_HOST, METRICS_TOKEN }) =>
      METRICS_PORT === undefined || METRICS_TOKEN !== undefined || isLoopback(METRICS_HOST),
    {
      path: ['METRICS_TOKEN'],
      error: 'is required because METRICS_HOST is not a loopback address',
      when: () => true,
    },
  );

/** Where spans go and under which name; null if nobody wants them. */
function tracesOf(
  from: Pick<z.infer<typeof Checked>, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' | 'OTEL_SERVICE_NAME'>,
) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_SERVICE_NAME: serviceName } = from;
  const url = own ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  return url === undefined ? null : { url, serviceName };
}

const Environment = Checked.transform(({ PUBLIC_URL, CRM_URL, CRM_TOKEN, METRICS_PORT, METRICS_HOST, METRICS_TOKEN, ...rest }) => ({
  ...rest,
  traces: tracesOf(rest),
  metrics: METRICS_PORT === undefined ? null : { port: METRICS_PORT, host: METRICS_HOST, token: METRICS_TOKEN ?? null },
  ATTRIBUTION_DATABASE_URL: rest.ATTRIBUTION_DATABASE_URL ?? rest.DATABASE_URL,
  // This process cannot find out under which name callers reach the API; on one machine it is the port.
  PUBLIC_URL: PUBLIC_URL ?? `http://127.0.0.1:${rest.PORT}`,
  crm: CRM_URL !== undefined && CRM_TOKEN !== undefined ? { url: CRM_URL, token: CRM_TOKEN } : null,
}));

export type Config = z.infer<typeof Environment>;

/** Reads the environment once, at start. Throws one error that names every invalid variable, without its value. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${present[name] === undefined && issue.code === 'invalid_type' ? 'is not set' : issue.message}`;
  });
  throw new Error(`Invalid environment variables (see .env.example):\n${lines.join('\n')}`);
}
