import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCodes } from '#apps/api/http/error-codes.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { dealEventTypes } from '#domain/deals/deal-events.ts';
import { startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { tester } from '#test/support/tester.ts';
import { chapterOf, codeBlocks, guide } from './guide.ts';

const chapter = chapterOf(guide, 'Register deals');
const blocks = codeBlocks(chapter);
const program = fileURLToPath(new URL('register-deal.ts', import.meta.url));

let engine: TestEngine;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  engine = await startTestEngine();
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  environment = {
    ...process.env,
    CAUSEWAY_API: `${await engine.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1`,
    CAUSEWAY_KEY: await keyOf(partnerId),
    PLATFORM_KEY: await keyOf(undefined),
    no_proxy: '*',
  };
});
afterAll(() => engine.close());

async function keyOf(partnerId: string | undefined): Promise<string> {
  const made = newApiKey('live');
  await insertApiKey(
    engine.db,
    { ...made, name: 'guide', scopes: grantableScopes(partnerId === undefined ? 'platform' : 'partner'), partnerId },
    tester,
  );
  return made.key;
}

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
