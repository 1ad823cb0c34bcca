import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApiDocument } from '#apps/api/openapi/openapi-model.ts';
import { findBreakingChanges } from './contract-changes.ts';
import { describeApi } from './describe-api.ts';
import { describeErrors } from './describe-errors.ts';
import { pythonFile, writePythonSdk } from './sdk-python.ts';
import { digestOf, typescriptFile, writeTypescriptSdk } from './sdk-typescript.ts';

/**
 * Generates docs/openapi.json, the SDKs and the error catalogue from the code. --check writes nothing and fails if a file is out of
 * date. --compatible writes nothing and fails if the API breaks clients of the released contract. --release also makes the current
 * contract the released one.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const documentFile = path.join(root, 'docs/openapi.json');
const errorsFile = path.join(root, 'docs/errors.md');
const releasedFile = path.join(root, 'docs/contract/v1.json');

const text = await describeApi();
if (process.argv.includes('--check')) check();
else if (process.argv.includes('--compatible')) compare();
else await write();

async function write(): Promise<void> {
  writeFileSync(documentFile, text);
  writeFileSync(errorsFile, describeErrors());
  await writeTypescriptSdk(root, text);
  writePythonSdk(root, text);
  if (!process.argv.includes('--release')) return;
  mkdirSync(path.dirname(releasedFile), { recursive: true });
  writeFileSync(releasedFile, `${JSON.stringify(JSON.parse(text, withoutProse), null, 1)}\n`);
}

function check(): void {
  const stale = [
    ...(readFileSync(documentFile, 'utf8') === text ? [] : ['docs/openapi.json']),
    ...(readFileSync(errorsFile, 'utf8') === describeErrors() ? [] : ['docs/errors.md']),
    ...[typescriptFile, pythonFile].filter((file) => !readFileSync(path.join(root, file), 'utf8').includes(digestOf(text))),
  ];
  if (stale.length === 0) return;
  console.error(`Out of date: ${stale.join(', ')}. Run npm run openapi and commit the result.`);
  process.exitCode = 1;
}

function compare(): void {
  const released = JSON.parse(readFileSync(releasedFile, 'utf8')) as ApiDocument;
  const changes = findBreakingChanges(released, JSON.parse(text) as ApiDocument);
  if (changes.length === 0) return;
  console.error('These changes break clients of the released contract (docs/contract/v1.json):');
  for (const change of changes) console.error(`  ${change}`);
  console.error('See docs/api-versioning.md for what to do.');
  process.exitCode = 1;
}

/** Removes prose from the released contract, because wording can change. Properties with such a name stay: their values are schemas. */
function withoutProse(key: string, value: unknown): unknown {
  const isProse =
    typeof value === 'string' ? key === 'description' || key === 'summary' : key === 'example' || key === 'examples' || key === 'tags';
  return isProse ? undefined : value;
}
