import type { Queryable } from '#db/database.ts';

/** What is refunded of a sale already, in minor units of its currency. */
export async function sumRefunds(
  sql: Queryable,
  { scope, origin, sale }: { scope: string; origin: string; sale: string },
): Promise<bigint> {
  const [row] = await sql<{ refunded: string }[]>`
    select coalesce(sum(amount_minor), 0)::text as refunded from revenue
    where scope = ${scope} and origin = ${origin} and refund_of = ${sale} and kind = 'refund'`;
  return BigInt(row?.refunded ?? 0);
}
