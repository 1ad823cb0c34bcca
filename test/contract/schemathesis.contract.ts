import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertEventType } from '#db/events/event-type.ts';
import { updatePartner } from '#db/partners/partner.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tester } from '#test/support/tester.ts';
import { installPythonTool } from './python-tool.ts';

const tool = installPythonTool('schemathesis', '4.32.5');
if ('missing' in tool) console.log(`skipped: the contract tests, because ${tool.missing}`);

const config = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
const hooks = fileURLToPath(new URL('hooks.py', import.meta.url));
/** The same every time, so that a failure can be repeated. */
const SEED = '20260301';
// Wrong keys are sent from one address all the time; how many it may send is tested elsewhere.
const gateway = { failed_auth_per_minute: 1_000_000 };
const settings = Settings.parse({ gateway, security: { egress_allow: ['partner.example'] } });

/** It keeps notes where it runs. */
const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-contract-'));

let api: TestApp;
let baseUrl: string;

beforeAll(async () => {
  if ('missing' in tool) return;
  api = await buildTestApp({ settings: () => settings });
  for (const type of sampleEventTypes) await insertEventType(api.db.sql, type, tester);
  baseUrl = await api.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await api?.close();
});

/** Of a partner of its own: what requests with the platform's key do to partners must not end another test. */
async function keyOf(kind: string): Promise<string> {
  if (kind === 'platform') return api.platformKey;
  const partner = await api.partner('enterprise');
  // The limit is another test's subject.
  await updatePartner(api.db, partner.id, () => ({ ratePerMinute: 1_000_000, rateBurst: 1_000_000 }), tester);
  return partner.key;
}

async function run(key: string, args: string[]): Promise<{ code: number; output: string }> {
  if ('missing' in tool) throw new Error(tool.missing);
  const common = ['--config-file', config, 'run', `${baseUrl}/openapi.json`, '--header', `Authorization: Bearer ${key}`];
  // One worker: CPython 3.11 counts the depth of a parse over all threads, and Schemathesis parses its own lambdas in each.
  const bounds = ['--seed', SEED, '--no-color', '--request-timeout', '20', '--generation-database', 'none', '--workers', '1'];
  const child = spawn(tool.program, [...common, ...bounds, ...args], {
    cwd: scratch,
    env: { ...process.env, SCHEMATHESIS_HOOKS: hooks },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number];
  if (process.env['CONTRACT_OUTPUT']) console.log(output);
  return { code, output };
}

const kinds = ['platform', 'partner'];

test.skipIf('missing' in tool).each(kinds)('no request with a %s key is answered by a fault or in an undocumented way', async (kind) => {
  const { code, output } = await run(await keyOf(kind), ['--phases', 'examples,coverage,fuzzing', '--max-examples', '8']);
  expect(code, output).toBe(0);
});

// Ending the very key that the requests are sent with would end the test.
const ending = ['--exclude-operation-id', 'revokeApiKey', '--exclude-operation-id', 'rotateApiKey'];

test.skipIf('missing' in tool).each(kinds)('no sequence of requests with a %s key is either', async (kind) => {
  const { code, output } = await run(await keyOf(kind), ['--phases', 'stateful', '--max-examples', '5', ...ending]);
  expect(code, output).toBe(0);
});

test.skipIf('missing' in tool)('the API logged no fault meanwhile', () => {
  expect(api.logged.filter((line) => Number(line['level']) >= 50)).toEqual([]);
});
