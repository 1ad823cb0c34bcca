import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '#apps/settings-problems.ts';
import { type OpenSettings, openSettings } from '#apps/settings.ts';
import { Settings } from '#domain/settings.ts';

const problemsOf = (yaml: string) => {
  const parsed = parseSettings(parse(yaml));
  return 'problems' in parsed ? parsed.problems : [];
};

test('the committed file holds exactly the defaults', () => {
  const text = readFileSync(new URL('../../config/partners-engine.yaml', import.meta.url), 'utf8');
  const withoutSpelledOut = (settings: Settings) => JSON.parse(JSON.stringify(settings));
  expect(withoutSpelledOut(Settings.parse(parse(text)))).toEqual(
    withoutSpelledOut(
      Settings.parse({
        webhooks: {
          retry: {
            sandbox: { base_s: 2, multiplier: 2, max_attempts: 5 },
            standard: standardRetry,
            enterprise: standardRetry,
          },
        },
      }),
    ),
  );
});
const standardRetry = { schedule_s: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] };

test('an empty file means the defaults', () => {
  expect(parseSettings(parse(''))).toEqual({ settings: Settings.parse({}) });
});

describe('mistakes', () => {
  test.each([
    ['webhooks: { rety: {} }', 'webhooks.rety: unknown key; did you mean webhooks.retry?'],
    ['weebhooks: {}', 'weebhooks: unknown key; did you mean webhooks?'],
    ['webhooks: { delivery: { timeout: 5 } }', 'webhooks.delivery.timeout: unknown key; did you mean webhooks.delivery.timeout_ms?'],
    [
      'webhooks: { retry: { standard: { base_s: 2, multiplyer: 2, max_attempts: 5 } } }',
      'webhooks.retry.standard.multiplyer: unknown key; did you mean webhooks.retry.standard.multiplier?',
    ],
    ['webhooks: { delivery: { timeout_ms: 60000 } }', 'webhooks.delivery.timeout_ms: must be at most 30000'],
    ['webhooks: { delivery: { timeout_ms: fast } }', 'webhooks.delivery.timeout_ms: must be a number'],
    ['webhooks: { auto_disable: { warn_at_percent: [50, 100] } }', 'webhooks.auto_disable.warn_at_percent.1: must be at most 99'],
    ['webhooks: { breaker: { open_s: 900 } }', 'webhooks.breaker.max_open_s: must not be less than open_s'],
    [
      'attribution: { model: magic }',
      'attribution.model: must be "first_touch" or "last_touch" or "last_non_direct" or "linear" or "position_based" or "time_decay" or "w_shaped" or "full_path" or "markov" or "shapley"',
    ],
    ['rate_limit: { gold: {} }', 'rate_limit.gold: unknown key; known keys: sandbox, standard, enterprise'],
    ['[]', 'the file: must be an object'],
  ])('%s', (yaml, problem) => {
    expect(problemsOf(yaml)).toContain(problem);
  });

  test('are all named at once', () => {
    expect(problemsOf('webhooks: { rety: {}, secret_overlap_h: -1 }\nsecurity: { egress_alow: [] }')).toHaveLength(3);
  });
});

describe('a settings file', () => {
  let folder: string;
  let file: string;
  let settings: OpenSettings | undefined;
  let logged: object[];
  const log = {
    info: (line: object) => void logged.push(line),
    error: (line: object) => void logged.push(line),
  } as unknown as Parameters<typeof openSettings>[1];
  const timeout = () => settings?.current().webhooks.delivery.timeout_ms;
  const contentOf = (timeoutMs: number) => `webhooks: { delivery: { timeout_ms: ${timeoutMs} } }`;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'causeway-settings-'));
    file = path.join(folder, 'partners-engine.yaml');
    logged = [];
  });
  afterEach(() => {
    settings?.close();
    settings = undefined;
    rmSync(folder, { recursive: true });
  });

  test('that is missing or wrong stops the start with one error that names every problem', () => {
    expect(() => openSettings(file, log)).toThrow(/cannot be read.*CAUSEWAY_CONFIG/s);
    writeFileSync(file, 'webhooks: { rety: {}, dql: {} }');
    expect(() => openSettings(file, log)).toThrow(/2 problems:\n.*webhooks\.rety.*\n.*webhooks\.dql/);
    writeFileSync(file, 'webhooks: { a: 1\n');
    expect(() => openSettings(file, log)).toThrow(/line/);
    writeFileSync(file, 'webhooks: {}\nwebhooks: {}\n');
    expect(() => openSettings(file, log)).toThrow(/unique/);
  });

  test('is read again when it is written and when it is replaced', async () => {
    writeFileSync(file, contentOf(1000));
    settings = openSettings(file, log);
    const seen: number[] = [];
    settings.onChange((changed) => seen.push(changed.webhooks.delivery.timeout_ms));
    writeFileSync(file, contentOf(2000));
    await expect.poll(timeout).toBe(2000);
    writeFileSync(`${file}.new`, contentOf(3000));
    renameSync(`${file}.new`, file);
    await expect.poll(timeout).toBe(3000);
    writeFileSync(file, contentOf(4000));
    await expect.poll(timeout).toBe(4000);
    expect(seen).toEqual([2000, 3000, 4000]);
  });

  test('with a bad edit keeps the settings before it, and names the problem', async () => {
    writeFileSync(file, contentOf(1000));
    settings = openSettings(file, log);
    writeFileSync(file, 'webhooks: { rety: {} }');
    await expect.poll(() => JSON.stringify(logged)).toContain('did you mean webhooks.retry?');
    expect(timeout()).toBe(1000);
    rmSync(file);
    await expect.poll(() => JSON.stringify(logged)).toContain('cannot be read');
    expect(timeout()).toBe(1000);
    writeFileSync(file, contentOf(5000));
    await expect.poll(timeout).toBe(5000);
  });
});
