import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ApiDocument } from '#apps/api/openapi/openapi-model.ts';
import { flagsOrExit } from '#apps/flags.ts';
import { compareContracts } from './compare-contract.ts';
import { describeAirbyteSource } from './describe-airbyte-source.ts';
import { describeApi } from './describe-api.ts';
import { describeErrors } from './describe-errors.ts';
import { describePlatformEventsPage } from './describe-platform-events.ts';
import { describeScopes } from './describe-scopes.ts';
import { digestOf, typescriptFiles, writeTypescriptSdk } from './sdk-typescript.ts';

const usage = `Generates docs/openapi.json, docs/errors.md, docs/platform-events.md, docs/scopes.md, the source for Airbyte and the TypeScript
SDK from the code.

  npm run openapi [-- --check | --compatible | --release]

  --check        write nothing, and fail if a file is out of date
  --compatible   write nothing, and fail if the API breaks clients of the released contract (oasdiff says so; needs Go)
  --release      also make the current contract the released one`;

const Flags = z.strictObject({
  check: z.boolean().default(false),
  compatible: z.boolean().default(false),
  release: z.boolean().default(false),
});

const flags = flagsOrExit(Flags, usage);
const root = fileURLToPath(new URL('../..', import.meta.url));
const documentFile = path.join(root, 'docs/openapi.json');
const pages = [
  ['docs/errors.md', describeErrors],
  ['docs/platform-events.md', describePlatformEventsPage],
  ['docs/scopes.md', describeScopes],
  ['sdk/etl/airbyte/manifest.yaml', describeAirbyteSource],
] as const;
const releasedFile = path.join(root, 'docs/contract/v1.json');

const text = await describeApi();
const document = JSON.parse(text) as ApiDocument;
if (flags.check) check();
else if (flags.compatible) compare();
else await write();

async function write(): Promise<void> {
  writeFileSync(documentFile, text);
  for (const [file, page] of pages) writeFileSync(path.join(root, file), page(document));
  await writeTypescriptSdk(root, text);
  if (!flags.release) return;
  mkdirSync(path.dirname(releasedFile), { recursive: true });
  writeFileSync(releasedFile, `${JSON.stringify(JSON.parse(text, withoutProse), null, 1)}\n`);
}

function check(): void {
  const stale = [
    ...(readFileSync(documentFile, 'utf8') === text ? [] : ['docs/openapi.json']),
    ...pages.flatMap(([file, page]) => (readFileSync(path.join(root, file), 'utf8') === page(document) ? [] : [file])),
    ...typescriptFiles.filter((file) => !readFileSync(path.join(root, file), 'utf8').includes(digestOf(text))),
  ];
  if (stale.length === 0) return;
  console.error(`Out of date: ${stale.join(', ')}. Run npm run openapi and commit the result.`);
  process.exitCode = 1;
}

function compare(): void {
  const levels = path.join(root, 'docs/contract/severity-levels.txt');
  const found = compareContracts({ released: releasedFile, present: text, levels });
  if ('unchecked' in found) {
    console.error(`NOT CHECKED whether the API is compatible with its released contract: ${found.unchecked}.`);
    return;
  }
  if (found.breaking.length === 0) return;
  console.error('These changes break clients of the released contract (docs/contract/v1.json):');
  for (const change of found.breaking) console.error(`  ${change}`);
  console.error('See docs/api-versioning.md for what to do.');
  process.exitCode = 1;
}

/** Removes prose from the released contract, because wording can change. Properties with such a name stay: their values are schemas. */
function withoutProse(key: string, value: unknown): unknown {
  const isProse =
    typeof value === 'string' ? key === 'description' || key === 'summary' : key === 'example' || key === 'examples' || key === 'tags';
  return isProse ? undefined : value;
}
