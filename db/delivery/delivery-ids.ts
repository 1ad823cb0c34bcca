import type { Queryable } from '#db/database.ts';

/**
 * SQL condition: one of these deliveries. The bounds leave out the partitions of other times: PostgreSQL cannot tell by a list, because it plans
 * hot statements without knowing it.
 */
export function isOneOf(sql: Queryable, column: ReturnType<Queryable>, ids: readonly string[]): ReturnType<Queryable> {
  const [first = ''] = ids;
  let [least, greatest] = [first, first];
  for (const id of ids) {
    if (id < least) least = id;
    if (id > greatest) greatest = id;
  }
  return sql`(${column} = any(${[...ids]}::text[]) and ${column} between ${least} and ${greatest})`;
}
