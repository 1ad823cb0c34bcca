import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '#apps/local/settings.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

function runSuite(files: Record<string, string>) {
  const folder = path.join(makeStateFolder(), 'suite');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default { test: { globals: true } };');
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const args = ['scripts/test.mjs', '--root', folder, '--config', path.join(folder, 'vitest.config.mjs')];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  return { last: stdout.trimEnd().split('\n').at(-1), status };
}

test('the last line of a run holds its true counts', () => {
  const files = {
    'a.test.js': `test('one', () => {}); test('two', () => { throw new Error('no') }); test.skip('three', () => {})`,
  };
  expect(runSuite(files)).toEqual({ last: '1 passed, 1 failed', status: 1 });
});

test('a file that cannot be loaded counts as failed', () => {
  const files = { 'a.test.js': `test('one', () => {})`, 'b.test.js': `import './missing.js'` };
  expect(runSuite(files)).toEqual({ last: '1 passed, 1 failed', status: 1 });
});

test('an error outside every test counts as failed', () => {
  const files = { 'a.test.js': `test('one', () => { Promise.reject(new Error('unhandled')) })` };
  expect(runSuite(files)).toEqual({ last: '1 passed, 1 failed', status: 1 });
});

test('a runner that crashes before it can count is a failure', () => {
  expect(runSuite({ 'vitest.config.mjs': 'throw new Error("broken")' })).toEqual({
    last: '0 passed, 1 failed',
    status: 1,
  });
});

test('a clean run ends with code 0', () => {
  expect(runSuite({ 'a.test.js': `test('one', () => {})` })).toEqual({ last: '1 passed, 0 failed', status: 0 });
});

test('the installer says and does nothing when all is there', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/install.mjs'], {
    cwd: repository,
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});
