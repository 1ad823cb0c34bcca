import type { Queryable } from '#db/database.ts';
import type { RoleShares } from '#domain/commissions/role-shares.ts';

/** A revision of what the roles of sales are worth in a programme. */
export interface RoleSharesRevision {
  programmeId: string;
  revision: number;
  shares: RoleShares;
  createdAt: Date;
  createdBy: string;
}

const columns = (sql: Queryable) =>
  sql`programme_id as "programmeId", revision, shares, created_at as "createdAt", created_by as "createdBy"`;

/** Adds the next revision. Splits that earlier ones made stay as they are. */
export async function addRoleShares(
  tx: Queryable,
  { programmeId, shares, createdBy }: { programmeId: string; shares: RoleShares; createdBy: string },
): Promise<RoleSharesRevision> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`role shares ${programmeId}`}, 0))`;
  const [row] = await tx<RoleSharesRevision[]>`
    insert into commissions.role_shares (programme_id, revision, shares, created_by)
    select ${programmeId}, coalesce(max(revision), 0) + 1, ${JSON.stringify(shares)}::text::jsonb, ${createdBy}
    from commissions.role_shares where programme_id = ${programmeId} returning ${columns(tx)}`;
  if (!row) throw new Error('New shares of roles have no row');
  return row;
}

/** All of a programme, oldest first. */
export function listRoleShares(sql: Queryable, programmeId: string): Promise<RoleSharesRevision[]> {
  return sql<RoleSharesRevision[]>`
    select ${columns(sql)} from commissions.role_shares where programme_id = ${programmeId} order by revision limit 1000`;
}

/** Those that apply in a month: of the latest month that has begun, the latest revision. Undefined if none has. */
export async function findRoleShares(sql: Queryable, programmeId: string, month: string): Promise<RoleSharesRevision | undefined> {
  const [row] = await sql<RoleSharesRevision[]>`
    select ${columns(sql)} from commissions.role_shares where programme_id = ${programmeId} and shares->>'month' <= ${month}
    order by shares->>'month' desc, revision desc limit 1`;
  return row;
}
