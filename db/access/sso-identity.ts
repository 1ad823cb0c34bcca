import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, eq } from '#db/drizzle.ts';
import { ssoIdentity, userAccount } from '#db/schema.ts';
import { domainOf, type ProvenIdentity, rolesByGroups } from '#domain/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';
import type { SsoConnection } from './sso-connection.ts';
import { findUserByEmail, insertUser, type UserRow } from './user.ts';

/**
 * The person whom an identity provider has proved: known by (connection, issuer, subject), never by an e-mail address alone. On the first
 * time the address decides, if it is of a domain that is verified for this connection: it finds a user of the same organisation who is not
 * linked yet, or becomes a new one. Groups that have roles decide the roles anew each time. Throws `sign_in_refused`.
 */
export function identifyPerson(
  db: Database,
  connection: SsoConnection,
  identity: ProvenIdentity,
  actorOf: (person: Pick<UserRow, 'id' | 'partnerId'>) => Actor,
): Promise<UserRow> {
  return db.orm.transaction(async (tx) => {
    const known = await findLinked(tx, connection.id, identity);
    const person = known ?? (await firstTime(tx, connection, identity, actorOf));
    if (person.status !== 'active') throw refused('Your user is disabled. Ask an administrator');
    return takeRoles(tx, connection, identity, person, actorOf(person));
  });
}

async function findLinked(tx: Transaction, connectionId: string, { issuer, subject }: ProvenIdentity): Promise<UserRow | undefined> {
  const [found] = await tx
    .select({ user: userAccount })
    .from(ssoIdentity)
    .innerJoin(userAccount, eq(userAccount.id, ssoIdentity.userId))
    .where(and(eq(ssoIdentity.connectionId, connectionId), eq(ssoIdentity.issuer, issuer), eq(ssoIdentity.subject, subject)));
  return found?.user;
}

async function firstTime(
  tx: Transaction,
  connection: SsoConnection,
  identity: ProvenIdentity,
  actorOf: (person: Pick<UserRow, 'id' | 'partnerId'>) => Actor,
): Promise<UserRow> {
  const { issuer, subject, email } = identity;
  if (email === undefined) throw refused('The identity provider sent no e-mail address, or says that it is not verified');
  const domain = domainOf(email);
  if (!connection.domains.some((one) => one.domain === domain && one.verifiedAt !== null)) {
    throw refused(`Addresses of ${domain} do not sign in through this connection. An administrator must verify the domain for it`);
  }
  const holder = await findUserByEmail({ orm: tx }, email);
  const person = holder ? linkable(holder, connection) : await createPerson(tx, connection, { ...identity, email }, actorOf);
  await changeAs({ orm: tx }, actorOf(person), async (inner) => {
    const link = { connectionId: connection.id, issuer, subject, userId: person.id };
    const linked = await inner.insert(ssoIdentity).values(link).onConflictDoNothing().returning();
    if (linked.length === 0) {
      throw refused('Somebody else at the identity provider has signed in with your e-mail address before. Ask an administrator');
    }
  });
  return person;
}

function linkable(holder: UserRow, { partnerId }: SsoConnection): UserRow {
  if (holder.partnerId === partnerId) return holder;
  throw refused('Your e-mail address belongs to a user of another organisation. Ask an administrator');
}

async function createPerson(
  tx: Transaction,
  connection: SsoConnection,
  { email, name, groups }: ProvenIdentity & { email: string },
  actorOf: (person: Pick<UserRow, 'id' | 'partnerId'>) => Actor,
): Promise<UserRow> {
  if (!connection.createUsers || connection.scimSecretHash !== null) {
    throw refused('You have no user here yet, and this connection creates none. Ask an administrator');
  }
  const byGroups = rolesByGroups(connection.groupRoles, groups ?? []) ?? [];
  const roles = byGroups.length > 0 ? byGroups : connection.defaultRoles;
  if (roles.length === 0) throw noRole();
  const { partnerId } = connection;
  // Before it exists the person can change nothing: it is the connection's doing.
  return insertUser({ orm: tx }, { email, name: name ?? email, roles, partnerId }, actorOf({ id: connection.id, partnerId }));
}

/** What the groups say now. Where they decide nothing, roles are managed here; where SCIM is on, its groups decide. */
async function takeRoles(
  tx: Transaction,
  { groupRoles, defaultRoles, scimSecretHash }: SsoConnection,
  { groups }: ProvenIdentity,
  person: UserRow,
  actor: Actor,
): Promise<UserRow> {
  const byGroups = groups && scimSecretHash === null ? rolesByGroups(groupRoles, groups) : undefined;
  if (!byGroups) return person;
  const roles = byGroups.length > 0 ? byGroups : defaultRoles;
  if (roles.length === 0) throw noRole();
  if (roles.toSorted().join() === person.roles.toSorted().join()) return person;
  return changeAs({ orm: tx }, actor, async (inner) => {
    const [changed] = await inner
      .update(userAccount)
      .set({ roles: [...roles], updatedAt: new Date(), version: person.version + 1 })
      .where(eq(userAccount.id, person.id))
      .returning();
    if (!changed) throw new Error('UPDATE … RETURNING gave no user');
    return changed;
  });
}

const noRole = () => refused('None of your groups has a role here. Ask an administrator to put you into one that has');

function refused(because: string): DomainError {
  return new DomainError('sign_in_refused', because);
}
