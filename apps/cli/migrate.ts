import { z } from 'zod';
import { readFlags, runCommand } from '#apps/flags.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { migrate } from '#db/migrate.ts';

const usage = `Applies the pending migrations to the database of DATABASE_URL, and to that of ATTRIBUTION_DATABASE_URL if it is set. Running it again does nothing.

  npm run db:migrate`;

const Url = z.url();

function readUrl(name: string, value: string | undefined): string {
  const url = Url.safeParse(value);
  if (!url.success) throw new Error(`${name} is not set or not a URL. Set it to postgres://user:password@host:port/database`);
  return url.data;
}

await runCommand(async () => {
  readFlags(process.argv.slice(2), z.strictObject({}), usage);
  const url = readUrl('DATABASE_URL', process.env['DATABASE_URL']);
  const attributionUrl = readUrl('ATTRIBUTION_DATABASE_URL', process.env['ATTRIBUTION_DATABASE_URL'] || url);
  await migrate(url);
  await migrateAttribution(attributionUrl);
  console.log('The database schema is up to date.');
  return 0;
});
