import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
let folder: string;

/** The linter's patterns are relative to its configuration, so a small tree beside a copy of it is judged as this one is. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-lint-'));
  for (const file of ['oxlint.config.ts', 'package.json', 'tsconfig.json']) cpSync(path.join(root, file), path.join(folder, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the linter says of these files, as `file: rule`. */
function lint(files: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', ...Object.keys(files)], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return [...new Set(diagnostics.map(({ filename, code }) => `${filename}: ${code}`))].toSorted();
}

/** Each file imports a value, or names a type, of another. */
const using = (imports: string[][]) =>
  filesOf(imports, (name) => `import { answer } from '${name}';\n\nexport const twice = 2 * answer;\n`);
const naming = (imports: string[][]) =>
  filesOf(imports, (name) => `import type { Answer } from '${name}';\n\nexport type Answers = Answer[];\n`);
const filesOf = (imports: string[][], text: (name: string) => string) =>
  Object.fromEntries(imports.map(([file = '', name = '']) => [file, text(name)]));

const allOf = (imports: string[][]) => imports.map(([file]) => `${file}: eslint(no-restricted-imports)`).toSorted();

const againstTheFloors = [
  ['workflows/deals/register-deal.ts', '#db/deals/deal.ts'],
  ['workflows/deals/import-deals.ts', '#domain/deals/deal.ts'],
  ['db/deals/deal.ts', 'fastify'],
  ['activities/deals/deal.ts', '#apps/api/deals/deal-view.ts'],
  ['apps/api/deals/deal-view.ts', '#workflows/deals/register-deal.ts'],
  ['apps/dispatch/deal-workflows.ts', '#apps/api/deps.ts'],
  ['connectors/evaluator/evaluator.ts', 'undici'],
];
test('at runtime no file imports what its floor must not', () => {
  expect(lint(using(againstTheFloors))).toEqual(allOf(againstTheFloors));
});
test('a type of it may be named: it is not there at runtime', () => {
  expect(lint(naming(againstTheFloors))).toEqual([]);
});
test('the domain does not even name types of other floors', () => {
  const imports = [
    ['domain/deals/deal.ts', '#db/deals/deal.ts'],
    ['domain/money.ts', 'node:fs'],
  ];
  expect(lint(naming(imports))).toEqual(allOf(imports));
});

test('the console names nothing of ours but the types of the public API', () => {
  const imports = [
    ['apps/console/api/client.ts', '#domain/deals/deal.ts'],
    ['apps/console/screens/deals/deal.ts', '#apps/api/deals/deal-view.ts'],
    ['apps/console/parts/time.ts', 'zod'],
  ];
  expect(lint(naming(imports))).toEqual(allOf(imports));
  expect(lint(naming([['apps/console/api/schema.ts', '../../../sdk/typescript/src/schema.ts']]))).toEqual([]);
});

const againstTheOrder = [
  ['domain/accounts/account.ts', '#domain/deals/deal.ts'],
  ['db/access/api-key.ts', '#db/delivery/endpoint.ts'],
  ['db/events/event.ts', '#domain/delivery/delivery.ts'],
  ['activities/delivery/drain.ts', '#db/erasure/erasure.ts'],
  ['workflows/delivery/drain-endpoint.ts', '../deals/messages.ts'],
  ['apps/api/partners/partner-routes.ts', '#db/deals/programme.ts'],
  ['apps/api/access/authenticate.ts', '#apps/api/oauth/oauth-deps.ts'],
  // What every route shares, and what stands at a floor's root, knows no subject.
  ['apps/api/http/load-shedding.ts', '#apps/api/oauth/oauth-errors.ts'],
  ['domain/money.ts', '#domain/deals/deal.ts'],
  ['db/group-commit.ts', '#db/delivery/claim.ts'],
];
test('a subject knows no value of a later one', () => {
  expect(lint(using(againstTheOrder))).toEqual(allOf(againstTheOrder));
});
test('and no type', () => {
  expect(lint(naming(againstTheOrder))).toEqual(allOf(againstTheOrder));
});

test('a subject knows those before it, and what puts the subjects together knows all', () => {
  const imports = [
    ['domain/deals/deal.ts', '#domain/accounts/company.ts'],
    ['domain/settings.ts', '#domain/delivery/delivery.ts'],
    ['apps/api/oauth/oauth-errors.ts', '#apps/api/http/errors.ts'],
    ['apps/api/sandboxes/sandbox-routes.ts', '#db/delivery/endpoint.ts'],
    ['workflows/erasure/purge-expired.ts', '../delivery/delivery-activity-options.ts'],
  ];
  expect(lint(using(imports))).toEqual([]);
});

test('files do not go round in a circle, not even with types', () => {
  const deal = `import type { Answer } from './programme.ts';\n\nexport type Deal = Answer;\n`;
  const programme = `import type { Deal } from './deal.ts';\n\nexport type Answer = Deal | 42;\n`;
  const circle = ['domain/deals/deal.ts: import(no-cycle)', 'domain/deals/programme.ts: import(no-cycle)'];
  expect(lint({ 'domain/deals/deal.ts': deal, 'domain/deals/programme.ts': programme })).toEqual(circle);
  expect(lint({ 'domain/deals/programme.ts': 'export type Answer = 42;\n', 'domain/deals/deal.ts': deal })).toEqual([]);
});

test('moments and numbers of requests have one check each', () => {
  const raw = (call: string) => `import { z } from 'zod';\n\nexport const Sent = z.${call};\n`;
  expect(
    lint({ 'domain/a.ts': raw('iso.datetime()'), 'apps/api/b.ts': raw('coerce.number()'), 'domain/instant.ts': raw('iso.date()') }),
  ).toEqual(['apps/api/b.ts: eslint(no-restricted-properties)', 'domain/a.ts: eslint(no-restricted-properties)']);
});
