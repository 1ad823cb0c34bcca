import { z } from 'zod';
import { createSignInLink } from '#apps/api/access/users/sign-in-link.ts';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand, UsageError } from '#apps/flags.ts';
import { findUserByEmail, insertUser, type UserRow } from '#db/access/user.ts';
import type { Actor } from '#db/actor.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { findPartner } from '#db/partners/partner.ts';
import { rolesOf, roleTexts } from '#domain/access/role.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { filled } from '#domain/plain-text.ts';

const usage = `Adds a person who can sign in to the console, and prints a one-time link with which they choose a password. For a person who is
there already, it only prints another link: that is how somebody who has lost everything gets in again.

  npm run user:add -- --email=ada@acme.example --name="Ada Lovelace" [--role=administrator] [--partner-id=ptn_…] [--json]

  --email        with it the person signs in
  --name         as the audit log and colleagues read it
  --role         what they may do; several with commas. Default: administrator, or partner_admin with --partner-id
  --partner-id   the company of the person. Default: your own
  --json         print one line of JSON instead of text

Roles of your own company: ${rolesOf('platform').join(', ')}
Roles of a partner:        ${rolesOf('partner').join(', ')}`;

const Flags = z.strictObject({
  email: EmailAddress,
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(...filled),
  role: z
    .string()
    .transform((text) => text.split(','))
    .optional(),
  'partner-id': z.string().min(1).optional(),
  json: z.boolean().default(false),
});
type Flags = z.infer<typeof Flags>;

const actor: Actor = { kind: 'system', id: 'user:add' };

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const config = readConfig();
  const db = openDatabase(config.DATABASE_URL, { max: 2, name: 'causeway-user' });
  try {
    const user = await findOrAdd(db, flags);
    const { url, expiresAt } = await createSignInLink({ sql: db.sql, config }, user.id, actor);
    const shown = { user_id: user.id, email: user.email, roles: user.roles, link: url, expires_at: expiresAt.toISOString() };
    console.log(flags.json ? JSON.stringify(shown) : describe(user, shown));
    return 0;
  } finally {
    await db.close();
  }
});

async function findOrAdd(db: Database, { email, name, role, 'partner-id': partnerId }: Flags): Promise<UserRow> {
  const fitting = rolesOf(partnerId === undefined ? 'platform' : 'partner');
  const roles = role ?? [partnerId === undefined ? 'administrator' : 'partner_admin'];
  const wrong = roles.filter((each) => !fitting.some((known) => known === each));
  const problems = wrong.map((each) => `--role: there is no role ${each}. These are: ${fitting.join(', ')}`);
  if (partnerId !== undefined && !(await findPartner(db, partnerId))) problems.push(`--partner-id: there is no partner ${partnerId}`);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const present = await findUserByEmail(db, email);
  if (!present) return insertUser(db, { email, name, roles, partnerId: partnerId ?? null }, actor);
  if (present.status === 'active') return present;
  throw new UsageError(`--email: this person is disabled. Enable them first: PATCH /api/v1/users/${present.id}`);
}

function describe(user: UserRow, { link, expires_at }: { link: string; expires_at: string }): string {
  const may = user.roles.map((role) => `  ${role}: ${Object.entries(roleTexts).find(([known]) => known === role)?.[1] ?? 'unknown'}`);
  return [
    `${user.name} <${user.email}> (${user.id}) has the roles:`,
    ...may,
    '',
    `Open within 72 hours, once (until ${expires_at}):`,
    `  ${link}`,
  ].join('\n');
}
