import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, eq, inArray, notInArray, sql as fragment } from '#db/drizzle.ts';
import { scimGroup, scimMember, userAccount } from '#db/schema.ts';
import { rolesByGroups } from '#domain/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { SsoRow } from './sso-connection.ts';
import { changeUser } from './user.ts';

export interface ScimGroupRow {
  id: string;
  displayName: string;
  externalId: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Ids of users. */
  members: string[];
}

const MOST_GROUPS = 5_000;

export async function listScimGroups(sql: Queryable, connectionId: string, id?: string): Promise<ScimGroupRow[]> {
  const rows = await sql<ScimGroupRow[]>`
    select g.id, g.display_name as "displayName", g.external_id as "externalId", g.created_at as "createdAt", g.updated_at as "updatedAt",
      coalesce((
        select json_agg(m.user_id order by m.user_id) from scim_member m where m.group_id = g.id
      ), '[]') as members
    from scim_group g where g.connection_id = ${connectionId} and ${id === undefined ? sql`true` : sql`g.id = ${id}`}
    order by g.id limit ${MOST_GROUPS}`;
  return [...rows];
}

export async function getScimGroup(sql: Queryable, connectionId: string, id: string): Promise<ScimGroupRow> {
  const [row] = await listScimGroups(sql, connectionId, id);
  if (row) return row;
  throw new DomainError('not_found', `There is no group ${id}`);
}

export interface ScimGroupInput {
  displayName: string;
  externalId: string | undefined;
  memberIds: readonly string[];
}

export function createScimGroup(db: Database, connection: SsoRow, input: ScimGroupInput, actor: Actor): Promise<string> {
  return changeAs(db, actor, async (tx) => {
    const id = newId('grp');
    const { displayName, externalId = null, memberIds } = input;
    await assertNameFree(tx, connection.id, id, displayName);
    await tx.insert(scimGroup).values({ id, connectionId: connection.id, displayName, externalId });
    await setMembers(tx, connection, id, memberIds);
    await takeRoles(tx, connection, memberIds, actor);
    return id;
  });
}

/** The roles of everybody who was or is a member follow, in the same transaction. */
export function replaceScimGroup(db: Database, connection: SsoRow, id: string, input: ScimGroupInput, actor: Actor): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    const { displayName, externalId = null, memberIds } = input;
    const before = await lockMembers(tx, connection.id, id);
    await assertNameFree(tx, connection.id, id, displayName);
    await tx.update(scimGroup).set({ displayName, externalId, updatedAt: new Date() }).where(eq(scimGroup.id, id));
    await setMembers(tx, connection, id, memberIds);
    await takeRoles(tx, connection, [...before, ...memberIds], actor);
  });
}

export function removeScimGroup(db: Database, connection: SsoRow, id: string, actor: Actor): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    const before = await lockMembers(tx, connection.id, id);
    await tx.delete(scimMember).where(eq(scimMember.groupId, id));
    await tx.delete(scimGroup).where(eq(scimGroup.id, id));
    await takeRoles(tx, connection, before, actor);
  });
}

async function lockMembers(tx: Transaction, connectionId: string, id: string): Promise<string[]> {
  const [present] = await tx
    .select({ id: scimGroup.id })
    .from(scimGroup)
    .where(and(eq(scimGroup.id, id), eq(scimGroup.connectionId, connectionId)))
    .for('update');
  if (!present) throw new DomainError('not_found', `There is no group ${id}`);
  const members = await tx.select({ userId: scimMember.userId }).from(scimMember).where(eq(scimMember.groupId, id));
  return members.map(({ userId }) => userId);
}

async function assertNameFree(tx: Transaction, connectionId: string, id: string, displayName: string): Promise<void> {
  const [other] = await tx
    .select({ id: scimGroup.id })
    .from(scimGroup)
    .where(and(eq(scimGroup.connectionId, connectionId), eq(scimGroup.displayName, displayName)));
  if (other && other.id !== id) throw new DomainError('group_exists', 'Another group has this displayName.');
}

async function setMembers(tx: Transaction, { partnerId }: SsoRow, groupId: string, memberIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(memberIds)];
  const known = wanted.length === 0 ? [] : await tx.select().from(userAccount).where(inArray(userAccount.id, wanted));
  const strangers = wanted.filter((id) => !known.some((user) => user.id === id && user.partnerId === partnerId));
  if (strangers.length > 0) throw new DomainError('invalid_scim', `These are no users here: ${strangers.slice(0, 5).join(', ')}`);
  const gone = wanted.length === 0 ? undefined : notInArray(scimMember.userId, wanted);
  await tx.delete(scimMember).where(and(eq(scimMember.groupId, groupId), gone));
  if (wanted.length === 0) return;
  await tx
    .insert(scimMember)
    .values(wanted.map((userId) => ({ groupId, userId })))
    .onConflictDoNothing();
}

/** What the groups of these people say now. A group has roles by its name, its ID at the provider, or its ID here. */
async function takeRoles(tx: Transaction, connection: SsoRow, userIds: readonly string[], actor: Actor): Promise<void> {
  const ids = [...new Set(userIds)];
  if (connection.groupRoles.length === 0 || ids.length === 0) return;
  const rows: Iterable<Record<string, unknown>> = await tx.execute(fragment`
    select m.user_id, array_agg(g.display_name) || array_agg(coalesce(g.external_id, g.id)) as names
    from scim_member m join scim_group g on g.id = m.group_id
    where g.connection_id = ${connection.id} and m.user_id in (select json_array_elements_text(${JSON.stringify(ids)}::json)) group by 1`);
  const namesOf = new Map([...rows].map((row) => [String(row['user_id']), row['names'] as string[]]));
  const users = await tx.select().from(userAccount).where(inArray(userAccount.id, ids));
  for (const user of users) {
    const byGroups = rolesByGroups(connection.groupRoles, namesOf.get(user.id) ?? []) ?? [];
    const roles = byGroups.length > 0 ? byGroups : connection.defaultRoles;
    if (roles.toSorted().join() === user.roles.toSorted().join()) continue;
    await changeUser({ orm: tx }, user.id, { change: { roles: [...roles] }, accept: () => {} }, actor);
  }
}
