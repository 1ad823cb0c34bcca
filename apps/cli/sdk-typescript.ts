import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiDocument } from '#apps/api/openapi/openapi-model.ts';
import { typescriptResources } from './sdk/typescript-resources.ts';

export const typescriptFiles = ['sdk/typescript/src/schema.ts', 'sdk/typescript/src/resources.ts'] as const;

/** Written into generated files, so that a check can tell whether they are current without generating them. */
export function digestOf(contract: string): string {
  return `sha256:${createHash('sha256').update(contract).digest('hex')}`;
}

/**
 * Generates the types of the API, and the methods over them. The generator of the types needs an older TypeScript than the project, so it is in the
 * SDK's separate package.
 */
export async function writeTypescriptSdk(root: string, contract: string): Promise<void> {
  const folder = path.join(root, 'sdk/typescript');
  const generator = path.join(folder, 'node_modules/.bin/openapi-typescript');
  installSdk(folder, ['openapi-typescript']);
  const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-sdk-'));
  try {
    const output = path.join(scratch, 'schema.ts');
    // A field with a default can be omitted in requests.
    const options = ['--default-non-nullable=false', '-o', output];
    run(generator, [path.join(root, 'docs/openapi.json'), ...options], folder);
    const head = `// ${digestOf(contract)} of docs/openapi.json`;
    const [types, resources] = typescriptFiles;
    writeFileSync(path.join(root, types), `${head}\n${readFileSync(output, 'utf8')}`);
    writeFileSync(path.join(root, resources), typescriptResources(JSON.parse(contract) as ApiDocument, head));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Installs what the SDK's package is built and checked with, if one of these is missing or has another version than it names. */
export function installSdk(folder: string, names: string[]): void {
  const { devDependencies = {} } = readManifest(folder);
  const isThere = (name: string) => readManifest(path.join(folder, 'node_modules', name)).version === devDependencies[name];
  if (names.every(isThere)) return;
  console.log('Installing the tools of the TypeScript SDK …');
  run('npm', ['ci', '--loglevel=error'], folder);
}

function readManifest(folder: string): { version?: string; devDependencies?: Record<string, string> } {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof readManifest>) : {};
}

function run(program: string, args: string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
}
