import { z } from 'zod';
import { readFlags, runCommand } from '#apps/flags.ts';
import { migrate } from '#db/migrate.ts';

const usage = `Applies the pending migrations to the database of DATABASE_URL. Running it again does nothing.

  npm run db:migrate`;

const Url = z.url();

await runCommand(async () => {
  readFlags(process.argv.slice(2), z.strictObject({}), usage);
  const url = Url.safeParse(process.env['DATABASE_URL']);
  if (!url.success) throw new Error('DATABASE_URL is not set or not a URL. Set it to postgres://user:password@host:port/database');
  await migrate(url.data);
  console.log('The database schema is up to date.');
  return 0;
});
