import { z } from 'zod';
import { migrate } from '#db/migrate.ts';

const url = z.url({ error: 'DATABASE_URL is not set; give it as postgres://user:password@host:port/database' });
await migrate(url.parse(process.env['DATABASE_URL']));
console.log('The database is at the newest schema.');
