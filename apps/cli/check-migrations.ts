import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// drizzle-kit writes a migration when db/schema.ts has moved on: let it try on a copy.
const copy = mkdtempSync(path.join(tmpdir(), 'causeway-migrations-'));
try {
  const out = path.join(copy, 'migrations');
  cpSync('db/migrations', out, { recursive: true });
  const result = spawnSync(
    'drizzle-kit',
    ['generate', '--dialect=postgresql', '--schema=db/schema.ts', `--out=${path.relative('.', out)}`],
    {
      encoding: 'utf8',
    },
  );
  // It exits 0 whatever happens, so its own words are the proof.
  const isCurrent = result.stdout.includes('No schema changes');
  if (!isCurrent) console.error(`db/schema.ts and db/migrations differ: run npx drizzle-kit generate\n${result.stdout}${result.stderr}`);
  process.exitCode = isCurrent ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
