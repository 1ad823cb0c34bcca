import { createSignInLink } from '#apps/api/access/users/sign-in-link.ts';
import { insertUser } from '#db/access/user.ts';
import type { Database } from '#db/database.ts';
import type { TestApp } from './app.ts';
import { tester } from './tester.ts';

export const password = 'correct horse battery staple';

/** A one-time link of a new person: what follows the origin. */
export async function invite(db: Database, { roles, partnerId = null }: { roles: string[]; partnerId?: string | null }) {
  const email = `person-${crypto.randomUUID()}@acme.example`;
  const user = await insertUser(db, { email, name: 'Ada Lovelace', roles, partnerId }, tester);
  const { url } = await createSignInLink({ sql: db.sql, config: { PUBLIC_URL: '' } }, user.id, tester);
  return { email, userId: user.id, path: url };
}

/** Headers of a new person who is signed in, as the console sends them. */
export async function sessionOf({ app, db }: TestApp, who: { roles: string[]; partnerId?: string }): Promise<Record<string, string>> {
  const fromConsole = { 'sec-fetch-site': 'same-origin', 'x-causeway-console': '1' };
  const link = (await invite(db, who)).path.split('#link=')[1];
  const reply = await app.inject({ method: 'POST', url: '/auth/link', headers: fromConsole, payload: { link, password } });
  const [cookie = ''] = [reply.headers['set-cookie'] ?? ''].flat();
  return { cookie: cookie.split(';', 1)[0] ?? '', ...fromConsole };
}
