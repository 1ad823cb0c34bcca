import { type ChildProcessWithoutNullStreams, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { errorCodes } from '#apps/api/http/error-codes.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { dealEventTypes } from '#domain/deals/deal-events.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { tester } from '#test/support/tester.ts';
import { chapterOf, codeBlocks, guide, joined, shown } from './guide.ts';

const chapter = chapterOf(guide, 'Register deals');
const blocks = codeBlocks(chapter);
const program = fileURLToPath(new URL('register-deal.ts', import.meta.url));

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const hasShell = isThere('curl') && isThere('bash');
if (!hasShell) console.log('skipped: the guide’s run by curl, because curl or bash is not there');

let engine: TestEngine;
let receiver: Receiver;
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  engine = await startTestEngine();
  const secrets: string[] = [];
  receiver = await startReceiver({ secrets });
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const endpoint = await engine.call('POST', '/endpoints', {
    partner_id: partnerId,
    url: `${receiver.url}/deals`,
    event_types: ['deal.*'],
  });
  secrets.push(endpoint.body['secret'] as string);
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-guide-'));
  environment = {
    ...process.env,
    CAUSEWAY_API: `${await engine.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1`,
    CAUSEWAY_KEY: await keyOf(partnerId),
    PLATFORM_KEY: await keyOf(undefined),
    PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`,
    no_proxy: '*',
  };
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function keyOf(partnerId: string | undefined): Promise<string> {
  const made = newApiKey('live');
  await insertApiKey(
    engine.db,
    { ...made, name: 'guide', scopes: grantableScopes(partnerId === undefined ? 'platform' : 'partner'), partnerId },
    tester,
  );
  return made.key;
}

/** One shell for the whole run, as a reader has: what a block defines, the later ones use. */
function openShell() {
  const shell: ChildProcessWithoutNullStreams = spawn('bash', [], { cwd: folder, env: environment });
  shell.stderr.pipe(process.stderr);
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  return {
    async run(code: string): Promise<string> {
      const end = `end of ${crypto.randomUUID()}`;
      shell.stdin.write(`${code}\nprintf '\\n%s\\n' '${end}'\n`);
      let output = '';
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`The shell ended in ${code}`);
        if (value === end) return output;
        output += `${value}\n`;
      }
    },
    async close() {
      shell.stdin.end();
      await once(shell, 'close');
    },
  };
}

/** What it leads to may take a moment, and it may be asked again. */
const isQuestion = (code: string) => !/ -d | -X |--data/.test(code);
/** In ms: a bound to what takes a moment, so that the test can say what came instead. */
const patienceMs = 60_000;

test.skipIf(!hasShell)('the run by curl answers what the guide shows, command by command', { timeout: 180_000 }, async () => {
  const shell = openShell();
  onTestFinished(() => shell.close());
  for (const [i, { language, code }] of blocks.entries()) {
    if (language !== 'sh') continue;
    const next = blocks[i + 1];
    const answer = next?.language === 'text' ? shown(next.code) : /^$/;
    const until = Date.now() + patienceMs;
    let output = joined(await shell.run(code));
    while (!answer.test(output) && isQuestion(code) && Date.now() < until) output = joined(await shell.run(code));
    expect(output, `the answer to ${code}`).toMatch(answer);
  }
});

test.skipIf(!hasShell)('the event that the guide shows arrives, signed', async () => {
  const example = shown(blocks.find(({ language }) => language === 'json')?.code ?? '');
  const bodies = await eventually(
    () => receiver.requests.map(({ body }) => body),
    (all) => all.some((body) => body.includes('"deal.approved"')),
  );
  expect(bodies).toContainEqual(expect.stringMatching(example));
  expect(receiver.problems()).toEqual([]);
});

test('the run by the TypeScript client is the program that the guide shows, and comes to its end', async () => {
  const source = readFileSync(program, 'utf8');
  expect(blocks.find(({ language }) => language === 'ts')?.code).toBe(source.replace('../../sdk/typescript/src/index.ts', '@causeway/sdk'));
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: environment, timeout: 100_000 });
  expect(stdout.trim().split('\n')).toEqual([
    'programme prg_default',
    "missing [ '/type' ]",
    "asked When do they decide? [ 'close_date' ]",
    'refused 412 precondition_failed',
    'ended approved won 1',
    "imported [ 'CRM-3002 created' ]",
    'withdrawn withdrawn',
    'exported 1 deal',
  ]);
});

const firstCells = (heading: string) => [
  ...chapterOf(`\n${chapter.replaceAll('\n### ', '\n## ')}`, heading).matchAll(/^\| (.*?) \|(.*)$/gm),
];

test('the table of events names each that there is', () => {
  const named = firstCells('Deal events').flatMap(([, cell = '']) => [...cell.matchAll(/`(deal\.\w+)`/g)].map(([, name]) => name));
  expect(named.toSorted()).toEqual(dealEventTypes.map(({ name }) => name).toSorted());
});

test('the table of refusals names codes of the API with their statuses', () => {
  const rows = firstCells('Errors').filter(([, cell = '']) => /^\d{3}/.test(cell));
  const told = rows.flatMap(([, cell = '', rest = '']) => {
    const statuses = cell.split(', ').map(Number);
    return [...(rest.split('|')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, code = ''], i) => [code, statuses[i] ?? statuses[0]]);
  });
  expect(told).toHaveLength(12);
  for (const [code, status] of told) expect([code, errorCodes[String(code)]?.[0]]).toEqual([code, status]);
});
