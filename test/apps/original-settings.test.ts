import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '#apps/settings-problems.ts';
import { openSettings } from '#apps/settings.ts';
import { Settings } from '#domain/settings.ts';

const log = { info: () => {}, error: () => {} };
const settingsOf = (yaml: string) => {
  const parsed = parseSettings(parse(yaml));
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
};
const problemsOf = (yaml: string) => {
  const parsed = parseSettings(parse(yaml));
  return 'problems' in parsed ? parsed.problems : [];
};

test('the file as the original design published it means what it says', () => {
  const file = openSettings(path.join(import.meta.dirname, '../support/original-partners-engine.yaml'), log);
  const retry = { max_attempts: 5, base_s: 2, multiplier: 2 };
  const settings = file.current();
  file.close();
  expect(settings).toEqual(
    Settings.parse({
      gateway: { tenant_cache_ttl_s: 45, oauth: { signing_algorithm: 'RS256', mtls: { source: 'tls' } } },
      rate_limit: {
        sandbox: { per_minute: 20, burst: 5 },
        standard: { per_minute: 60, burst: 10 },
        enterprise: { per_minute: 300, burst: 50 },
      },
      webhooks: { retry: { sandbox: retry, standard: retry, enterprise: retry }, dlq: { retention_days: 30 } },
      attribution: { touch_sources: ['utm', 'referral_header', 'api_key'], roi_window_days: 30, rollup_refresh_s: 300 },
    }),
  );
});

test.each(['{}', '{ gateway: {}, webhooks: { dlq: {} }, attribution: {}, security: { enterprise: {} } }', '{ gateway: { auth: bearer } }'])(
  'partner: %s means the defaults',
  (partner) => {
    expect(settingsOf(`partner: ${partner}`)).toEqual(Settings.parse({}));
  },
);

test.each([
  ['gateway: { tenant_resolution_ttl_sec: 7 }', 'gateway: { tenant_cache_ttl_s: 7 }'],
  [
    'gateway: { rate_limit: { default: { requests_per_minute: 1, burst_size: 2 } } }',
    'rate_limit: { sandbox: &a { per_minute: 1, burst: 2 }, standard: *a, enterprise: *a }',
  ],
  [
    'gateway: { rate_limit: { tiers: { standard: { requests_per_minute: 3, burst_size: 4 } }, default: { requests_per_minute: 1, burst_size: 2 } } }',
    'rate_limit: { sandbox: &a { per_minute: 1, burst: 2 }, standard: { per_minute: 3, burst: 4 }, enterprise: *a }',
  ],
  [
    'gateway: { rate_limit: { tiers: { sandbox: { requests_per_minute: 3, burst_size: 4 } } } }',
    'rate_limit: { sandbox: { per_minute: 3, burst: 4 } }',
  ],
  [
    'webhooks: { retry: { max_attempts: 3, backoff_base_sec: 10, backoff_multiplier: 1.5 } }',
    'webhooks: { retry: { sandbox: &a { max_attempts: 3, base_s: 10, multiplier: 1.5 }, standard: *a, enterprise: *a } }',
  ],
  ['webhooks: { dlq: { retention_days: 7 } }', 'webhooks: { dlq: { retention_days: 7 } }'],
  ['attribution: { touchpoint_sources: [utm] }', 'attribution: { touch_sources: [utm] }'],
  ['attribution: { roi_window_days: 90 }', 'attribution: { roi_window_days: 90 }'],
  ['attribution: { materialized_view_refresh_sec: 60 }', 'attribution: { rollup_refresh_s: 60 }'],
  ['security: { enterprise: { mtls: enabled } }', 'gateway: { oauth: { mtls: { source: tls } } }'],
  ['security: { enterprise: { mtls: disabled } }', 'gateway: { oauth: { mtls: { source: off } } }'],
  ['security: { enterprise: { jwt_signing_algo: RS256 } }', 'gateway: { oauth: { signing_algorithm: RS256 } }'],
])('partner: { %s } means %s', (original, canonical) => {
  expect(settingsOf(`partner: { ${original} }`)).toEqual(settingsOf(canonical));
});

