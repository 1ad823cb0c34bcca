import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const schemas = [
  { schema: 'db/schema.ts', migrations: 'db/migrations', config: '' },
  { schema: 'db/attribution/schema.ts', migrations: 'db/attribution/migrations', config: ' --config drizzle.attribution.config.ts' },
];

// drizzle-kit writes a migration if the schema has changed. Run it on a copy.
for (const { schema, migrations, config } of schemas) {
  const copy = mkdtempSync(path.join(tmpdir(), 'causeway-migrations-'));
  try {
    const out = path.join(copy, 'migrations');
    cpSync(migrations, out, { recursive: true });
    const result = spawnSync(
      'drizzle-kit',
      ['generate', '--dialect=postgresql', `--schema=${schema}`, `--out=${path.relative('.', out)}`],
      { encoding: 'utf8' },
    );
    // It always exits with 0, so check its output.
    if (result.stdout.includes('No schema changes')) continue;
    console.error(`${migrations} does not match ${schema}. Run: npx drizzle-kit generate${config}\n${result.stdout}${result.stderr}`);
    process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
