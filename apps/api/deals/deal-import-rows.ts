import { invalidRequest } from '#apps/api/http/errors.ts';
import { jsonItems } from '#apps/api/http/json-items.ts';
import { OPEN_LIST, skipSpace } from '#apps/api/http/json-text.ts';
import { textUpTo } from '#apps/api/http/text-body.ts';
import type { Checking } from '#apps/api/http/turns.ts';
import type { ImportRows } from '#db/deals/import-rows.ts';
import type { CustomTypes } from '#domain/deals/deal-columns.ts';
import { MAX_IMPORT_ROWS, type ReadRow } from '#domain/deals/deal-import.ts';
import { ExternalId } from '#domain/deals/deal.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { JsonFault, JsonReader } from '#domain/strict-json.ts';
import { type Delimiter, readCsv } from './deal-import-csv.ts';
import { jsonFaultError } from './json-fault.ts';

export interface ImportFormat {
  /** Without parameters. */
  mediaType: string;
  columns: Readonly<Record<string, string>> | undefined;
  delimiter: Delimiter | undefined;
  customTypes: CustomTypes;
}

/** In characters: twice the size of a deal whose fields all have their maximum length. */
const MAX_ROW_LENGTH = 128 * 1024;
/** A line with more bytes is not blank. */
const BLANK_BYTES = 100;
/** A pause after so many empty lines. */
const LINES_AT_ONCE = 1_000;
const LF = 10;
const CR = 13;

/** Adds every row of the file, read in turns. Errors of a row are attached to it; errors of the whole file are thrown. */
export async function readImport(
  file: Buffer,
  format: ImportFormat,
  { rows, checking }: { rows: ImportRows; checking: Checking },
): Promise<void> {
  const firstOf = new Map<string, number>();
  for await (const read of readRows(file, format, checking)) {
    if (rows.total === MAX_IMPORT_ROWS) throw tooMany();
    const repeat = read.externalId === null ? undefined : firstOf.get(read.externalId);
    if (repeat !== undefined) read.errors = [...(read.errors ?? []), repeated(repeat)];
    else if (read.externalId !== null) firstOf.set(read.externalId, read.row);
    checking.run(() => rows.add(read));
  }
  if (rows.total === 0) {
    throw invalidRequest([registrationError([], 'required', 'contains no rows')], 'invalid_request', 'The body');
  }
}

function readRows(file: Buffer, format: ImportFormat, checking: Checking): AsyncIterable<ReadRow> {
  if (format.mediaType === 'text/csv') return checking.inTurns(readLines(file, format));
  return format.mediaType === 'application/x-ndjson' ? readNdjson(file, checking) : readList(file, checking);
}

function* readLines(file: Buffer, format: ImportFormat): Generator<ReadRow | undefined> {
  for (const line of readCsv(file, format)) {
    if (!line) yield undefined;
    else if ('deal' in line) yield toRow(line.row, line.deal, JSON.stringify(line.deal));
    else yield refused(line.row, line.errors);
  }
}

async function* readList(file: Buffer, checking: Checking): AsyncGenerator<ReadRow> {
  if (file[skipSpace(file, 0)] !== OPEN_LIST) throw invalidRequest([registrationError([], 'invalid_type', 'must be a list of deals')]);
  let row = 0;
  for await (const item of checking.inTurns(jsonItems(file))) {
    row++;
    yield (await readRow(row, item, checking)) ?? brokenList(row);
  }
}

async function* readNdjson(file: Buffer, checking: Checking): AsyncGenerator<ReadRow> {
  for await (const { row, line } of checking.inTurns(filledLines(file))) {
    if (line.length > BLANK_BYTES || line.toString().trim() !== '') yield (await readRow(row, line, checking)) ?? refused(row, [notJson]);
  }
}

/** A line ends with LF, CR LF, or CR. */
function* filledLines(file: Buffer): Generator<{ row: number; line: Buffer } | undefined> {
  const next = (code: number, from: number) => {
    const at = file.indexOf(code, from);
    return at === -1 ? file.length : at;
  };
  let [lf, cr] = [next(LF, 0), next(CR, 0)];
  for (let [from, row] = [0, 1]; from < file.length; row++) {
    const first = file[from];
    if (first === LF || first === CR) {
      from += first === CR && file[from + 1] === LF ? 2 : 1;
      if (row % LINES_AT_ONCE === 0) yield undefined;
      continue;
    }
    if (lf < from) lf = next(LF, from);
    if (cr < from) cr = next(CR, from);
    const end = Math.min(lf, cr);
    yield { row, line: file.subarray(from, end) };
    from = end === cr && lf === end + 1 ? end + 2 : end + 1;
  }
}

const notJson = registrationError([], 'invalid_value', 'is not one whole JSON object');

function brokenList(row: number): never {
  throw new DomainError('malformed_json', `The body is not valid JSON: item ${row} of the list cannot be parsed.`);
}

/** Reads one row. Its length is checked before it is parsed. Undefined if it is not JSON. */
async function readRow(row: number, json: Buffer, checking: Checking): Promise<ReadRow | undefined> {
  const text = textUpTo(MAX_ROW_LENGTH, json);
  if (text === undefined) return refused(row, [registrationError([], 'too_long', `has more than ${MAX_ROW_LENGTH / 1024} KiB`)]);
  const reader = new JsonReader(json);
  try {
    await checking.read(reader, json.length);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const fault = jsonFaultError(error);
    return fault && refused(row, [fault]);
  }
  return toRow(row, reader.value, text);
}

function toRow(row: number, value: unknown, input: string): ReadRow {
  const id = typeof value === 'object' && value !== null && 'external_id' in value ? value.external_id : null;
  // A value that cannot be an id is reported by the validation of the row.
  const { data: externalId = null } = ExternalId.safeParse(id);
  return { row, externalId, input, errors: null };
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
