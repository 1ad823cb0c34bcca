import type { Queryable } from '#db/database.ts';
import type { Split } from '#domain/commissions/split.ts';

/** A revision of the splits of a deal. */
export interface SplitRevision {
  dealId: string;
  revision: number;
  split: Split;
  /** Which revision of the programme's shares of roles made it; null if it was written part by part. */
  roleShares: number | null;
  createdAt: Date;
  createdBy: string;
}

const columns = (sql: Queryable) =>
  sql`deal_id as "dealId", revision, split, role_shares as "roleShares", created_at as "createdAt", created_by as "createdBy"`;

/** Adds the next revision. Earlier ones stay readable, and what was accrued by them stays as it is. */
export async function addSplit(
  tx: Queryable,
  { dealId, split, roleShares = null, createdBy }: { dealId: string; split: Split; roleShares?: number | null; createdBy: string },
): Promise<SplitRevision> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`commission split ${dealId}`}, 0))`;
  const [row] = await tx<SplitRevision[]>`
    insert into commissions.split (deal_id, revision, split, role_shares, created_by)
    select ${dealId}, coalesce(max(revision), 0) + 1, ${JSON.stringify(split)}::text::jsonb, ${roleShares}::int, ${createdBy}
    from commissions.split where deal_id = ${dealId} returning ${columns(tx)}`;
  if (!row) throw new Error('A new split has no row');
  return row;
}

/** All of some deals, the oldest of each first. */
export async function readSplits(sql: Queryable, dealIds: readonly string[]): Promise<ReadonlyMap<string, SplitRevision[]>> {
  if (dealIds.length === 0) return new Map();
  const rows = await sql<SplitRevision[]>`
    select ${columns(sql)} from commissions.split where deal_id = any(${[...dealIds]}::text[]) order by deal_id, revision`;
  return Map.groupBy(rows, ({ dealId }) => dealId);
}

/** All of a deal, oldest first. */
export function listSplits(sql: Queryable, dealId: string): Promise<SplitRevision[]> {
  return sql<SplitRevision[]>`
    select ${columns(sql)} from commissions.split where deal_id = ${dealId} order by revision limit 1000`;
}
