import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalBinary } from '#apps/local/temporal/temporal-binary.ts';
import type { BinarySource } from '#apps/local/temporal/temporal-source.ts';
import { isCompatible, pinned } from '#apps/local/temporal/temporal-version.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

function writeProgram(file: string, server: string = pinned.server): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "temporal version 1.0.0 (Server ${server}, UI 2.0.0)"\n`);
  chmodSync(file, 0o755);
}

function source(name: string, act: (target: string) => void): BinarySource & { calls: number } {
  return {
    announcement: `Trying ${name} …`,
    calls: 0,
    async fetch({ target }) {
      this.calls += 1;
      act(target);
    },
  };
}

function prepare(sources: BinarySource[]) {
  const folder = makeStateFolder();
  const said: string[] = [];
  const [cache, programs] = [path.join(folder, 'cache'), path.join(folder, 'bin')];
  const environment = { XDG_CACHE_HOME: cache, PATH: programs };
  const find = () => findTemporalBinary({ environment, stateDir: folder, say: (line) => said.push(line), sources });
  return { find, said, onPath: path.join(programs, 'temporal'), cache: path.join(cache, 'causeway') };
}

const unused = source('nothing', () => expect.unreachable());

test('a temporal on PATH with the pinned server is used', async () => {
  const { find, onPath } = prepare([unused]);
  writeProgram(onPath);
  expect(await find()).toBe(onPath);
});

test('a temporal on PATH with a newer server of the same major version is used', async () => {
  const { find, onPath } = prepare([unused]);
  writeProgram(onPath, '1.40.0');
  expect(await find()).toBe(onPath);
});

test.each([
  ['1.31.2', true],
  ['1.31.10', true],
  ['1.32.0', true],
  ['1.31.1', false],
  ['1.4.7', false],
  ['0.99.9', false],
  ['2.0.0', false],
  ['1.32.0-rc.1', false],
  ['1.32', false],
  ['unknown', false],
])('server %s is compatible: %s', (server, expected) => {
  expect(isCompatible(server)).toBe(expected);
});

test('a temporal on PATH of an older version is refused with the reason, and the search goes on', async () => {
  const { find, said, onPath, cache } = prepare([source('a copy', (target) => writeProgram(target))]);
  writeProgram(onPath, '1.20.0');
  expect(path.dirname(await find())).toBe(cache);
  expect(said[0]).toContain(`contains Temporal server 1.20.0, but ${pinned.server} or a later release of version 1 is required`);
});

test('each source that fails says why, and the next one is tried', async () => {
  const failing = source('the first', () => {
    throw new Error('no network');
  });
  const { find, said } = prepare([failing, source('the second', (target) => writeProgram(target))]);
  await find();
  expect(said).toEqual(['Trying the first …', '  failed: no network', 'Trying the second …']);
});

test('when no source works, the error names every reason and the ways out', async () => {
  const failing = (reason: string) =>
    source(reason, () => {
      throw new Error(reason);
    });
  const { find, cache } = prepare([failing('no network'), failing('no compiler')]);
  await expect(find()).rejects.toThrow(/no network[^]*no compiler[^]*on PATH, or set TEMPORAL_ADDRESS/);
  expect(readdirSync(cache)).toEqual([]);
});

test('a fetched binary of another version is not kept', async () => {
  const { find, cache } = prepare([source('an old copy', (target) => writeProgram(target, '1.20.0'))]);
  await expect(find()).rejects.toThrow('contains Temporal server 1.20.0');
  expect(readdirSync(cache)).toEqual([]);
});

test('what was fetched once is found again', async () => {
  const copy = source('a copy', (target) => writeProgram(target));
  const { find } = prepare([copy]);
  expect(await find()).toBe(await find());
  expect(copy.calls).toBe(1);
});

test('two searches at once fetch it once', async () => {
  const copy = source('a copy', (target) => writeProgram(target));
  const { find, cache } = prepare([copy]);
  const [one, two] = await Promise.all([find(), find()]);
  expect(one).toBe(two);
  expect(copy.calls).toBe(1);
  expect(readdirSync(cache)).toEqual([path.basename(one)]);
});

test('a lock and a work folder of a killed search do not stay in the way', async () => {
  const { find, cache } = prepare([source('a copy', (target) => writeProgram(target))]);
  const name = `temporal-${pinned.cli}-${process.platform}-${process.arch}`;
  mkdirSync(path.join(cache, `${name}.work-abc`), { recursive: true });
  writeFileSync(path.join(cache, `${name}.lock`), JSON.stringify({ pid: process.pid, identity: 'of an earlier life' }));
  await find();
  expect(readdirSync(cache)).toEqual([name]);
});
