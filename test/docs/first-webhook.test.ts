import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { chapterOf, codeBlocks, guide } from './guide.ts';

const hasShell = ['curl', 'bash'].every((command) => spawnSync(command, ['--version']).status === 0);
if (!hasShell) console.log('skipped: the guide’s first ten minutes, because curl or bash is not there');

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
  const [whoAmI] = commandsOf('1. Your key (a minute)');
  expect(await run(whoAmI)).toMatchObject({ tier: 'sandbox', effective_rate_limit: expect.anything() });

  const [listTypes, addEndpoint] = commandsOf('2. An endpoint (two minutes)');
  expect((await run(listTypes))['data'].map(({ name }: { name: string }) => name)).toContain('deal.submitted');
  const endpoint = await run(addEndpoint);
  secrets.push(endpoint['secret'] as string);
  filledIn.set('ep_…', endpoint['id'] as string);

  const [sendTest, listDeliveries, readDelivery] = commandsOf('4. A test webhook (a minute)');
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

test.skipIf(!hasShell)('the sandbox is read, filled again and asked what production wants', async () => {
  const [whoAmI, readSandbox, reset, readChecks] = commandsOf('Try it in a sandbox');
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
  const [preview] = commandsOf('Shape what you receive');
  expect(await run(preview)).toMatchObject({ data: { id: expect.stringMatching(/^deal_/) } });
});
