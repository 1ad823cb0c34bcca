// Runs the test suite. The last line has only the counts: "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `Runs the test suite on a PostgreSQL and a Temporal server of its own.

  npm test [-- FILE …] [-- OPTION …]

  npm test -- test/delivery/hold.test.ts    one file
  npm test -- -t 'a part of a name'         some tests
  npm test -- --coverage                    also writes a report to coverage/

Other options are those of vitest run: npx vitest run --help`;

if (process.argv.includes('--help')) {
  console.log(usage);
  process.exit(0);
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');

function runVitest(resultFile) {
  const args = [path.join(modules, 'vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json'];
  args.push(`--outputFile.json=${resultFile}`, ...process.argv.slice(2));
  const child = spawn(path.join(modules, '.bin/node'), args, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches the runner too; wait until it has stopped its servers, then print.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readCounts(resultFile) {
  try {
    const report = JSON.parse(readFileSync(resultFile, 'utf8'));
    // A file that cannot be loaded contains no failed test, but counts as a failure.
    const brokenFiles = report.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    // The runner ended before it wrote its report.
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'causeway-results-'));
const code = await runVitest(path.join(folder, 'results.json'));
const { passed, failed, skipped } = readCounts(path.join(folder, 'results.json'));
rmSync(folder, { recursive: true, force: true });
if (skipped > 0) console.log(`${skipped} skipped`);
// An error outside any test fails the run too.
console.log(`${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed`);
process.exitCode = code === 0 && failed > 0 ? 1 : code;
