import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, desc, eq, isNull, lt, sql } from '#db/drizzle.ts';
import { ssoConnection } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';

export type SsoRow = typeof ssoConnection.$inferSelect;

/** A domain of a connection. Only verified ones count. */
interface SsoDomain {
  domain: string;
  verifiedAt: Date | null;
}
export type SsoConnection = SsoRow & { domains: SsoDomain[] };

/** The context of the row's `secret_sealed`, without which it cannot be decrypted. */
export const ssoSecretContext = (id: string) => `sso-connection:${id}`;

/** Nobody has so many identity providers, and each sign-in by address looks among them. */
const MOST_CONNECTIONS = 50;

const existing = (id: string) => and(eq(ssoConnection.id, id), isNull(ssoConnection.deletedAt));
const domains = sql<SsoDomain[]>`(
  select coalesce(json_agg(json_build_object('domain', domain, 'verifiedAt', verified_at) order by domain), '[]')
  from sso_domain where connection_id = sso_connection.id)`;

const toConnection = ({ row, domains: found }: { row: SsoRow; domains: SsoDomain[] }): SsoConnection => ({
  ...row,
  domains: found.map(({ domain, verifiedAt }) => ({ domain, verifiedAt: verifiedAt && new Date(verifiedAt) })),
});

/** What is told of domains: those that are named, and whether whoever names them need not prove it. */
export interface NamedDomains {
  names: readonly string[];
  areVerified: boolean;
}

export type NewSso = Omit<typeof ssoConnection.$inferInsert, 'createdBy'>;

export function createSsoConnection(db: Database, wanted: NewSso, named: NamedDomains, actor: Actor): Promise<SsoConnection> {
  return changeAs(db, actor, async (tx) => {
    // Two at the same time must not both be the last one.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causeway.sso_connection', 0))`);
    const ofOwner = wanted.partnerId == null ? isNull(ssoConnection.partnerId) : eq(ssoConnection.partnerId, wanted.partnerId);
    const present = await tx
      .select({ id: ssoConnection.id })
      .from(ssoConnection)
      .where(and(ofOwner, isNull(ssoConnection.deletedAt)));
    if (present.length >= MOST_CONNECTIONS) {
      throw new DomainError('conflict', `There are ${MOST_CONNECTIONS} sign-in connections already, which is the most. Delete one first`);
    }
    await tx.insert(ssoConnection).values({ ...wanted, createdBy: actor.id });
    await nameDomains(tx, wanted.id, named);
    return getSsoConnection({ orm: tx }, wanted.id, undefined);
  });
}

/** An undefined `partnerId` sees every connection. Another partner's looks like an unknown one. */
export async function getSsoConnection(
  { orm }: { orm: Pick<Database['orm'], 'select'> },
  id: string,
  partnerId: string | undefined,
): Promise<SsoConnection> {
  const owned = partnerId === undefined ? undefined : eq(ssoConnection.partnerId, partnerId);
  const [found] = await orm
    .select({ row: ssoConnection, domains })
    .from(ssoConnection)
    .where(and(existing(id), owned));
  if (found) return toConnection(found);
  throw noConnection(id);
}

/** Newest first. Each of the owners must match; null stands for the company. */
export async function listSsoConnections(
  { orm }: Pick<Database, 'orm'>,
  { partnerIds, before, limit }: { partnerIds: (string | null)[]; before?: string | undefined; limit: number },
): Promise<SsoConnection[]> {
  const owners = partnerIds.map((id) => (id === null ? isNull(ssoConnection.partnerId) : eq(ssoConnection.partnerId, id)));
  const found = await orm
    .select({ row: ssoConnection, domains })
    .from(ssoConnection)
    .where(and(...owners, isNull(ssoConnection.deletedAt), before === undefined ? undefined : lt(ssoConnection.id, before)))
    .orderBy(desc(ssoConnection.id))
    .limit(limit);
  return found.map(toConnection);
}

export type SsoChange = Partial<
  Pick<SsoRow, 'name' | 'settings' | 'secretSealed' | 'createUsers' | 'defaultRoles' | 'groupRoles' | 'enabled'>
>;

/** Applies what `changeOf` returns, which sees the locked row and throws if it is not the expected one. */
export function changeSsoConnection(
  db: Database,
  id: string,
  { changeOf, named }: { changeOf: (present: SsoRow) => SsoChange; named: NamedDomains | undefined },
  actor: Actor,
): Promise<SsoConnection> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(ssoConnection).where(existing(id)).for('update');
    if (!present) throw noConnection(id);
    const change = changeOf(present);
    await tx
      .update(ssoConnection)
      .set({ ...change, updatedAt: new Date(), version: present.version + 1 })
      .where(existing(id));
    if (named) await nameDomains(tx, id, named);
    return getSsoConnection({ orm: tx }, id, undefined);
  });
}

