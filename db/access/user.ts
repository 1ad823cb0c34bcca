import { type Actor, type Changeable, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, isNull, lt, sql as fragment } from '#db/drizzle.ts';
import { userAccount } from '#db/schema.ts';
import { spellingsOf } from '#domain/email-address.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type UserRow = typeof userAccount.$inferSelect;

/** One spelling of an address: that of DNS, in lower case. */
export const emailKeyOf = (email: string): string => spellingsOf(email)[0] ?? email.toLowerCase();

/** Found by any spelling of the address. */
export async function findUserByEmail({ orm }: { orm: Pick<Database['orm'], 'select'> }, email: string): Promise<UserRow | undefined> {
  const [row] = await orm
    .select()
    .from(userAccount)
    .where(eq(userAccount.emailKey, emailKeyOf(email)));
  return row;
}

export interface NewUser {
  email: string;
  name: string;
  roles: readonly string[];
  /** Null for a person of the company. */
  partnerId: string | null;
}

/** Throws `user_exists` if somebody has the address already, whoever that is. */
export async function insertUser(db: Changeable, user: NewUser, actor: Actor): Promise<UserRow> {
  const values = {
    ...{ id: newId('usr'), partnerId: user.partnerId, email: user.email, emailKey: emailKeyOf(user.email), name: user.name },
    ...{ roles: [...new Set(user.roles)], status: 'active' as const, createdBy: actor.id },
  };
  const [row] = await changeAs(db, actor, (tx) => tx.insert(userAccount).values(values).onConflictDoNothing().returning());
  if (row) return row;
  throw userExists();
}

const userExists = () => new DomainError('user_exists', 'Somebody signs in with this e-mail address already. Use another address.');

/** An undefined `partnerId` sees everybody. Another partner's user looks like an unknown one. */
export async function getUser(db: Pick<Database, 'orm'>, id: string, partnerId: string | undefined): Promise<UserRow> {
  const owned = partnerId === undefined ? undefined : eq(userAccount.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(userAccount)
    .where(and(eq(userAccount.id, id), owned));
  if (row) return row;
  throw new DomainError('not_found', `There is no user ${id}`);
}

export interface UserFilter {
  /** Each must match; null stands for the company. */
  partnerIds: (string | null)[];
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listUsers(db: Pick<Database, 'orm'>, { partnerIds, before, limit }: UserFilter): Promise<UserRow[]> {
  const owners = partnerIds.map((id) => (id === null ? isNull(userAccount.partnerId) : eq(userAccount.partnerId, id)));
  return db.orm
    .select()
    .from(userAccount)
    .where(and(...owners, before === undefined ? undefined : lt(userAccount.id, before)))
    .orderBy(desc(userAccount.id))
    .limit(limit);
}

export interface UserChange {
  email?: string | undefined;
  name?: string | undefined;
  roles?: string[] | undefined;
  status?: UserRow['status'] | undefined;
}

/**
 * Applies the change if `accept` does not throw, which sees the locked row. Whoever is disabled is signed out everywhere in the same
 * transaction; other changes take effect with the next request of each session.
 */
export async function changeUser(
  db: Changeable,
  id: string,
  { change, accept }: { change: UserChange; accept: (present: UserRow) => void },
  actor: Actor,
): Promise<UserRow> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(userAccount).where(eq(userAccount.id, id)).for('no key update');
    if (!present) throw new DomainError('not_found', `There is no user ${id}`);
    accept(present);
    const renamed = change.email === undefined ? {} : { emailKey: emailKeyOf(change.email) };
    const other = change.email === undefined ? undefined : await findUserByEmail({ orm: tx }, change.email);
    if (other && other.id !== id) throw userExists();
    const [row] = await tx
      .update(userAccount)
      .set({ ...change, ...renamed, updatedAt: new Date(), version: present.version + 1 })
      .where(eq(userAccount.id, id))
      .returning();
    if (!row) throw new Error('UPDATE … RETURNING gave no user');
    if (row.status === 'disabled') {
      await tx.execute(fragment`update user_session set ended_at = now() where user_id = ${id} and ended_at is null`);
      await tx.execute(fragment`delete from user_link where user_id = ${id} and used_at is null`);
    }
    return row;
  });
}
