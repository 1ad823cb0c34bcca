import { z } from 'zod';
import { ExponentialRetry } from './retry.ts';
import { Settings } from './settings.ts';

// The bounds are those of the canonical keys, so that both forms accept the same values.
const gateway = Settings.shape.gateway.unwrap().shape;
const oauth = gateway.oauth.unwrap().shape;
const deadLetters = Settings.shape.webhooks.unwrap().shape.dlq.unwrap().shape;
const attribution = Settings.shape.attribution.unwrap().shape;
const limits = Settings.shape.rate_limit.unwrap();
const limit = limits.shape.standard.unwrap().shape;

const Limit = z
  .strictObject({ requests_per_minute: limit.per_minute, burst_size: limit.burst })
  .transform(({ requests_per_minute, burst_size }) => ({ per_minute: requests_per_minute, burst: burst_size }));

const Retry = z
  .strictObject({
    max_attempts: ExponentialRetry.shape.max_attempts,
    backoff_base_sec: ExponentialRetry.shape.base_s,
    backoff_multiplier: ExponentialRetry.shape.multiplier,
  })
  .transform(({ max_attempts, backoff_base_sec, backoff_multiplier }) => ({
    max_attempts,
    base_s: backoff_base_sec,
    multiplier: backoff_multiplier,
  }));

const onOff = z.enum(['enabled', 'disabled']);

const Partner = z
  .strictObject({
    gateway: z
      .strictObject({
        auth: z.literal('bearer'),
        tenant_resolution_ttl_sec: gateway.tenant_cache_ttl_s.unwrap(),
        rate_limit: z
          .strictObject({
            default: Limit,
            tiers: z.strictObject({ sandbox: Limit, standard: Limit, enterprise: Limit }).partial(),
          })
          .partial(),
      })
      .partial(),
    webhooks: z
      .strictObject({
        retry: Retry,
        dlq: z
          .strictObject({
            enabled: z.boolean().refine((isEnabled) => isEnabled, {
              error:
                'must be true: dead-lettered deliveries are always stored for replay; lower retention_days to store them for less time',
            }),
            retention_days: deadLetters.retention_days.unwrap(),
          })
          .partial(),
      })
      .partial(),
    attribution: z
      .strictObject({
        touchpoint_sources: attribution.touch_sources.unwrap(),
        roi_window_days: attribution.roi_window_days.unwrap(),
        materialized_view_refresh_sec: attribution.rollup_refresh_s.unwrap(),
      })
      .partial(),
    security: z
      .strictObject({
        enterprise: z
          .strictObject({
            /** Certificates of the connection itself, which can be trusted without configuring a proxy. */
            mtls: onOff.transform((word) => (word === 'enabled' ? 'tls' : 'off')),
            jwt_signing_algo: oauth.signing_algorithm.unwrap(),
            audit_logging: onOff.refine((word) => word === 'enabled', {
              error: 'must be "enabled": every call of an enterprise partner is written to the audit log, and no setting changes that',
            }),
          })
          .partial(),
      })
      .partial(),
  })
  .partial();

/** A settings file: the canonical keys and, under `partner`, those of the original design. */
export const SettingsFile = Settings.extend({ partner: Partner.optional() });

/** Each original key with the canonical keys that it sets. If two set the same key, the later one wins. */
const translations: readonly (readonly [original: string, ...canonical: string[]])[] = [
  ['partner.gateway.tenant_resolution_ttl_sec', 'gateway.tenant_cache_ttl_s'],
  ['partner.gateway.rate_limit.default', ...limits.keyof().options.map((tier) => `rate_limit.${tier}`)],
  ...limits.keyof().options.map((tier) => [`partner.gateway.rate_limit.tiers.${tier}`, `rate_limit.${tier}`] as const),
  ['partner.webhooks.retry', ...limits.keyof().options.map((tier) => `webhooks.retry.${tier}`)],
  ['partner.webhooks.dlq.retention_days', 'webhooks.dlq.retention_days'],
  ['partner.attribution.touchpoint_sources', 'attribution.touch_sources'],
  ['partner.attribution.roi_window_days', 'attribution.roi_window_days'],
  ['partner.attribution.materialized_view_refresh_sec', 'attribution.rollup_refresh_s'],
  ['partner.security.enterprise.mtls', 'gateway.oauth.mtls.source'],
  ['partner.security.enterprise.jwt_signing_algo', 'gateway.oauth.signing_algorithm'],
];

/** The keys that a file sets in both forms, valid or not, so that it is unclear which of the two is meant. */
export function findSaidTwice(file: unknown): { original: string; canonical: string }[] {
  return setsOf(file).filter(({ canonical }) => valueAt(file, canonical) !== undefined);
}

/** A valid file in canonical keys only. `read` is the output of the schema. */
export function toCanonical(file: object, read: z.output<typeof SettingsFile>): object {
  const canonicalKeys: Record<string, unknown> = { ...file };
  delete canonicalKeys['partner'];
  return setsOf(read).reduce((made, { original, canonical }) => setAt(made, canonical.split('.'), valueAt(read, original)), canonicalKeys);
}

function setsOf(file: unknown): { original: string; canonical: string }[] {
  const present = translations.filter(([original]) => valueAt(file, original) !== undefined);
  const originalOf = new Map(present.flatMap(([original, ...canonical]) => canonical.map((key) => [key, original])));
  return [...originalOf].map(([canonical, original]) => ({ original, canonical }));
}

function valueAt(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isTree(at) ? at[name] : undefined), tree);
}

function setAt(tree: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): Record<string, unknown> {
  const inner = tree[name];
  return { ...tree, [name]: rest.length === 0 ? value : setAt(isTree(inner) ? inner : {}, rest, value) };
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
