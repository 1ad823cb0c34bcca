import type { z } from 'zod';
import { ConnectorError } from './connector-error.ts';
import { parseJson } from './vendor-session.ts';

/** A cursor of a connector: text that outlives processes and releases, so it is read with a schema. */
export const writeCursor = (place: Readonly<Record<string, unknown>>): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Null for the first page. Throws ConnectorError `rejected` for what is no cursor of this kind of page. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | null): T | null {
  if (cursor === null) return null;
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw new ConnectorError('rejected', 'the cursor belongs to another kind of page; begin again without a cursor');
  return parsed.data;
}
