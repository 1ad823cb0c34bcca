import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '#apps/local/settings.ts';
import { type LocalStart, makeEnvironment, startLocally } from '#test/support/stack/start-locally.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { readShellBlocks } from './shell-commands.ts';

const hasShell = ['curl', 'bash'].every((command) => spawnSync(command, ['--version']).status === 0);
if (!hasShell) console.log('skipped: the walk through the sync guide, because curl or bash is not there');

const { folder: stateDir, remove } = createStateFolder();
let environment: NodeJS.ProcessEnv;
let run: LocalStart;

beforeAll(async () => {
  environment = await makeEnvironment(stateDir);
  run = startLocally(environment);
  await run.saw(/Ctrl-C stops everything/);
}, 180_000);
afterAll(async () => {
  await run.clear();
  remove();
});

/** The guide's addresses are those of a start without settings. */
function filledIn(command: string): string {
  const ports = [
    ['127.0.0.1:3000', 'PORT'],
    ['127.0.0.1:3007', 'SANDBOX_HUBSPOT_PORT'],
    ['127.0.0.1:3009', 'SANDBOX_STRIPE_PORT'],
  ] as const;
  const text = ports.reduce((rest, [shown, name]) => rest.replaceAll(shown, `127.0.0.1:${environment[name]}`), command);
  return text.replaceAll('.causeway/', `${path.resolve(stateDir)}/`);
}

async function shell(command: string): Promise<string> {
  const env = { ...process.env, no_proxy: '*' };
  // grep that finds nothing yet is no failure.
  return (await promisify(execFile)('bash', ['-c', `${command} || true`], { cwd: repository, env })).stdout;
}

/** What each command shows in the end, in the order of the guide. Those that change something on a page show nothing. */
const shown: RegExp[] = [
  /"name":"HubSpot sandbox and Stripe sandbox".*"b":"billing:mrr"/,
  ...[/^$/, /Nordwind AG.*mrr: 232$/m, /^$/, /"kind":"hinted","state":"completed".*"kind":"hinted"/],
  ...[/^$/, /Nordwind SE/],
  ...[/^$/, /^$/, /"reason":"not_allowed".*"field":"subscription_status","remedy":"Correct the value/],
  /^swr_\w+,account,a,update,\d+,not_allowed,/m,
  ...[/^$/, /^\{"retried":1\}$/, /Acme Ltd.*mrr: 0.*subscription_status: canceled/],
  ...[/"compared":3,.*"changes":\[\],"conflicts":\[\],"faults":\[\]/, /"compared":1,.*"changes":\[\]/],
];

test.skipIf(!hasShell)('the walk through the sync guide works command by command', { timeout: 300_000 }, async () => {
  const commands = readShellBlocks('docs/sync-guide.md').flatMap((block) => block.commands);
  const isAssignment = (command: string) => /^[A-Z]+=/.test(command);
  const assignments = commands.filter(isAssignment).map(filledIn).join('\n');
  const steps = commands.filter((command) => !isAssignment(command));
  expect(steps).toHaveLength(shown.length);
  for (const [index, step] of steps.entries()) {
    const look = () => shell(`${assignments}\n${filledIn(step)}`);
    const wanted = shown[index] ?? /$./;
    // What changes something is done once; what looks is repeated until it is there.
    if (/-d action=|\/retry/.test(step)) expect(await look(), step).toMatch(wanted);
    // A webhook only makes it sooner: the sync asks every minute.
    else await expect.poll(look, { message: step, timeout: 120_000 }).toMatch(wanted);
  }
});
