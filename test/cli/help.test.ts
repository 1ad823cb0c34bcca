import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { repository } from '#apps/local/settings.ts';

const { scripts } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const isHook = (name: string) => name.startsWith('pre') && name.slice(3) in scripts;
const commands = Object.keys(scripts).filter((name) => !isHook(name));

/** Their flags are those of the program that they run, which has its own usage. */
const passedOn = new Set(['format', 'test', 'test:contract', 'temporal']);
const own = commands.filter((name) => !passedOn.has(name));

const processes = ['apps/api/main.ts', 'apps/worker/main.ts', 'apps/engine/main.ts'];

async function run(command: string, args: string[]) {
  // Without any setting: the usage of a command needs none.
  const env = { PATH: `${path.join(repository, 'node_modules/.bin')}:${process.env['PATH']}`, HOME: process.env['HOME'] };
  const child = spawn(command, args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, output, errors };
}
/** As npm does it. Starting npm itself takes longer than most commands. */
const runScript = (name: string, flag: string) => run('/bin/sh', ['-c', `${scripts[name]} ${flag}`]);

test.concurrent.each(commands)('npm run %s -- --help prints its usage, and does nothing else', async (name) => {
  const { code, output, errors } = await runScript(name, '--help');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toMatch(/npm (run )?[\w:]+|usage/i);
});

test.concurrent.each(own)('npm run %s names an unknown flag, and the flag that was probably meant', async (name) => {
  const { code, output, errors } = await runScript(name, '--hepl');
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toContain('--hepl: unknown flag; did you mean --help?');
});

test('npm passes a flag on, and what it runs before is silent', async () => {
  const { code, output, errors } = await run('npm', ['run', '--silent', 'check', '--', '--help']);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('npm run check');
  expect(commands.filter((name) => scripts[`pre${name}`] !== scripts['precheck'])).toEqual([]);
});

test.concurrent.each([...passedOn])('npm run %s fails with an unknown flag', async (name) => {
  expect((await runScript(name, '--hepl')).code).not.toBe(0);
});

test.concurrent.each(processes)('node %s --help prints its usage, and starts nothing', async (file) => {
  const { code, output } = await run(process.execPath, [file, '--help']);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`node ${file}`) });
  expect((await run(process.execPath, [file, '--hepl'])).errors).toContain('did you mean --help?');
});
