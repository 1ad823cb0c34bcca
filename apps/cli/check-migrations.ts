import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// drizzle-kit writes a migration if db/schema.ts has changed. Run it on a copy.
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
  // It always exits with 0, so check its output.
  const isCurrent = result.stdout.includes('No schema changes');
  if (!isCurrent) {
    console.error(`db/migrations does not match db/schema.ts. Run: npx drizzle-kit generate\n${result.stdout}${result.stderr}`);
  }
  process.exitCode = isCurrent ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
