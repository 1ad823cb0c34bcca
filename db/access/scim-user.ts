import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, eq, sql as fragment } from '#db/drizzle.ts';
import { scimUser } from '#db/schema.ts';
import { accountOf, type ScimUserAttributes } from '#domain/access/scim-user.ts';
import { DomainError } from '#domain/errors.ts';
import type { SsoRow } from './sso-connection.ts';
import { changeUser, findUserByEmail, insertUser, type UserRow } from './user.ts';

/** A user as SCIM shows it. */
export interface ScimUserRow {
  id: string;
  email: string;
  name: string;
  isActive: boolean;
  createdAt: Date;
  updatedAt: Date;
  /** Null for a user whom the identity provider has not told of yet. */
  attributes: ScimUserAttributes | null;
  groups: { value: string; display: string }[];
}

/** No organisation has more people here. They are filtered in memory. */
const MOST_USERS = 20_000;

type Tenant = Pick<SsoRow, 'id' | 'partnerId'>;

/**
 * The people of the organisation, oldest first: those who are active, and those whom the identity provider has disabled. Whom it has deleted, it
 * does not see again.
 */
export async function listScimUsers(sql: Queryable, { id: connectionId, partnerId }: Tenant, id?: string): Promise<ScimUserRow[]> {
  const rows = await sql<ScimUserRow[]>`
    select u.id, u.email, u.name, u.status = 'active' as "isActive", u.created_at as "createdAt",
      greatest(u.updated_at, s.updated_at) as "updatedAt", s.attributes,
      coalesce((
        select json_agg(json_build_object('value', g.id, 'display', g.display_name) order by g.id)
        from scim_member m join scim_group g on g.id = m.group_id where m.user_id = u.id and g.connection_id = ${connectionId}
      ), '[]') as groups
    from user_account u left join scim_user s on s.user_id = u.id and s.connection_id = ${connectionId}
    where u.partner_id is not distinct from ${partnerId} and (u.status = 'active' or s.user_id is not null)
      and ${id === undefined ? sql`true` : sql`u.id = ${id}`}
    order by u.id limit ${MOST_USERS}`;
  return [...rows];
}

export async function getScimUser(sql: Queryable, tenant: Tenant, id: string): Promise<ScimUserRow> {
  const [row] = await listScimUsers(sql, tenant, id);
  if (row) return row;
  throw new DomainError('not_found', `There is no user ${id}`);
}

export interface ScimUserInput {
  attributes: ScimUserAttributes;
  isActive: boolean;
}

/** Creates a user, or takes over one who was deleted before. Throws `user_exists`. */
export function createScimUser(db: Database, connection: SsoRow, { attributes, isActive }: ScimUserInput, actor: Actor): Promise<string> {
  return changeAs(db, actor, async (tx) => {
    const { email, name } = accountOf(attributes);
    const { partnerId, defaultRoles: roles } = connection;
    const present = await findUserByEmail({ orm: tx }, email);
    if (present && !isTakenOver(present, connection)) throw userExists();
    const user = present ?? (await insertUser({ orm: tx }, { email, name, roles, partnerId }, actor));
    await keep(tx, connection.id, user.id, attributes);
    const change = { ...(present && { roles, name }), status: isActive ? ('active' as const) : ('disabled' as const) };
    await changeUser({ orm: tx }, user.id, { change, accept: () => {} }, actor);
    return user.id;
  });
}

const isTakenOver = (user: UserRow, { partnerId }: Tenant): boolean => user.partnerId === partnerId && user.status === 'disabled';

/** Says anew who a user is. Whoever is not active any more is signed out everywhere in the same transaction. */
export function replaceScimUser(
  db: Database,
  tenant: Tenant,
  id: string,
  { attributes, isActive }: ScimUserInput,
  actor: Actor,
): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    const { email, name } = accountOf(attributes);
    await keep(tx, tenant.id, id, attributes);
    const change = { email, name, status: isActive ? ('active' as const) : ('disabled' as const) };
    await changeUser({ orm: tx }, id, { change, accept: () => {} }, actor);
  });
}

/** The user is disabled, and known through this connection no longer. The row stays: others name it. */
export function removeScimUser(db: Database, { id: connectionId }: Tenant, id: string, actor: Actor): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    await tx.execute(fragment`
      delete from scim_member m using scim_group g where g.id = m.group_id and g.connection_id = ${connectionId} and m.user_id = ${id}`);
    await tx.execute(fragment`delete from sso_identity where connection_id = ${connectionId} and user_id = ${id}`);
    await tx.delete(scimUser).where(and(eq(scimUser.connectionId, connectionId), eq(scimUser.userId, id)));
    await changeUser({ orm: tx }, id, { change: { status: 'disabled' }, accept: () => {} }, actor);
  });
}

async function keep(tx: Transaction, connectionId: string, userId: string, attributes: ScimUserAttributes): Promise<void> {
  const userNameKey = attributes.userName.toLowerCase();
  const [other] = await tx
    .select({ userId: scimUser.userId })
    .from(scimUser)
    .where(and(eq(scimUser.connectionId, connectionId), eq(scimUser.userNameKey, userNameKey)));
  if (other && other.userId !== userId) throw userExists();
  const row = { userNameKey, attributes, updatedAt: new Date() };
  await tx
    .insert(scimUser)
    .values({ connectionId, userId, ...row })
    .onConflictDoUpdate({ target: [scimUser.connectionId, scimUser.userId], set: row });
}

const userExists = () => new DomainError('user_exists', 'Another user has this userName or e-mail address.');
