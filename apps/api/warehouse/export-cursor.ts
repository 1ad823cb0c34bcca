import { z } from 'zod';
import { forged } from '#apps/api/http/pagination.ts';
import type { ExportPlace, ExportWindow } from '#db/warehouse/read-export.ts';
import { Instant } from '#domain/instant.ts';
import { exportStreamNames, type ExportStreamName } from '#domain/warehouse/export-streams.ts';

/** Where a reader is: within a pass, or, without `until`, between two of them. It does not expire. */
export interface ExportPosition {
  since: ExportWindow['since'];
  until: ExportWindow['until'] | null;
  place: ExportPlace;
}

export const beginOfPass: ExportPlace = { part: 'deleted', after: null };

const VERSION = 1;
const MAX_KEY_PARTS = 2;
const KeyPart = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]*$/);
const Cursor = z.tuple([
  z.literal(VERSION),
  z.enum(exportStreamNames),
  Instant.nullable(),
  Instant.nullable(),
  z.enum(['deleted', 'rows']),
  z.array(KeyPart).min(1).max(MAX_KEY_PARTS).nullable(),
]);

export function writeCursor(stream: ExportStreamName, { since, until, place }: ExportPosition): string {
  return Buffer.from(JSON.stringify([VERSION, stream, since, until, place.part, place.after])).toString('base64url');
}

export function readCursor(stream: ExportStreamName, cursor: string): ExportPosition {
  const read = Cursor.safeParse(parseQuietly(Buffer.from(cursor, 'base64url').toString())).data;
  if (!read || read[1] !== stream) throw forged();
  const [, , since, until, part, after] = read;
  return { since, until, place: { part, after } };
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
