import type { Queryable, Sql } from '#db/database.ts';

export interface StandingGoal {
  id: string;
  state: 'pending' | 'waiting' | 'failed';
  reason: string;
}

/** Goals whose commissions wait for something, or failed, after an id. */
export function listStandingGoals(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<StandingGoal[]> {
  return sql<StandingGoal[]>`
    select id, state, reason from commissions.goal
    where state in ('pending', 'waiting', 'failed') and reason is not null and id > ${after} order by id limit ${limit}`;
}

export interface StandingBatch {
  id: string;
  state: string;
  createdAt: Date;
  /** Transfers whose result is not known. */
  open: number;
}

/** Payout batches that were begun so many days ago, and have not ended, or have failed with open transfers. After an id. */
export function listStandingBatches(
  sql: Queryable,
  days: number,
  { after, limit }: { after: string; limit: number },
): PromiseLike<StandingBatch[]> {
  return sql<StandingBatch[]>`
    select b.id, b.state, b.created_at as "createdAt", l.open from commissions.payout_batch b
    cross join lateral (
      select count(*)::int as open from commissions.payout_line where batch_id = b.id and state in ('collected', 'sent')) l
    where b.created_at < now() - ${days} * interval '1 day' and (b.finished_at is null or (b.state = 'failed' and l.open > 0)) and b.id > ${after}
    order by b.id limit ${limit}`;
}
