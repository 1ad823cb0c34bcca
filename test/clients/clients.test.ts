import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { generators } from './generators.ts';
import { missingOf } from './toolchain.ts';
import { tryClients } from './try-clients.ts';

/** The first of each language. `npm run check:clients` tries all. */
const chosen = [...Map.groupBy(generators, ({ language }) => language).values()].flatMap(([first]) => first ?? []);
/** The first run downloads the generators and compiles what their code needs. */
const TIMEOUT_MS = 600_000;

let api: TestApp;
let folder: string;
let url: string;

beforeAll(async () => {
  api = await buildTestApp();
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-clients-'));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const { name, language, programs } of chosen) {
  const missing = missingOf(programs);
  if (missing.length > 0) console.log(`skipped: the client of ${name}, because there is no ${missing.join(' and no ')} here`);
  test.skipIf(missing.length > 0)(
    `a ${language} client by ${name} compiles, publishes, pages with a filter, and submits a deal`,
    async () => {
      const result = await tryClients({ url, platformKey: api.platformKey }, { names: [name], folder });
      expect(result).toEqual({ tried: 1, compiled: 1, called: 1, skipped: [], failed: [] });
    },
    TIMEOUT_MS,
  );
}