describe('mistakes in the original form', () => {
  const limit = 'gateway: { rate_limit: { default:';
  test.each([
    [
      `${limit} { requests_per_minutes: 60 } } }`,
      'partner.gateway.rate_limit.default.requests_per_minutes: unknown key; did you mean partner.gateway.rate_limit.default.requests_per_minute?',
    ],
    [`${limit} { requests_per_minute: 60 } } }`, 'partner.gateway.rate_limit.default.burst_size: is required'],
    [
      `${limit} { requests_per_minute: 0, burst_size: 1 } } }`,
      'partner.gateway.rate_limit.default.requests_per_minute: must be at least 1',
    ],
    [
      'gateway: { rate_limit: { tiers: { gold: {} } } }',
      'partner.gateway.rate_limit.tiers.gold: unknown key; known keys: sandbox, standard, enterprise',
    ],
    ['gateway: { auth: basic }', 'partner.gateway.auth: must be "bearer"'],
    ['gateway: { tenant_resolution_ttl_sec: 3601 }', 'partner.gateway.tenant_resolution_ttl_sec: must be at most 3600'],
    [
      'webhooks: { retry: { max_attempts: 31, backoff_base_sec: 1, backoff_multiplier: 1 } }',
      'partner.webhooks.retry.max_attempts: must be at most 30',
    ],
    ['webhooks: { retries: {} }', 'partner.webhooks.retries: unknown key; did you mean partner.webhooks.retry?'],
    ['webhooks: { dlq: { retention_days: 366 } }', 'partner.webhooks.dlq.retention_days: must be at most 365'],
    ['webhooks: { dlq: { enabled: false } }', expect.stringMatching(/^partner\.webhooks\.dlq\.enabled: must be true: .*retention_days/)],
    [
      'attribution: { touchpoint_sources: [utm, tv] }',
      'partner.attribution.touchpoint_sources.1: must be "utm" or "referral_header" or "api_key"',
    ],
    ['security: { enterprise: { mtls: on } }', 'partner.security.enterprise.mtls: must be "enabled" or "disabled"'],
    [
      'security: { enterprise: { audit_logging: disabled } }',
      expect.stringMatching(/^partner\.security\.enterprise\.audit_logging: must be "enabled": /),
    ],
    ['security: { enterprise: { jwt_signing_algo: HS256 } }', 'partner.security.enterprise.jwt_signing_algo: must be "ES256" or "RS256"'],
  ])('%s', (partner, problem) => {
    expect(problemsOf(`partner: { ${partner} }`)).toContainEqual(problem);
  });

  test('are all named at once, with those of the canonical form', () => {
    expect(problemsOf('partner: { gatway: {}, webhooks: { dlq: { retention_days: 0 } } }\nrate_limit: { gold: {} }')).toHaveLength(3);
    expect(problemsOf('partnr: {}')).toEqual(['partnr: unknown key; did you mean partner?']);
  });
});

describe('both forms in one file', () => {
  test('complete each other', () => {
    const settings = settingsOf(`
      partner: { gateway: { tenant_resolution_ttl_sec: 7 }, security: { enterprise: { jwt_signing_algo: RS256 } } }
      gateway: { failed_auth_per_minute: 9, oauth: { signing_key_days: 3 } }`);
    expect(settings).toEqual(
      Settings.parse({
        gateway: { tenant_cache_ttl_s: 7, failed_auth_per_minute: 9, oauth: { signing_key_days: 3, signing_algorithm: 'RS256' } },
      }),
    );
  });

  test.each([
    [
      'gateway: { tenant_resolution_ttl_sec: 45 }',
      'gateway: { tenant_cache_ttl_s: 45 }',
      'gateway.tenant_resolution_ttl_sec',
      'gateway.tenant_cache_ttl_s',
    ],
    [
      'security: { enterprise: { mtls: enabled } }',
      'gateway: { oauth: { mtls: { source: header } } }',
      'security.enterprise.mtls',
      'gateway.oauth.mtls.source',
    ],
    [
      'webhooks: { retry: { max_attempts: 3, backoff_base_sec: 1, backoff_multiplier: 1 } }',
      'webhooks: { retry: { enterprise: { schedule_s: [5] } } }',
      'webhooks.retry',
      'webhooks.retry.enterprise',
    ],
    [
      'gateway: { rate_limit: { default: { requests_per_minute: 1, burst_size: 1 }, tiers: { sandbox: { requests_per_minute: 2, burst_size: 2 } } } }',
      'rate_limit: { sandbox: { per_minute: 1, burst: 1 } }',
      'gateway.rate_limit.tiers.sandbox',
      'rate_limit.sandbox',
    ],
  ])('that say one thing twice are refused: %s with %s', (original, canonical, originalKey, canonicalKey) => {
    expect(problemsOf(`partner: { ${original} }\n${canonical}`)).toEqual([
      `partner.${originalKey}: ${canonicalKey} sets the same value; remove one of the two`,
    ]);
  });
});
