import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { chooseProxy, getGoToolchain, hashModule, isNewEnough } from '#apps/local/temporal/go-toolchain.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

test.each([
  ['go1.26.4', true],
  ['go1.26.11', true],
  ['go1.27rc1', true],
  ['go2.0', true],
  ['go1.26.3', false],
  ['go1.26', false],
  ['go1.9.7', false],
  ['devel', false],
])('%s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test.each([
  [undefined, 'https://proxy.golang.org'],
  ['', 'https://proxy.golang.org'],
  ['direct', 'https://proxy.golang.org'],
  ['https://goproxy.example/', 'https://goproxy.example'],
  ['off,http://one.example|https://two.example,direct', 'http://one.example'],
])('of GOPROXY=%s the module proxy is %s', (value, expected) => {
  expect(chooseProxy(value === undefined ? {} : { GOPROXY: value })).toBe(expected);
});

test('the module hash is that of Go: the names and hashes of the files, sorted by name', () => {
  const digest = (text: string) => createHash('sha256').update(text);
  const summary = `${digest('data for abc').digest('hex')}  abc\n${digest('data for xyz').digest('hex')}  xyz\n`;
  const files: [string, Uint8Array][] = ['xyz', 'abc'].map((name) => [name, Buffer.from(`data for ${name}`)]);
  expect(hashModule(files)).toBe(`h1:${digest(summary).digest('base64')}`);
});

test('a toolchain with another sum than the pinned one is refused before anything of it is written', async () => {
  const requested: string[] = [];
  const proxy = createServer((request, response) => {
    requested.push(request.url ?? '');
    response.end(zipSync({ 'golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/bin/go': Buffer.from('#!/bin/sh\necho evil\n') }));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const workDir = makeStateFolder();
  const environment = {
    PATH: '/nonexistent',
    GOPROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port},direct`,
  };
  await expect(getGoToolchain({ workDir, environment, say: () => {} })).rejects.toThrow(/has the sum h1:.*, not h1:/);
  expect(requested).toEqual([expect.stringMatching(/^\/golang\.org\/toolchain\/@v\/v0\.0\.1-go1\.26\.8\..*\.zip$/)]);
  expect(readdirSync(workDir)).toEqual(['go.zip']);
});
