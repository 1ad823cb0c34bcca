import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '#apps/local/settings.ts';
import { MAX_IMPORT_ROWS } from '#domain/deals/deal-import.ts';
import { RetryPolicy } from '#domain/retry.ts';
import { Settings } from '#domain/settings.ts';

const defaults = Settings.parse({});
const { rate_limit: limits, webhooks, gateway } = defaults;
const { sandbox, standard } = limits;
const days = (count: number) => `${count} days`;
const kib = (bytes: number) => `${bytes / 1024} KiB`;

/** A number of seconds in its largest unit: 5 s, 5 min, 2 h. */
function span(seconds: number): string {
  const [size, unit] = seconds % 3600 === 0 ? [3600, 'h'] : seconds % 60 === 0 ? [60, 'min'] : [1, 's'];
  return `${seconds / size} ${unit}`;
}

/** The delays of a policy, as a row of a table shows them, and the number of attempts. */
function scheduleRow(given: RetryPolicy): string {
  const policy = RetryPolicy.parse(given);
  const delays =
    'schedule_s' in policy
      ? policy.schedule_s
      : Array.from({ length: policy.max_attempts - 1 }, (_, i) => policy.base_s * policy.multiplier ** i);
  return `${delays.map(span).join(', ')} | ${delays.length + 1} |`;
}

const { jitter, deadline_s } = RetryPolicy.parse(webhooks.retry.standard);
const DAY_S = 24 * 3600;

/** The sentences in which a guide quotes a setting, made from the settings. */
const quoted: Record<string, string[]> = {
  'docs/partner-guide.md': [
    `which for a sandbox is ${sandbox.burst} requests at once and ${sandbox.per_minute} per minute`,
    `2xx within the timeout (${webhooks.delivery.timeout_ms / 1000} s)`,
    `| sandbox | ${scheduleRow(webhooks.retry.sandbox)}`,
    `| production (standard, enterprise) | ${scheduleRow(webhooks.retry.standard)}`,
    `| production (standard, enterprise) | ${scheduleRow(webhooks.retry.enterprise)}`,
    `Each delay varies by ${jitter * 100} % at random`,
    `or ${days(deadline_s / DAY_S)} after the event was accepted`,
    `replay it, for ${days(webhooks.dlq.retention_days)} by default`,
    `During the overlap (${webhooks.secret_overlap_h} hours by default)`,
    `After ${days(webhooks.auto_disable.after_days)} without a success`,
    `can use ${webhooks.transformation.timeout_ms} ms of CPU time, a bounded recursion depth, and ${kib(webhooks.delivery.max_payload_bytes)}`,
    `An access token is valid for ${gateway.oauth.access_token_ttl_s / 60} minutes`,
    `"default";q=${standard.burst};w=${(standard.burst * 60) / standard.per_minute} a burst of ${standard.burst} requests; an empty bucket refills in ${(standard.burst * 60) / standard.per_minute} s`,
  ],
  'docs/publisher-guide.md': [
    `at most ${kib(webhooks.delivery.max_payload_bytes)}`,
    `for ${days(webhooks.retention_days)} by default`,
    `for ${gateway.idempotency_h} hours by default`,
    `for ${days(webhooks.dlq.retention_days)} after`,
  ],
};

/** Figures that no setting changes: of a protocol, or constants of the code, which state their reason there. */
const fixed: Record<string, string[]> = {
  'docs/partner-guide.md': [
    `takes up to ${MAX_IMPORT_ROWS.toLocaleString('en')} rows and 16 MiB`,
    'At most 50,000 rows, and 50 imports',
    'if it takes at most 2 ms to read and check',
    'one more for each further 2 ms',
    'more than 15 digits',
    'at least 2048 bits',
    'found within 15 seconds',
    'the newest 10 attempts',
    'may be 30 seconds off',
    '300 requests a minute, 60 at once',
  ],
  'docs/publisher-guide.md': ['up to 500 events', 'at most 5 minutes in the future', 'up to 64 KiB'],
};

const read = (document: string) => readFileSync(path.join(repository, document), 'utf8');
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
const figure =
  /\b\d[\d,.]*\s?(%|(ms|s|min|h|hours?|days?|seconds?|minutes?|KiB|MiB|rows|imports|requests|attempts|characters|bits|digits|events)\b)/g;

test.each(Object.keys(quoted))('%s quotes each setting as it is', (document) => {
  const text = flat(read(document));
  for (const sentence of [...(quoted[document] ?? []), ...(fixed[document] ?? [])]) expect(text).toContain(sentence);
});

test.each(Object.keys(quoted))('%s has no other figure with a unit', (document) => {
  const prose = flat(read(document).replaceAll(/^```.*?^```$/gms, ''));
  const known = [...(quoted[document] ?? []), ...(fixed[document] ?? [])];
  const rest = known.reduce((text, sentence) => text.replaceAll(sentence, ''), prose);
  expect([...rest.matchAll(figure)].map(([text]) => text)).toEqual([]);
});

/** The default of a setting by its path, as a text; undefined if there is no such number. */
function defaultOf(setting: string): string | undefined {
  const value = setting.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], defaults);
  // A setting for each source, with the same default.
  const [first = value, ...others] = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return typeof first === 'number' && others.every((other) => other === first) ? first.toLocaleString('en') : undefined;
}

test('the table of retention quotes each setting', () => {
  const rows = [...read('docs/production.md').matchAll(/^\| [^|]+ \| ([^|]+) \| `([a-z_.]+)` \|$/gm)];
  expect(rows.length).toBeGreaterThan(8);
  const days = rows.flatMap(([, kept = '', setting = '']) => (/\d/.test(kept) ? [[setting, /[\d,]+/.exec(kept)?.[0]]] : []));
  expect(days).toEqual(days.map(([setting = '']) => [setting, defaultOf(setting)]));
});

test('a number beside the name of a setting is its default, in every document that is about the present', () => {
  const documents = globSync(['{README,SECURITY,ARCHITECTURE}.md', 'docs/*.md', 'docs/connectors/*.md'], { cwd: repository });
  const beside = documents.flatMap((document) =>
    [...flat(read(document)).matchAll(/`([a-z_]+(?:\.[a-z_]+)+)`(?: \(|, )(\d[\d,]*)\b/g)].flatMap(([, setting = '', number]) => {
      const known = defaultOf(setting);
      return known === undefined ? [] : [{ document, setting, number, known }];
    }),
  );
  expect(beside.length).toBeGreaterThan(1);
  expect(beside.filter(({ number, known }) => number?.replace(/,$/, '') !== known)).toEqual([]);
});
