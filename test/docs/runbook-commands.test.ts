import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '#apps/local/settings.ts';
import { type LocalStart, makeEnvironment, startLocally } from '#test/support/stack/start-locally.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { createSubjects } from './runbook-subjects.ts';
import { readCodeSpans, readShellBlocks } from './shell-commands.ts';

// A start of everything, and commands that each start a program.
const timeoutMs = 300_000;

const documents = ['docs/runbook.md', 'README.md', 'docs/platform-events.md', 'docs/programmes.md', 'docs/upgrade.md', 'docs/alerts.md'];
const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');
const blocks = documents.flatMap((document) => readShellBlocks(document).map((block) => ({ document, ...block })));
const spans = documents.flatMap(readCodeSpans);
const [setUp, setUpInCompose] = blocks;

/** They would run for long, change the machine, or need Docker: their words are checked below. */
const isOnlyRead = (command: string) => /docker |^kill |^npm (start|test)\b|^git |^export CAUSEWAY_VERSION/.test(command);
const commands = blocks
  .filter((block) => block !== setUp && block !== setUpInCompose)
  .flatMap(({ document, heading, commands: own }) => own.map((command) => ({ document, heading, command })))
  .filter(({ command }) => !isOnlyRead(command));
const queries = [...new Set(spans.filter((span) => /^(PartnerId|EndpointId|DeliveryId|DealId|WorkflowType|ReviewStatus) = /.test(span)))];

describe('against a running stack', { timeout: timeoutMs }, () => {
  const { folder: stateDir, remove } = createStateFolder();
  let run: LocalStart;
  let environment: NodeJS.ProcessEnv;
  let fill: (command: string) => Promise<string>;

  beforeAll(async () => {
    environment = await makeEnvironment(stateDir);
    run = startLocally(environment);
    await run.saw(/Ctrl-C stops everything/);
    const platformKey = readFileSync(path.join(stateDir, 'platform-key'), 'utf8').trim();
    const apiUrl = `http://127.0.0.1:${environment['PORT']}/api/v1`;
    fill = createSubjects({ apiUrl, platformKey, receiverUrl: `http://127.0.0.1:${environment['RECEIVER_PORT']}` });
  }, timeoutMs);

  afterAll(async () => {
    await run.clear();
    remove();
  });

  /** Types a command after the lines with which the page begins. An HTTP error is a failure of curl. */
  async function type(command: string): Promise<{ code: number | null; output: string }> {
    const lines = [...(setUp?.commands ?? []), 'curl() { command curl --fail-with-body "$@"; }', await fill(command)];
    const here = lines
      .join('\n')
      .replaceAll('http://127.0.0.1:3000', `http://127.0.0.1:${environment['PORT']}`)
      .replaceAll('.causeway/', `${stateDir}/`);
    const shell = spawn('bash', ['-c', here], { cwd: repository, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, error, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
    return { code: code as number | null, output: `${out}${error}` };
  }

  test.each(commands)('$document, $heading: $command', async ({ command, heading }) => {
    // A function of the page, for the commands after it.
    const own = blocks.find((block) => block.heading === heading && block.commands.includes(command))?.commands ?? [];
    const functions = own.filter((line) => line !== command && /^\w+\(\) \{/.test(line));
    const { code, output } = await type([...functions, command].join('\n'));
    expect({ code, output }).toEqual({ code: 0, output });
  });

  test.each(queries)('Temporal takes the query %s', async (query) => {
    const { code, output } = await type(`temporal workflow list --query "${query}"`);
    expect({ code, output }).toEqual({ code: 0, output });
  });
});

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test('every npm command that is named exists', () => {
  const named = [...blocks.flatMap(({ commands: own }) => own), ...spans].flatMap((line) => [
    ...[...line.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name),
  ]);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every docker command names services of the compose file, and programs that the image has', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, unknown> };
  const lines = [...blocks.flatMap(({ commands: own }) => own), ...spans].flatMap((line) => line.match(/docker compose [^;|}`#]*/g) ?? []);
  const found = lines.flatMap((line) => servicesOf(line.split(/\s+/).slice(2)));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((name) => !(name in services))).toEqual([]);
  const programs = lines.flatMap((line) => line.match(/apps\/[\w/-]+\.ts/g) ?? []);
  expect(programs.filter((file) => !read(file))).toEqual([]);
});

/** exec and run take one service and a command, cp a file of a service, the others any number of services. */
function servicesOf([verb = '', ...rest]: string[]): string[] {
  const withValue = new Set(['--entrypoint', '--since']);
  const words = rest.filter((word, place) => !word.startsWith('-') && !withValue.has(rest[place - 1] ?? '') && word !== '');
  if (verb === 'cp') return words.flatMap((word) => (word.includes(':') ? word.split(':').slice(0, 1) : []));
  return verb === 'exec' || verb === 'run' ? words.slice(0, 1) : words;
}

test('every other command is a sentence of the shell', () => {
  for (const { commands: own } of blocks) {
    for (const command of own) expect([command, spawnSync('bash', ['-n'], { input: command }).status]).toEqual([command, 0]);
  }
});