/** Its secret is gone at once, and nobody is known through it any longer. Users and their sessions stay. */
export async function deleteSsoConnection(db: Database, id: string, check: (present: SsoRow) => void, actor: Actor): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(ssoConnection).where(existing(id)).for('update');
    if (!present) throw noConnection(id);
    check(present);
    await tx.execute(sql`delete from scim_member m using scim_group g where g.id = m.group_id and g.connection_id = ${id}`);
    for (const table of ['scim_group', 'scim_user', 'sso_attempt', 'sso_used_assertion', 'sso_identity', 'sso_domain']) {
      await tx.execute(sql`delete from ${sql.identifier(table)} where connection_id = ${id}`);
    }
    const gone = { deletedAt: new Date(), secretSealed: null, scimSecretHash: null, enabled: false };
    await tx
      .update(ssoConnection)
      .set({ ...gone, updatedAt: new Date(), version: present.version + 1 })
      .where(existing(id));
  });
}

/** Switches SCIM on with the hash of a new token, or off with null. */
export async function setScimSecret(db: Database, id: string, scimSecretHash: string | null, actor: Actor): Promise<void> {
  await changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .update(ssoConnection)
      .set({ scimSecretHash, updatedAt: new Date(), version: sql`${ssoConnection.version} + 1` })
      .where(existing(id))
      .returning();
    if (!row) throw noConnection(id);
  });
}

/** The connection of a SCIM token, if people may sign in through it. */
export async function findConnectionOfScim({ orm }: Pick<Database, 'orm'>, scimSecretHash: string): Promise<SsoRow | undefined> {
  const [row] = await orm
    .select()
    .from(ssoConnection)
    .where(and(eq(ssoConnection.scimSecretHash, scimSecretHash), eq(ssoConnection.enabled, true), isNull(ssoConnection.deletedAt)));
  return row;
}

/** Domains whose owner has proved that they are this connection's. */
export function verifyDomains(db: Database, id: string, verified: readonly string[], actor: Actor): Promise<SsoConnection> {
  return changeAs(db, actor, async (tx) => {
    await markVerified(tx, id, verified);
    return getSsoConnection({ orm: tx }, id, undefined);
  });
}

/** Those that are not named any longer go. Those that stay are as verified as they were. */
async function nameDomains(tx: Transaction, id: string, { names, areVerified }: NamedDomains): Promise<void> {
  const list = JSON.stringify(names);
  await tx.execute(sql`
    delete from sso_domain where connection_id = ${id} and domain not in (select json_array_elements_text(${list}::json))`);
  await tx.execute(sql`
    insert into sso_domain (connection_id, domain) select ${id}, json_array_elements_text(${list}::json) on conflict do nothing`);
  if (areVerified) await markVerified(tx, id, names);
}

async function markVerified(tx: Transaction, id: string, names: readonly string[]): Promise<void> {
  // Two connections at the same time must not both get it.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causeway.sso_domain', 0))`);
  const list = JSON.stringify(names);
  const taken: Iterable<Record<string, unknown>> = await tx.execute(sql`
    select domain from sso_domain
    where domain in (select json_array_elements_text(${list}::json)) and verified_at is not null and connection_id <> ${id} limit 1`);
  const [other] = [...taken];
  if (other) {
    throw new DomainError(
      'conflict',
      `People of ${String(other['domain'])} sign in through another connection. Remove the domain there first`,
    );
  }
  await tx.execute(sql`
    update sso_domain set verified_at = now()
    where connection_id = ${id} and domain in (select json_array_elements_text(${list}::json)) and verified_at is null`);
}

/** Through which connection people with addresses of this domain sign in. */
export async function findConnectionOfDomain(sqlOf: Queryable, domain: string): Promise<{ id: string; name: string } | undefined> {
  const [found] = await sqlOf<{ id: string; name: string }[]>`
    select c.id, c.name from sso_domain d join sso_connection c on c.id = d.connection_id
    where d.domain = ${domain} and d.verified_at is not null and c.enabled and c.deleted_at is null`;
  return found;
}

function noConnection(id: string): DomainError {
  return new DomainError('not_found', `There is no sign-in connection ${id}`);
}
