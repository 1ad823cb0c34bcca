import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const typescriptFile = 'sdk/typescript/src/schema.ts';

/** Written into generated files, so that a check can tell whether they are current without generating them. */
export function digestOf(contract: string): string {
  return `sha256:${createHash('sha256').update(contract).digest('hex')}`;
}

/** Generates the types of the API. The generator needs an older TypeScript than the project, so it is in the SDK's separate package. */
export async function writeTypescriptSdk(root: string, contract: string): Promise<void> {
  const folder = path.join(root, 'sdk/typescript');
  const generator = path.join(folder, 'node_modules/.bin/openapi-typescript');
  if (!existsSync(generator)) {
    console.log('Installing the generator of the TypeScript SDK …');
    run('npm', ['ci', '--loglevel=error'], folder);
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-sdk-'));
  try {
    const output = path.join(scratch, 'schema.ts');
    // A field with a default can be omitted in requests.
    const options = ['--default-non-nullable=false', '-o', output];
    run(generator, [path.join(root, 'docs/openapi.json'), ...options], folder);
    writeFileSync(path.join(root, typescriptFile), `// ${digestOf(contract)} of docs/openapi.json\n${readFileSync(output, 'utf8')}`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function run(program: string, args: string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
}
