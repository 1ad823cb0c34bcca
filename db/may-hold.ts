import type { Queryable } from './database.ts';

/** Selects strings that can contain an address, in any case. Strings with JSON escapes are included, because SQL cannot decode them. */
export const mayHold = (sql: Queryable, text: ReturnType<Queryable>, address: string) =>
  sql`(${text} ilike ${`%${address.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} or ${text} like ${String.raw`%\\u%`})`;
