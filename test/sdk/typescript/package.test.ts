import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { installSdk } from '#apps/cli/sdk-typescript.ts';
import { newSecret, publicKeyOf, signHeaders } from '#domain/delivery/signature.ts';
import { codeBlocks } from '#test/docs/guide.ts';
import { VERSION } from '../../../sdk/typescript/src/index.ts';
import { serve } from '../harness.ts';
import { findPlantedMistakes } from './planted-mistakes.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const sdk = path.join(root, 'sdk/typescript');
const read = (...names: string[]) => readFileSync(path.join(...names), 'utf8');
const manifest = JSON.parse(read(sdk, 'package.json')) as { version: string; repository: object; license: string };

/** The package as npm would publish it, installed beside a program. */
let consumer: string;
let tarball: string;
let packed: { files: { path: string }[]; size: number };

/** Throws with what the program said. */
function run(program: string, args: string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  return stdout;
}
const tool = (name: string, ...args: string[]) => run(path.join(sdk, 'node_modules/.bin', name), args, sdk);

beforeAll(() => {
  installSdk(sdk, ['@arethetypeswrong/cli', 'publint', 'typedoc', 'typescript']);
  consumer = mkdtempSync(path.join(tmpdir(), 'causeway-consumer-'));
  // npm prints what the build prints before its JSON.
  const output = run('npm', ['pack', '--json', '--pack-destination', consumer, '--loglevel=error'], sdk);
  [packed] = JSON.parse(output.slice(output.indexOf('[\n'))) as [typeof packed];
  tarball = path.join(consumer, `causeway-sdk-${manifest.version}.tgz`);
  const home = path.join(consumer, 'node_modules/@causeway/sdk');
  mkdirSync(home, { recursive: true });
  run('tar', ['-xzf', tarball, '--strip-components=1', '-C', home], consumer);
  cpSync(path.join(root, 'node_modules/@types/node'), path.join(consumer, 'node_modules/@types/node'), { recursive: true });
  cpSync(path.join(root, 'node_modules/undici-types'), path.join(consumer, 'node_modules/undici-types'), { recursive: true });
}, 240_000);
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test('the package has its two builds, its texts and nothing else, and is small', () => {
  const files = packed.files.map((file) => file.path);
  const texts = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/cjs/package.json', 'package.json'];
  const built = (kind: string) => files.filter((file) => file.startsWith(`dist/${kind}/`) && /\.(?:js|d\.ts)$/.test(file));
  expect(files.toSorted()).toEqual([...texts, ...built('cjs'), ...built('esm')].toSorted());
  expect(built('cjs').map((file) => path.basename(file))).toEqual(built('esm').map((file) => path.basename(file)));
  expect(files).toEqual(expect.arrayContaining(['dist/esm/index.js', 'dist/esm/index.d.ts', 'dist/cjs/index.js', 'dist/cjs/index.d.ts']));
  expect(packed.size).toBeLessThan(500_000);
});

test('publint and Are the types wrong? find nothing', () => {
  tool('publint', '--strict', tarball);
  tool('attw', tarball);
});

