import type { Queryable } from '#db/database.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';

/** Whether a partner `p` is told of: it is in use, no sandbox, and nobody has left it out. */
export const isServed = (sql: Queryable, except: readonly string[]) => sql`
  p.status = 'active' and p.tier <> 'sandbox' and p.id <> ${platformPartnerId} and p.id <> all(${[...except]}::text[])`;

/** The same, and the company's own endpoints, which receive platform events. */
export const isServedOrOwn = (sql: Queryable, except: readonly string[]) =>
  sql`(p.id = ${platformPartnerId} or (${isServed(sql, except)}))`;

/** Those of some partners that are told of. */
export async function filterServed(sql: Queryable, ids: readonly string[], except: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql<{ id: string }[]>`select id from partner p where id = any(${[...ids]}::text[]) and ${isServed(sql, except)}`;
  return new Set(rows.map(({ id }) => id));
}
