import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { generateGoSdk, missingGo } from '#apps/cli/sdk/go-sdk.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp } from '#test/support/app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = JSON.parse(readFileSync(`${root}docs/openapi.json`, 'utf8')) as ApiDocument;
const settings = Settings.parse({ security: { egress_allow: ['127.0.0.0/8'] } });

const missing = missingGo();
if (missing !== undefined) console.log(`skipped: the Go SDK, because ${missing}`);

describe.skipIf(missing !== undefined)('the Go SDK', () => {
  test('calls the API, and holds against hostile servers, as its own tests say', async () => {
    const api = await buildTestApp({ settings: () => settings });
    try {
      const url = await api.app.listen({ port: 0, host: '127.0.0.1' });
      const { key } = await api.partner('enterprise');
      const env = { CAUSEWAY_TEST_URL: url, CAUSEWAY_TEST_KEY: key };
      // `go test` vets as well.
      const { stdout } = await runGo(['test', '-count=1', '-v', '-vet=all', './...'], env);
      expect(stdout).toContain('--- PASS: TestARunningAPI');
      expect(stdout).not.toMatch(/--- (FAIL|SKIP)/);
    } finally {
      await api.close();
    }
  });

  test('has a method for every operation', () => {
    const source = readFileSync(`${root}sdk/go/resources.gen.go`, 'utf8');
    const called = [...source.matchAll(/\bid: +"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(called)).toEqual(new Set(operationsOf(document).map(({ operation }) => operation.operationId)));
  });

  test('is what is generated from the contract', () => {
    for (const [file, text] of Object.entries(generateGoSdk(document))) {
      expect(readFileSync(`${root}${file}`, 'utf8') === text, `${file} is out of date: npm run sdk`).toBe(true);
    }
  });
});

async function runGo(args: string[], env: Record<string, string>): Promise<{ stdout: string }> {
  const options = { cwd: `${root}sdk/go`, env: { ...process.env, GOTOOLCHAIN: 'local', ...env }, maxBuffer: 16 * 1024 * 1024 };
  try {
    return await promisify(execFile)('go', args, options);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`go ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
