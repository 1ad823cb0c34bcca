import type { Queryable } from './database.ts';

/** Texts in which an address may be: in any case, or behind escapes that only a closer look can read. */
export const mayHold = (sql: Queryable, text: ReturnType<Queryable>, address: string) =>
  sql`(${text} ilike ${`%${address.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} or ${text} like ${String.raw`%\\u%`})`;
