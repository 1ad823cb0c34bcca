import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type ApiDocument, resolve } from '#apps/api/openapi/openapi-model.ts';

/** The public tool by which clients' owners judge a contract. `go run` builds it once and caches it. */
const tool = 'github.com/oasdiff/oasdiff@v1.38.0';
/** The first run downloads and compiles it, on two busy cores. */
const TIMEOUT_MS = 600_000;
/** oasdiff's levels: 3 is an error, 2 a warning about what it cannot judge. */
const ERROR = 3;

const Changes = z.array(
  z.object({ id: z.string(), text: z.string(), level: z.number(), operation: z.string().optional(), path: z.string().optional() }),
);

/** `unchecked`: there is no Go here, or it cannot get the tool. */
type Comparison = { breaking: string[] } | { unchecked: string };

interface Contracts {
  /** The file of the released contract. */
  released: string;
  /** The text of the present one. */
  present: string;
  /** The file of oasdiff's `--severity-levels`. */
  levels: string;
}

/** Lists the changes that break clients of the released contract. Throws if oasdiff cannot read a contract. */
export function compareContracts({ released, present, levels }: Contracts): Comparison {
  if (goRun(['--version']).status !== 0) return { unchecked: whyNot() };
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-contract-'));
  try {
    const file = path.join(folder, 'present.json');
    writeFileSync(file, present);
    const { status, stdout, stderr } = goRun(['breaking', released, file, '--severity-levels', levels, '--format', 'json']);
    if (status !== 0) throw new Error(`oasdiff cannot compare the contracts:\n${stderr}`);
    const changes = stdout.trim() === '' ? [] : Changes.parse(JSON.parse(stdout) ?? []);
    const before = JSON.parse(readFileSync(released, 'utf8')) as ApiDocument;
    const breaking = changes.filter((change) => change.level >= ERROR && !isOneValue(before, change));
    return { breaking: breaking.map(({ id, text, operation = '', path: url = '' }) => `${operation} ${url}: ${text} (${id})`.trim()) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * A filter that took one value, and takes several now, has got a bound, which one value keeps. oasdiff knows that such a list is compatible, and
 * reports the bound all the same.
 */
function isOneValue(released: ApiDocument, { id, text, operation = '', path: url = '' }: z.infer<typeof Changes>[number]): boolean {
  if (id !== 'request-parameter-max-items-set') return false;
  const [, name] = /request parameter `([^`]+)`/.exec(text) ?? [];
  const parameter = released.paths?.[url]?.[operation.toLowerCase()]?.parameters?.find((one) => one.in === 'query' && one.name === name);
  return parameter?.schema !== undefined && resolve(released, parameter.schema).type === 'string';
}

function goRun(args: string[]) {
  const env = { ...process.env, OASDIFF_NO_TELEMETRY: '1' };
  return spawnSync('go', ['run', tool, ...args], { encoding: 'utf8', timeout: TIMEOUT_MS, env, maxBuffer: 256 * 1024 * 1024 });
}

function whyNot(): string {
  if (spawnSync('go', ['version']).status !== 0) return 'there is no Go here';
  return `go run ${tool} fails: ${goRun(['--version']).stderr.trim().split('\n').at(-1) ?? ''}`;
}
