import type { DataSubject } from '#domain/data-subject.ts';
import type { Queryable } from './database.ts';

/** Selects strings that can contain the address. Strings with JSON escapes are included, because SQL cannot decode them. */
export const mayHold = (sql: Queryable, text: ReturnType<Queryable>, { patterns }: DataSubject) =>
  sql`(${text} ilike any(${patterns}::text[]) or ${text} like ${String.raw`%\\u%`})`;
