import { invalidRequest } from '#apps/api/http/errors.ts';
import { jsonItems } from '#apps/api/http/json-items.ts';
import type { CustomTypes } from '#domain/deals/deal-columns.ts';
import { MAX_IMPORT_ROWS, type ReadRow } from '#domain/deals/deal-import.ts';
import { ExternalId } from '#domain/deals/deal.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { type Delimiter, readCsv } from './deal-import-csv.ts';
import { jsonFault } from './json-fault.ts';

export interface ImportFormat {
  /** Without parameters. */
  mediaType: string;
  columns: Readonly<Record<string, string>> | undefined;
  delimiter: Delimiter | undefined;
  customTypes: CustomTypes;
}

/** Twice the size of a deal whose fields all have their maximum length. */
const MAX_ROW_LENGTH = 128 * 1024;
/** Other requests get their turn after so many characters. */
const CHARACTERS_AT_ONCE = 64 * 1024;

/** Every row of the body with its number. Errors of a row are attached to it; errors of the whole body are thrown. */
export async function readImport(text: string, format: ImportFormat): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  const firstOf = new Map<string, number>();
  for await (const read of readRows(text, format)) {
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

function readRows(text: string, format: ImportFormat): AsyncIterable<ReadRow> {
  if (format.mediaType === 'text/csv') return readLines(text, format);
  return format.mediaType === 'application/x-ndjson' ? readNdjson(text) : readList(text);
}

async function* readLines(text: string, format: ImportFormat): AsyncGenerator<ReadRow> {
  for await (const line of readCsv(text, format)) {
    if ('deal' in line) yield toRow(line.row, line.deal, JSON.stringify(line.deal));
    else yield refused(line.row, line.errors);
  }
}

async function* readList(text: string): AsyncGenerator<ReadRow> {
  if (text.trimStart()[0] !== '[') throw invalidRequest([registrationError([], 'invalid_type', 'must be a list of deals')]);
  const turns = takingTurns();
  let row = 0;
  for (const item of jsonItems(text)) {
    await turns.after(item.length);
    yield readRow(++row, item, brokenList);
  }
}

async function* readNdjson(text: string): AsyncGenerator<ReadRow> {
  const turns = takingTurns();
  let row = 0;
  for (let from = 0; from <= text.length;) {
    const end = endOfLine(text, from);
    row++;
    await turns.after(end - from + 1);
    const line = text.slice(from, end);
    if (line.trim() !== '') yield readRow(row, line, (at) => refused(at, [notJson]));
    from = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }
}

/** A line ends with LF, CR LF, or CR. */
function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}

const notJson = registrationError([], 'invalid_value', 'is not one whole JSON object');

function brokenList(row: number): never {
  throw new DomainError('malformed_json', `The body is not valid JSON: item ${row} of the list cannot be parsed.`);
}

/** Reads one row. Its length is checked before it is parsed; `onBroken` handles a row that does not parse. */
function readRow(row: number, text: string, onBroken: (row: number) => ReadRow): ReadRow {
  if (text.length > MAX_ROW_LENGTH) return refused(row, [registrationError([], 'too_long', `has more than ${MAX_ROW_LENGTH / 1024} KiB`)]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return onBroken(row);
  }
  const fault = jsonFault(text, value);
  if (fault) return refused(row, [fault]);
  return toRow(row, value, text);
}

function toRow(row: number, value: unknown, input: string): ReadRow {
  const id = typeof value === 'object' && value !== null && 'external_id' in value ? value.external_id : null;
  // A value that cannot be an id is reported by the validation of the row.
  const { data: externalId = null } = ExternalId.safeParse(id);
  return { row, externalId, input, errors: null };
}

/** Lets the event loop turn between rows. */
function takingTurns() {
  let since = 0;
  return {
    async after(characters: number): Promise<void> {
      since += characters;
      if (since < CHARACTERS_AT_ONCE) return;
      since = 0;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
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
