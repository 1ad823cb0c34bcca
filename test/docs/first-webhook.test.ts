import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { chapterOf, codeBlocks, guide } from './guide.ts';

const hasShell = ['curl', 'bash'].every((command) => spawnSync(command, ['--version']).status === 0);
if (!hasShell) console.log('skipped: the guide’s quickstart, because curl or bash is not there');

const quickstart = 'Quickstart: your first webhook in five minutes';

// Answers are asserted on, not trusted.
type Json = Record<string, any>;

let engine: TestEngine;
let receiver: Receiver;
let key: string;
let origin: string;
const secrets: string[] = [];
/** What a reader fills in: the ids of the guide, and his own address. */
const filledIn = new Map<string, string>();

beforeAll(async () => {
  engine = await startTestEngine();
  receiver = await startReceiver({ secrets });
  origin = await engine.app.listen({ port: 0, host: '127.0.0.1' });
  const { body } = await engine.call('POST', '/sandboxes', { seed: 1 });
  key = body['api_key'].key as string;
  await engine.db.sql`update partner set rate_per_minute = 60000, rate_burst = 1000 where id = ${body['partner_id']}`;
  await eventually(
    () => engine.call('GET', `/sandboxes/${body['partner_id']}`),
    (sandbox) => sandbox.body['status'] === 'ready',
  );
  filledIn.set('https://you.example.com/webhooks', `${receiver.url}/hook`).set('https://causeway.example.com', origin);
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
});

/** Every curl of a chapter, by itself. */
const commandsOf = (heading: string) =>
  codeBlocks(chapterOf(guide, heading))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.match(/^curl(?:.*\\\n)*.*$/gm) ?? []);

async function run(command: string | undefined): Promise<Json> {
  const code = [...filledIn].reduce((text, [shown, own]) => text.replaceAll(shown, own), command ?? 'false');
  const env = { ...process.env, CAUSEWAY_API: `${origin}/api/v1`, CAUSEWAY_KEY: key, no_proxy: '*' };
  const { stdout } = await promisify(execFile)('bash', ['-c', `curl() { command curl --fail-with-body "$@"; }\n${code}`], { env });
  return JSON.parse(stdout) as Json;
}

test.skipIf(!hasShell)('from the key to the first verified webhook, command by command', async () => {
  const [whoAmI, listTypes, addEndpoint, sendTest, listDeliveries, readDelivery] = commandsOf(quickstart);
  expect(await run(whoAmI)).toMatchObject({ tier: 'sandbox', effective_rate_limit: expect.anything() });

  expect((await run(listTypes))['data'].map(({ name }: { name: string }) => name)).toContain('deal.submitted');
  const endpoint = await run(addEndpoint);
  secrets.push(endpoint['secret'] as string);
  filledIn.set('ep_…', endpoint['id'] as string);

  const sent = await run(sendTest);
  filledIn.set('dlv_…', sent['deliveries'][0].id as string);
  await eventually(
    () => run(readDelivery),
    ({ status }) => status === 'delivered',
  );
  expect((await run(listDeliveries))['data'][0]).toMatchObject({ id: sent['deliveries'][0].id, status: 'delivered' });
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toContain(sent['event'].id);
  expect(receiver.problems()).toEqual([]);
});

test('the receiver of the guide takes a signed webhook', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-receiver-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const blockOf = (heading: string, wanted: string) =>
    codeBlocks(chapterOf(guide, heading)).find(({ language }) => language === wanted)?.code ?? '';
  writeFileSync(path.join(folder, 'verify.ts'), blockOf('Verify signatures', 'ts'));
  writeFileSync(path.join(folder, 'receiver.mjs'), blockOf(quickstart, 'js'));

  const { body: partner } = await engine.call('POST', '/partners', { name: 'Reader', tier: 'standard' });
  const fields = { partner_id: partner['id'], url: 'https://you.example.com/webhooks', event_types: ['deal.*'] };
  const { body: endpoint } = await engine.call('POST', '/endpoints', fields);
  const env = { ...process.env, WEBHOOK_SECRET: endpoint['secret'] as string, PORT: '0' };
  const program = spawn(process.execPath, ['receiver.mjs'], { cwd: folder, env });
  onTestFinished(() => void program.kill());
  let output = '';
  program.stdout.on('data', (chunk) => (output += String(chunk)));
  program.stderr.pipe(process.stderr);
  const port = await eventually(
    () => /listening on port (\d+)/.exec(output)?.[1],
    (found) => found !== undefined,
  );
  await engine.call('PATCH', `/endpoints/${endpoint['id']}`, { url: `http://127.0.0.1:${port}/webhooks` });

  const { body: sent } = await engine.call('POST', `/endpoints/${endpoint['id']}/test`);
  await eventually(
    () => output,
    (text) => text.includes(`verified webhook.test ${sent['event'].id}`),
  );
  expect(output).not.toContain('rejected');
});

test.skipIf(!hasShell)('the sandbox is read, filled again and asked what production wants', async () => {
  const [whoAmI, readSandbox, reset, readChecks] = commandsOf('Use a sandbox');
  filledIn.set('ptn_…', (await run(whoAmI))['id'] as string);
  expect(await run(readSandbox)).toMatchObject({ status: 'ready', run: 1, counts: { 'deal.submitted': 9 } });
  expect(await run(reset)).toMatchObject({ run: 2 });
  await eventually(
    () => run(readSandbox),
    ({ status }) => status === 'ready',
  );
  const { ready, checks } = await run(readChecks);
  expect([ready, checks.filter(({ passed }: Json) => !passed).map(({ check }: Json) => check)]).toEqual([
    false,
    ['deal_submitted', 'technical_contact'],
  ]);
});

test.skipIf(!hasShell)('a transformation is tried with an event that was received', async () => {
  const [event] = (await engine.call('GET', '/events?type=deal.submitted')).body['data'] as { id: string }[];
  filledIn.set('evt_…', event?.id ?? '');
  const [preview] = commandsOf('Transform payloads');
  expect(await run(preview)).toMatchObject({ data: { id: expect.stringMatching(/^deal_/) } });
});
