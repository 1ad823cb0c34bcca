import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { ApiDeps } from '#apps/api/deps.ts';
import { buildServer } from '#apps/api/server.ts';
import { readConfig } from '#apps/config.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';

/** The API description as text. The routes are registered but never called, so no database is needed: the pool connects on its first query. */
export async function describeApi(): Promise<string> {
  const key = randomBytes(32);
  const db = openDatabase('postgres://never@127.0.0.1/used');
  const app = await buildServer({
    attribution: openAttribution('postgres://never@127.0.0.1/used'),
    config: readConfig({
      DATABASE_URL: 'postgres://never@127.0.0.1/used',
      CAUSEWAY_ENCRYPTION_KEYS: `k:${key.toString('base64')}`,
    }),
    settings: () => Settings.parse({}),
    db,
    log: pino({ level: 'silent' }),
    secretBox: createSecretBox([{ id: 'k', key }]),
    readiness: async () => [],
    ...({} as Pick<
      ApiDeps,
      | 'publisher'
      | 'notify'
      | 'inbound'
      | 'inboundVendors'
      | 'vendors'
      | 'tryAlert'
      | 'workflows'
      | 'guard'
      | 'transformer'
      | 'schemas'
      | 'directory'
      | 'fetchJwks'
      | 'oidc'
      | 'resolveTxt'
      | 'rateLimiter'
    >),
  });
  const document = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  await db.close();
  return document;
}
