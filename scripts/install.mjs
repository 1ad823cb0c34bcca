// Runs before every npm command, on any Node version and possibly without node_modules. So it is plain JavaScript and imports only
// Node's own modules. Installs dependencies that are missing or differ from package-lock.json, and builds the console if its sources changed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isConsoleCurrent } from './console-digest.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const binaries = path.join(modules, '.bin');
// The result of npm ci for this lock file counts as correct, so that npm's deviations do not cause an installation on every start.
const stamp = path.join(modules, '.causeway-lock');
const nodeBinary = path.join(binaries, 'node');
// Long enough not to flood the terminal, short enough to show progress.
const progressIntervalMs = 10_000;

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function readJson(file) {
  try {
    return JSON.parse(readText(file));
  } catch {
    return null;
  }
}

function hashOfLock() {
  return createHash('sha256')
    .update(readText(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/** npm writes node_modules/.package-lock.json when it has finished; it lists the installed packages. */
function findDifference() {
  if (!existsSync(modules)) return 'node_modules is missing';
  const installed = readJson(path.join(modules, '.package-lock.json'));
  if (!installed) return 'the last installation did not finish';
  if (readText(stamp) === hashOfLock()) return null;
  const wanted = readJson(path.join(root, 'package-lock.json'));
  for (const [folder, entry] of Object.entries(wanted?.packages ?? {})) {
    const there = installed.packages[folder];
    if (folder === '' || (!there && mayBeAbsent(entry))) continue;
    if (there?.version !== entry.version) return `${folder.replace('node_modules/', '')} is not at ${entry.version}`;
  }
  return null;
}

function mayBeAbsent({ optional, extraneous, os, cpu }) {
  return optional || extraneous || (os && !os.includes(process.platform)) || (cpu && !cpu.includes(process.arch));
}

/** The `node` package downloads its binary in an install script, which npm's settings can forbid. */
function findNodeProblem() {
  const wanted = readJson(path.join(modules, 'node', 'package.json'))?.version;
  if (!wanted) return 'the package "node" is missing';
  if (process.version === `v${wanted}`) return null;
  const found = spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' });
  if (found.status === 0 && found.stdout.trim() === `v${wanted}`) return null;
  return `node_modules/.bin/node is not Node ${wanted}`;
}

/** npm must not run on the Node inside the folder that it replaces. */
function outsideEnvironment() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.startsWith(modules));
  return { ...process.env, PATH: folders.join(path.delimiter) };
}

function runNpm(args) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn('npm', args, { cwd: root, env: outsideEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    const timer = setInterval(() => {
      console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`);
    }, progressIntervalMs);
    const finish = (failure) => {
      clearInterval(timer);
      resolve({ failure, output, seconds: Math.round((Date.now() - started) / 1000) });
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code, signal) => finish(code === 0 ? null : `npm ended with ${signal ?? code}`));
  });
}

function stopWith(message, output) {
  if (output) console.error(output.trimEnd());
  console.error(message);
  process.exit(1);
}

const reason = findDifference() ?? findNodeProblem();
if (reason) {
  console.log(`Installing dependencies with npm ci (${reason}) …`);
  // `error` hides engine warnings: npm can run on an older Node, the project does not.
  const { failure, output, seconds } = await runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
  if (failure) stopWith(`\nThe dependencies could not be installed: ${failure}. See npm's output above.`, output);
  writeFileSync(stamp, hashOfLock());
  console.log(`  installed in ${seconds} s`);
  const problem = findNodeProblem();
  if (problem) {
    stopWith(
      `\nnpm ci succeeded, but ${problem}.\n` +
        'Its install script did not run. Make sure that "npm config get ignore-scripts" prints false, then run the command again.',
      output,
    );
  }
}

if (!isConsoleCurrent()) {
  console.log('Building the console …');
  const { status, stdout, stderr } = spawnSync(nodeBinary, [path.join(root, 'scripts/build-console.mjs')], { cwd: root, encoding: 'utf8' });
  // Everything else works without it, and the API says that there is none.
  if (status !== 0) {
    console.error(
      `${stdout}${stderr}\nThe console could not be built. Everything else works; the API serves the console that was built last, if any.`,
    );
  }
}
