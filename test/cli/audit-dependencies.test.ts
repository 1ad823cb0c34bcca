import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'causeway-audit-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command with only these programs: each prints a text and exits with a code. */
function audit(programs: Record<string, [text: string, code: number]>, ...args: string[]) {
  for (const [name, [text, code]] of Object.entries(programs)) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho '${text}'\nexit ${code}\n`);
    chmodSync(file, 0o755);
  }
  return runCli('audit-dependencies', args, { PATH: folder });
}
const npmFound = (total: number): [string, number] => [JSON.stringify({ metadata: { vulnerabilities: { total } } }), total > 0 ? 1 : 0];
const npmIsAway: [string, number] = ['{"error":{"code":"E405"}}', 1];

test('what npm audit finds decides', async () => {
  expect(await audit({ npm: npmFound(0) })).toMatchObject({ code: 0, stdout: expect.stringContaining('no known vulnerability') });
  expect(await audit({ npm: npmFound(2) })).toMatchObject({ code: 1, stdout: expect.stringContaining('vulnerable') });
});

test('osv-scanner decides where the registry serves no audit', async () => {
  expect((await audit({ npm: npmIsAway, 'osv-scanner': ['', 0] })).code).toBe(0);
  const found = await audit({ npm: npmIsAway, 'osv-scanner': ['GHSA-xxxx', 1] });
  expect(found).toMatchObject({ code: 1, stderr: expect.stringContaining('GHSA-xxxx') });
});

test('a service that is away fails nothing, but the output says so, and --strict insists', async () => {
  const programs = { npm: npmIsAway, 'osv-scanner': ['no such host', 127] as [string, number] };
  expect(await audit(programs)).toMatchObject({ code: 0, stdout: expect.stringContaining('NOT CHECKED') });
  expect((await audit(programs, '--strict')).code).toBe(1);
});

interface Entry {
  link?: boolean;
  integrity?: string;
  resolved?: string;
}

test.each(['package-lock.json', 'sdk/typescript/package-lock.json'])('%s has the hash of every package, and names no registry', (file) => {
  const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8')) as { packages: Record<string, Entry> };
  const packages = Object.entries(lock.packages).filter(([name, { link }]) => name !== '' && link !== true);
  expect(packages.length).toBeGreaterThan(1);
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
});
