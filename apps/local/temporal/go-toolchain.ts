import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { runCommand } from '#apps/local/processes/run-command.ts';
import { download } from './download.ts';

/** A Go toolchain and the environment that it needs. */
export interface GoToolchain {
  command: string;
  environment: NodeJS.ProcessEnv;
}

// build/temporal/go.mod needs 1.26.4 or later.
const needed = [1, 26, 4] as const;
const version = '1.26.8';
// The sums of https://sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.26.8.<platform>. They cover the files and not the
// archive, so any proxy can serve it.
const sums: Record<string, string> = {
  'linux-amd64': 'h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=',
  'linux-arm64': 'h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=',
  'darwin-amd64': 'h1:7/9KPPN8PckcA9s91hm2jmQMhzW4KyTJXHIs45L0C9M=',
  'darwin-arm64': 'h1:dFjGhY6f8DTsY8/rLchUTDRRfjJP4pCrGCwxvHFT2Fg=',
};
const defaultProxy = 'https://proxy.golang.org';

interface GoRequest {
  workDir: string;
  environment: NodeJS.ProcessEnv;
  say: (line: string) => void;
}

/** Returns the Go on PATH if it is new enough; otherwise downloads the pinned one from the Go module proxy into `workDir`. */
export async function getGoToolchain(request: GoRequest): Promise<GoToolchain> {
  const { environment, say } = request;
  const { code, output } = await runCommand('go', ['env', 'GOVERSION'], {
    environment: { ...environment, GOTOOLCHAIN: 'local' },
  });
  const found = code === 0 ? output.trim() : null;
  if (found && isNewEnough(found)) {
    say(`  using the ${found} on PATH`);
    return { command: 'go', environment };
  }
  const reason = found ? `the Go on PATH is ${found}, but ${needed.join('.')} or later is required` : 'there is no Go on PATH';
  say(`  ${reason}; downloading Go ${version} from the module proxy (70 MB) …`);
  return await fetchToolchain(request);
}

export function isNewEnough(goVersion: string): boolean {
  const parts = /^go(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(goVersion)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) return false;
  for (const [index, minimum] of needed.entries()) {
    const part = parts[index] ?? 0;
    if (part !== minimum) return part > minimum;
  }
  return true;
}

async function fetchToolchain({ workDir, environment, say }: GoRequest): Promise<GoToolchain> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const sum = sums[platform];
  if (!sum) throw new Error(`Go ${version} is not available for ${platform}`);
  const name = `v0.0.1-go${version}.${platform}`;
  const archive = path.join(workDir, 'go.zip');
  await download(`${chooseProxy(environment)}/golang.org/toolchain/@v/${name}.zip`, archive, say);
  const root = path.join(workDir, 'go');
  unpack(readFileSync(archive), `golang.org/toolchain@${name}/`, sum, root);
  rmSync(archive);
  const command = path.join(root, 'bin/go');
  const { code, output } = await runCommand(command, ['version'], {
    environment: { ...environment, GOTOOLCHAIN: 'local' },
  });
  if (code !== 0) throw new Error(`the downloaded Go does not run: ${output.trim()}`);
  say(`  ${output.trim()}`);
  // Nothing uses this Go later: its caches are removed with the work folder.
  const caches = { GOROOT: root, GOPATH: path.join(workDir, 'gopath'), GOCACHE: path.join(workDir, 'gocache') };
  return { command, environment: { ...environment, ...caches, GOFLAGS: '-modcacherw' } };
}

/** GOPROXY is a list of addresses, separated by commas or bars; it can also contain the words `direct` and `off`. */
export function chooseProxy(environment: NodeJS.ProcessEnv): string {
  const listed = (environment['GOPROXY'] ?? '').split(/[,|]/).map((entry) => entry.trim());
  return (listed.find((entry) => /^https?:/.test(entry)) ?? defaultProxy).replace(/\/+$/, '');
}

/** Throws before it writes anything if the archive's sum is not the pinned one. */
function unpack(archive: Uint8Array, prefix: string, sum: string, root: string): void {
  const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith('/'));
  const actual = hashModule(files);
  if (actual !== sum) throw new Error(`the Go toolchain from the module proxy has the sum ${actual}, not ${sum}`);
  for (const [name, content] of files) {
    const file = path.join(root, name.slice(prefix.length));
    if (!name.startsWith(prefix) || !file.startsWith(root + path.sep)) {
      throw new Error(`unexpected file in the Go toolchain: ${name}`);
    }
    mkdirSync(path.dirname(file), { recursive: true });
    // Module archives contain no file modes, and nested go.mod files have another name.
    const isProgram = /\/(bin|pkg\/tool)\//.test(name);
    writeFileSync(file, content, { mode: isProgram ? 0o755 : 0o644 });
    if (path.basename(file) === '_go.mod') writeFileSync(path.join(path.dirname(file), 'go.mod'), content);
  }
}

/** The `h1:` hash of a module archive: https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 */
export function hashModule(files: [name: string, content: Uint8Array][]): string {
  const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
  // By bytes, as Go sorts.
  const sorted = files.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const summary = sorted.map(([name, content]) => `${sha256(content)}  ${name}\n`).join('');
  return `h1:${createHash('sha256').update(summary).digest('base64')}`;
}
