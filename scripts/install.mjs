// Runs before every npm command, on whatever Node the machine has and perhaps without node_modules: plain JavaScript, no
// imports but Node's own. Installs what is missing or differs from package-lock.json, and does nothing otherwise.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const binaries = path.join(modules, '.bin');
// What npm ci made of this lock file counts as right, so that no oddity of npm's makes us install on every start.
const stamp = path.join(modules, '.causeway-lock');
const nodeBinary = path.join(binaries, 'node');
// Long enough not to scroll, short enough to show that it lives.
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

/** npm writes the second file when it has finished: it lists what is really there. */
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

/** The `node` package fetches its binary in an install script, which a setting of npm can forbid. */
function findNodeProblem() {
  const wanted = readJson(path.join(modules, 'node', 'package.json'))?.version;
  if (!wanted) return 'the package "node" is missing';
  if (process.version === `v${wanted}`) return null;
  const found = spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' });
  if (found.status === 0 && found.stdout.trim() === `v${wanted}`) return null;
  return `node_modules/.bin/node is not Node ${wanted}`;
}

/** npm must not run on the Node inside the folder that it is about to replace. */
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
  // `error` keeps the engine warnings out: npm itself may run on an older Node, the project does not.
  const { failure, output, seconds } = await runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
  if (failure) stopWith(`\nThe dependencies could not be installed: ${failure}. What npm said is above.`, output);
  writeFileSync(stamp, hashOfLock());
  console.log(`  installed in ${seconds} s`);
  const problem = findNodeProblem();
  if (problem) {
    stopWith(
      `\nnpm ci succeeded, but ${problem}.\n` +
        'Its install script did not run: check "npm config get ignore-scripts" (must be false) and install again.',
      output,
    );
  }
}
