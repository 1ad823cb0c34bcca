import type { Queryable } from '#db/database.ts';

/**
 * For statements that read the facts of some hundred subjects: by index, whatever the size of the tables. PostgreSQL does not know how many ids an array
 * has, and would read a whole table for a join, so that new facts would cost more as the history grows. Until the end of the transaction.
 */
export async function usePlansByIndex(tx: Queryable): Promise<void> {
  await tx`
    select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true),
      set_config('plan_cache_mode', 'force_generic_plan', true)`;
}
