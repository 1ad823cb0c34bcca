import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { moveStore } from '#db/attribution/move-store.ts';
import { openAttribution } from '#db/attribution/store.ts';

const usage = `Moves the attribution store to another database.

  npm run attribution:move -- --to=postgres://user:password@host:port/database [--json]

  --to     an empty database, which this command migrates
  --json   print one line of JSON instead of text

While it copies, touches and reports get 503; deliveries go on. Afterwards the old schema is called attribution_moved_<date>, so that a process
that still uses it fails instead of writing to the wrong place. Then:
  1. Set ATTRIBUTION_DATABASE_URL to the new address, and restart every process.
  2. Look at a report. Then drop the old schema.
If it fails, nothing has changed, and it can be run again.`;

const Flags = z.strictObject({
  to: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  json: z.boolean().default(false),
});

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const from = openAttribution(readConfig().ATTRIBUTION_DATABASE_URL, { max: 2, name: 'causeway-move' });
  const to = openAttribution(flags.to, { max: 2, name: 'causeway-move' });
  try {
    await migrateAttribution(flags.to);
    const closedAs = `attribution_moved_${new Date().toISOString().slice(0, 10).replaceAll('-', '_')}`;
    const rows = await moveStore(from.sql, to.sql, closedAs);
    const list = Object.entries(rows).map(([table, count]) => `${table.padEnd(16)}${count} rows`);
    const next = `The old schema is now ${closedAs}. Set ATTRIBUTION_DATABASE_URL to the new address, and restart every process.`;
    console.log(flags.json ? JSON.stringify({ rows, closed_as: closedAs }) : [...list, next].join('\n'));
    return 0;
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
});
