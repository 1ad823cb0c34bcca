import { invalidRequest } from '#apps/api/http/errors.ts';
import { MAX_DEPTH } from '#apps/api/http/json-body.ts';
import { measure } from '#apps/api/http/json-text.ts';
import type { CustomTypes } from '#domain/deals/deal-columns.ts';
import { MAX_IMPORT_ROWS, type ReadRow } from '#domain/deals/deal-import.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { type Delimiter, readCsv } from './deal-import-csv.ts';

export interface ImportFormat {
  /** Without parameters. */
  mediaType: string;
  columns: Readonly<Record<string, string>> | undefined;
  delimiter: Delimiter | undefined;
  customTypes: CustomTypes;
}

/** Every row of the body with its number. Errors of a row are attached to it; errors of the whole body are thrown. */
export async function readImport(body: unknown, format: ImportFormat): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  const firstOf = new Map<string, number>();
  for await (const read of readRows(body, format)) {
    if (rows.length === MAX_IMPORT_ROWS) throw tooMany();
    const repeat = read.externalId === null ? undefined : firstOf.get(read.externalId);
    if (repeat !== undefined) read.errors = [...(read.errors ?? []), repeated(repeat)];
    else if (read.externalId !== null) firstOf.set(read.externalId, read.row);
    rows.push(read);
  }
  if (rows.length === 0) {
    throw invalidRequest([registrationError([], 'required', 'contains no rows')], 'invalid_request', 'The body');
  }
  return rows;
}

function readRows(body: unknown, format: ImportFormat): Iterable<ReadRow> | AsyncIterable<ReadRow> {
  if (format.mediaType === 'text/csv') return readLines(String(body), format);
  if (format.mediaType === 'application/x-ndjson') return readNdjson(String(body));
  if (!Array.isArray(body)) throw invalidRequest([registrationError([], 'invalid_type', 'must be a list of deals')]);
  if (body.length > MAX_IMPORT_ROWS) throw tooMany();
  return body.values().map((value, i) => toRow(i + 1, value, JSON.stringify(value)));
}

async function* readLines(text: string, format: ImportFormat): AsyncGenerator<ReadRow> {
  for await (const line of readCsv(text, format)) {
    if ('deal' in line) yield toRow(line.row, line.deal, JSON.stringify(line.deal));
    else yield refused(line.row, line.errors);
  }
}

function* readNdjson(text: string): Generator<ReadRow> {
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const value = parseQuietly(line);
    if (value !== undefined && measure(line).depth > MAX_DEPTH) {
      yield refused(i + 1, [registrationError([], 'invalid_value', `is nested more than ${MAX_DEPTH} levels deep`)]);
    } else if (value === undefined) {
      yield refused(i + 1, [registrationError([], 'invalid_value', 'is not a complete JSON object')]);
    } else {
      yield toRow(i + 1, value, line);
    }
  }
}

function parseQuietly(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function toRow(row: number, value: unknown, input: string): ReadRow {
  const id = typeof value === 'object' && value !== null && 'external_id' in value ? value.external_id : null;
  // A value that cannot be an id or cannot be stored is reported by the validation of the row.
  const isId = typeof id === 'string' && id !== '' && id.length <= 200 && id.isWellFormed() && !id.includes('\0');
  return { row, externalId: isId ? id : null, input, errors: null };
}

function refused(row: number, errors: FieldError[]): ReadRow {
  return { row, externalId: null, input: null, errors };
}

function repeated(first: number): FieldError {
  return registrationError(['external_id'], 'duplicate', `is also used by row ${first}: only that row is imported`);
}

function tooMany(): DomainError {
  return new DomainError(
    'payload_too_large',
    `The file has more than ${MAX_IMPORT_ROWS} rows, and nothing was imported. Send files of at most ${MAX_IMPORT_ROWS} rows.`,
  );
}
