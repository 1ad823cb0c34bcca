import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Of the user, so that all working copies share the tools. */
const cache = path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'causeway', 'clients');

/** A download or a cold compiler on two busy cores. Only a hang takes longer. */
const STEP_TIMEOUT_MS = 600_000;
/** Of a failed step, the end of its output says why. */
const SHOWN_CHARACTERS = 4_000;

export type Program = 'go' | 'java' | 'mvn' | 'node' | 'npm' | 'python3';

/** A program that runs once. */
export interface Step {
  program: string;
  args: readonly string[];
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/** Those that are not on this machine. */
export function missingOf(programs: readonly Program[]): Program[] {
  return programs.filter((program) => spawnSync(program, [program === 'go' ? 'version' : '--version'], { stdio: 'ignore' }).status !== 0);
}

/** Returns its output. Throws with the end of the output if it fails. */
export async function run({ program, args, cwd, env = {} }: Step): Promise<string> {
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STEP_TIMEOUT_MS,
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return `${output}${errors}`;
  throw new Error(`${[path.basename(program), ...args].join(' ')} ended with ${code}:\n${`${output}${errors}`.slice(-SHOWN_CHARACTERS)}`);
}

/** A folder of the cache that these steps fill once. */
async function installed(name: string, steps: (folder: string) => readonly Step[]): Promise<string> {
  const folder = path.join(cache, name);
  const mark = path.join(folder, '.complete');
  if (existsSync(mark)) return folder;
  // Half an installation would count as a whole one.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const step of steps(folder)) await run(step);
  writeFileSync(mark, '');
  return folder;
}

/** An environment of its own with these packages, each `name==version`. Returns its folder of programs. */
export async function installPython(name: string, packages: readonly string[]): Promise<string> {
  const folder = await installed(name, (at) => [
    { program: 'python3', args: ['-m', 'venv', at] },
    { program: path.join(at, 'bin/pip'), args: ['install', '--quiet', ...packages] },
  ]);
  return path.join(folder, 'bin');
}

/** The file of a Maven artifact, `group:name:version`. */
export async function installJar(artifact: string): Promise<string> {
  const [, name = '', version = ''] = artifact.split(':');
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
  const folder = await installed(`${name}-${version}`, (at) => [
    { program: 'mvn', args: ['--quiet', '--batch-mode', copy, `-Dartifact=${artifact}`, `-DoutputDirectory=${at}`], cwd: at },
  ]);
  return path.join(folder, `${name}-${version}.jar`);
}

/** Returns the program of a Go module's command, `module/cmd/name`. */
export async function installGo(command: string, version: string): Promise<string> {
  const name = path.basename(command);
  const folder = await installed(`${name}-${version}`, (at) => [
    { program: 'go', args: ['install', `${command}@${version}`], env: { GOBIN: at } },
  ]);
  return path.join(folder, name);
}

/** Returns the `node_modules` with these packages, each `name@version`. */
export async function installNode(name: string, packages: readonly string[]): Promise<string> {
  const folder = await installed(name, (at) => [{ program: 'npm', args: ['install', '--silent', '--prefix', at, ...packages], cwd: at }]);
  return path.join(folder, 'node_modules');
}
