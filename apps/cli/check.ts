import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';

/** Each gate is one command. All run, so that one run shows every problem. */
const gates: { name: string; command: string[] }[] = [
  { name: 'formatting', command: ['oxfmt', '--check', '.'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the console', command: ['tsc', '-p', 'apps/console'] },
  { name: 'types of what is embedded', command: ['tsc', '-p', 'apps/embed'] },
  { name: 'lint, with the import table and the order of subjects', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'dead code and dependencies', command: ['knip'] },
  { name: 'migrations match the schema', command: ['node', 'apps/cli/check-migrations.ts'] },
  { name: 'docs/openapi.json, the generated pages and the SDKs match the code', command: ['node', 'apps/cli/openapi.ts', '--check'] },
  { name: 'the API is compatible with its released contract', command: ['node', 'apps/cli/openapi.ts', '--compatible'] },
  { name: 'docs/openapi.json is valid OpenAPI', command: ['redocly', 'lint', 'docs/openapi.json', '--max-problems=20'] },
  { name: 'docs/openapi.json follows the OWASP rules', command: ['spectral', 'lint', 'docs/openapi.json', '--fail-severity=warn'] },
];

flagsOrExit(
  z.strictObject({}),
  `Runs every gate, and shows the output of those that fail. Exits with 1 if one does.

  npm run check

The gates:
${gates.map(({ name, command }) => `  ${command.join(' ')}\n    ${name}`).join('\n')}`,
);

const failed = gates.filter(({ name, command: [program = '', ...args] }) => {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
