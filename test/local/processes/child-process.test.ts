import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findRunning, startChild, stopOrphan, writeRecord } from '#apps/local/processes/child-process.ts';
import { findProcessIdentity } from '#apps/local/processes/process-identity.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

function start(stateDir: string, script: string) {
  const child = startChild({
    name: 'part',
    command: process.execPath,
    args: ['-e', script],
    stateDir,
    stopSignal: 'SIGTERM',
  });
  onTestFinished(() => child.stop());
  return child;
}

const forever = 'setInterval(() => {}, 1000)';

test('a recorded process is found and ended by the next start', async () => {
  const stateDir = makeStateFolder();
  const child = start(stateDir, forever);
  expect(findRunning(stateDir, 'part')).toBe(child.pid);
  expect(await stopOrphan(stateDir, 'part')).toBe(true);
  expect(await child.ended).toBe('signal SIGTERM');
  expect(findRunning(stateDir, 'part')).toBeNull();
});

test('a process that only has the recorded id, of another life, is left alone', async () => {
  const stateDir = makeStateFolder();
  const child = start(stateDir, forever);
  writeFileSync(path.join(stateDir, 'run/part.json'), JSON.stringify({ pid: child.pid, identity: 'another boot', stopSignal: 'SIGKILL' }));
  expect(await stopOrphan(stateDir, 'part')).toBe(false);
  expect(findProcessIdentity(child.pid)).not.toBeNull();
});

test('a record cut short by a crash counts as none', async () => {
  const stateDir = makeStateFolder();
  writeRecord(stateDir, 'part', process.pid, 'SIGKILL');
  writeFileSync(path.join(stateDir, 'run/part.json'), '{"pid":');
  expect(findRunning(stateDir, 'part')).toBeNull();
  expect(await stopOrphan(stateDir, 'part')).toBe(false);
});

test('the end of a process tells how it ended, and its log what it said', async () => {
  const child = start(makeStateFolder(), 'console.log("one"); console.error("two"); process.exit(3)');
  expect(await child.ended).toBe('exit code 3');
  expect(child.lastLines(5)).toBe('one\ntwo');
});

test('a program that is not there is an end, not an exception', async () => {
  const child = startChild({
    name: 'part',
    command: '/nonexistent',
    args: [],
    stateDir: makeStateFolder(),
    stopSignal: 'SIGTERM',
  });
  expect(await child.ended).toContain('ENOENT');
  await child.stop();
});

test('the logs of the five runs before this one are kept', async () => {
  const stateDir = makeStateFolder();
  for (let n = 1; n <= 7; n++) await start(stateDir, `console.log(${n})`).ended;
  const read = (name: string) => readFileSync(path.join(stateDir, 'logs', name), 'utf8').trim();
  const names = ['part.log', ...[1, 2, 3, 4, 5].map((run) => `part.${run}.log`)];
  expect(names.map(read)).toEqual(['7', '6', '5', '4', '3', '2']);
  expect(readdirSync(path.join(stateDir, 'logs'))).toHaveLength(6);
});
