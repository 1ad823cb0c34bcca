import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ApiDocument } from '#apps/api/openapi/openapi-model.ts';
import { flagsOrExit } from '#apps/flags.ts';
import { generateGoSdk, missingGo } from './sdk/go-sdk.ts';
import { openPythonEnvironment } from './sdk/python-environment.ts';
import { generatePythonSdk } from './sdk/python-sdk.ts';

const usage = `Generates the models and methods of the SDKs for Python and Go from docs/openapi.json. It needs python3 and Go.

  npm run sdk [-- --check]

  --check   write nothing, and fail if a file is out of date`;

const flags = flagsOrExit(z.strictObject({ check: z.boolean().default(false) }), usage);
const root = fileURLToPath(new URL('../..', import.meta.url));
const document = JSON.parse(readFileSync(path.join(root, 'docs/openapi.json'), 'utf8')) as ApiDocument;

const python = await openPythonEnvironment();
const goProblem = missingGo();
const stale = [
  ...('missing' in python ? skip('Python', python.missing) : staleOf(generatePythonSdk(document, python.python))),
  ...(goProblem === undefined ? staleOf(generateGoSdk(document)) : skip('Go', goProblem)),
];
if (!flags.check) {
  for (const [file, text] of stale) writeFileSync(path.join(root, file), text);
} else if (stale.length > 0) {
  console.error(`Out of date: ${stale.map(([file]) => file).join(', ')}. Run npm run sdk and commit the result.`);
  process.exitCode = 1;
}

/** What is not generated may be out of date, so this fails. */
function skip(language: string, problem: string): [] {
  console.error(`The SDK for ${language} was not generated, because ${problem}.`);
  process.exitCode = 1;
  return [];
}

function staleOf(generated: Record<string, string>): [string, string][] {
  return Object.entries(generated).filter(([file, text]) => {
    const at = path.join(root, file);
    return !existsSync(at) || readFileSync(at, 'utf8') !== text;
  });
}