test('the texts are true: version, licence, changelog, repository', () => {
  expect(manifest).toMatchObject({ version: VERSION, license: 'Apache-2.0', repository: { type: 'git', directory: 'sdk/typescript' } });
  expect(/^## \[(.*?)\]/m.exec(read(sdk, 'CHANGELOG.md'))?.[1]).toBe(VERSION);
  expect(read(sdk, 'LICENSE')).toBe(read(root, 'LICENSE'));
});

const program = `
const given = JSON.parse(process.argv[2]);
const run = async ({ createCausewayClient, verifyWebhook, VERSION, CausewayError }) => {
  const causeway = createCausewayClient({ baseUrl: given.url, clientId: 'oac_1', privateKey: given.privateKey });
  const ids = [];
  for await (const { id } of causeway.endpoints.list({ limit: 1 })) ids.push(id);
  const events = [];
  for (const { headers, secrets } of given.webhooks) events.push((await verifyWebhook({ body: '{}', headers, secrets })).id);
  const refused = await causeway.deals.get('none').catch((error) => error instanceof CausewayError && error.code);
  console.log(JSON.stringify([VERSION, ids, events, refused]));
};
`;
const kinds = {
  'program.cjs': `${program}run(require('@causeway/sdk'));`,
  'program.mjs': `import * as sdk from '@causeway/sdk';\n${program}run(sdk);`,
};

const found = new Map<string, string>();
for (const folder of [path.dirname(process.execPath), ...(process.env['PATH'] ?? '').split(path.delimiter)]) {
  const { stdout } = spawnSync(path.join(folder, 'node'), ['--version'], { encoding: 'utf8' });
  const major = /^v(\d+)\./.exec(stdout ?? '')?.[1];
  if (major !== undefined && !found.has(major)) found.set(major, path.join(folder, 'node'));
}
if (!found.has('20')) console.log('skipped: the package on Node 20, because there is no Node 20 on the PATH');

test.each([...found].flatMap(([major, node]) => Object.entries(kinds).map(([name, code]) => ({ major, node, name, code }))))(
  'Node $major runs $name with the installed package: lists, tokens, webhooks',
  async ({ node, name, code }) => {
    const server = await serve((response, _, { url = '' }) => {
      const isToken = url === '/oauth/token';
      const page = url.includes('cursor')
        ? { data: [{ id: 'ep_2' }], has_more: false, next_cursor: null }
        : { data: [{ id: 'ep_1' }], has_more: true, next_cursor: 'c' };
      const isDeal = url.startsWith('/api/v1/deals');
      const answer = isToken ? { access_token: 't', expires_in: 300 } : isDeal ? { code: 'not_found' } : page;
      response.writeHead(isDeal ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    onTestFinished(server.close);
    const webhooks = (['v1', 'v1a'] as const).map((scheme) => {
      const secret = newSecret(scheme);
      const signed = { id: `evt_${scheme}`, timestamp: Math.floor(Date.now() / 1_000), body: '{}', type: 'a', secrets: [secret] };
      return { headers: signHeaders(signed), secrets: scheme === 'v1' ? secret : publicKeyOf(secret) };
    });
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    writeFileSync(path.join(consumer, name), code);
    const given = { url: server.url, privateKey: await exportJWK(privateKey), webhooks };
    const { stdout } = await promisify(execFile)(node, [name, JSON.stringify(given)], { cwd: consumer });
    expect(JSON.parse(stdout)).toEqual([VERSION, ['ep_1', 'ep_2'], ['evt_v1', 'evt_v1a'], 'not_found']);
  },
);

const typed = `import { type components, createCausewayClient, verifyWebhook } from '@causeway/sdk';
const causeway = createCausewayClient({ baseUrl: 'https://causeway.example.com', key: 'ck' });
type Deal = components['schemas']['Deal'];
export const run = async (): Promise<Deal[]> => {
  const deals: Deal[] = [];
  for await (const deal of causeway.deals.list({ limit: 50 })) deals.push(deal);
  await verifyWebhook({ body: Buffer.from('{}'), headers: {}, secrets: [] });
  return deals;
};
`;

test.each([
  ['the newest TypeScript', path.join(root, 'node_modules/.bin/tsc')],
  ['TypeScript 5', path.join(sdk, 'node_modules/.bin/tsc')],
])('%s compiles programs of both kinds against the installed types, without the DOM', (_, compiler) => {
  compile({ 'typed.mts': typed, 'typed.cts': typed }, compiler);
});

const surroundings = `declare const causeway: import('@causeway/sdk').Causeway;
declare const createCausewayClient: (typeof import('@causeway/sdk'))['createCausewayClient'];
declare const baseUrl: string, key: string, clientId: string, clientSecret: string, privateKey: string, csv: string;
declare const rawBody: Buffer, request: import('node:http').IncomingMessage;
`;

test('the examples of the README compile', () => {
  const examples = codeBlocks(read(sdk, 'README.md')).filter(({ language }) => language === 'ts');
  expect(examples.length).toBeGreaterThan(4);
  const files = Object.fromEntries(examples.map(({ code }, i) => [`example-${i}.mts`, `${code}export {};\n`]));
  compile({ ...files, 'surroundings.d.ts': surroundings }, path.join(root, 'node_modules/.bin/tsc'));
});

/** Beside the installed package. Throws with what the compiler says. */
function compile(files: Record<string, string>, compiler: string): void {
  for (const [name, code] of Object.entries(files)) writeFileSync(path.join(consumer, name), code);
  const compilerOptions = {
    ...{ target: 'es2023', lib: ['es2023'], module: 'nodenext', types: ['node'] },
    ...{ strict: true, noEmit: true, skipLibCheck: false },
  };
  writeFileSync(path.join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  run(compiler, ['-p', '.', '--pretty', 'false'], consumer);
}

test('the published types find every planted mistake', () => {
  const { planted, found, output } = findPlantedMistakes(path.join(consumer, 'node_modules/@causeway/sdk/dist/esm/index.d.ts'));
  expect([planted, found], output).toEqual([6, 6]);
});

test('the reference is made', { timeout: 240_000 }, () => {
  tool('typedoc', '--emit', 'none');
});
