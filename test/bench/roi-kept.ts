import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Facts = z.strictObject({ touches: z.int(), conversions: z.int() });
/** What was generated, and is in the credits of the active version. */
export type FactsFound = z.infer<typeof Facts>;

/** In the state folder, beside the database, while its facts are complete: a run with `--keep` goes on with them. */
const fileOf = (stateDir: string): string => path.join(stateDir, 'facts.json');

export function keepFacts(stateDir: string, found: FactsFound): void {
  writeFileSync(fileOf(stateDir), JSON.stringify(found));
}

/** Before facts are added: a run that is killed meanwhile leaves tables without indexes. */
export function forgetFacts(stateDir: string): void {
  rmSync(fileOf(stateDir), { force: true });
}

/** Null if there are none, or a run was killed while it added some. */
export function findFacts(stateDir: string): FactsFound | null {
  const file = fileOf(stateDir);
  return existsSync(file) ? Facts.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
