import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { nearest } from '#apps/nearest.ts';
import { type CustomTypes, dealColumns, dealFromCells, isDealColumn, jsonOf, toldColumns } from '#domain/deals/deal-columns.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { jsonFault } from './json-fault.ts';

export const delimiters = { ',': ',', ';': ';', '|': '|', tab: '\t' } as const;
export type Delimiter = keyof typeof delimiters;

export interface CsvOptions {
  /** Maps a header of the file to the path of a field. Without it the headers are the paths. */
  columns: Readonly<Record<string, string>> | undefined;
  delimiter: Delimiter | undefined;
  customTypes: CustomTypes;
}

/** A row of the file: its number, and the deal or the errors that prevent it from being parsed. */
export type CsvLine = { row: number } & ({ deal: Record<string, unknown> } | { errors: FieldError[] });

/** Yield to other requests after this many characters. */
const charactersAtOnce = 64 * 1024;
const required = ['external_id', 'customer.company_name'];
/**
 * A deal has about two hundred columns. A file with more columns or longer names is not a table of deals, and every name is compared with
 * all others.
 */
const MAX_COLUMNS = 1_000;
const MAX_HEADER_LENGTH = 1_000;

/** Reads a file row by row, in any dialect that spreadsheets write. Throws for errors that concern the whole file. */
export async function* readCsv(text: string, options: CsvOptions): AsyncGenerator<CsvLine> {
  const delimiter = options.delimiter ?? detect(text);
  let columns: Columns | undefined;
  let before = 0;
  for await (const { row, cells } of records(text, delimiters[delimiter])) {
    if (cells.every((cell) => cell === '')) continue;
    if (columns) {
      before = Math.max(row, before + 1);
      yield { row: before, ...readLine(cells, columns, options.customTypes) };
    } else {
      columns = readHeader(cells, options, delimiter);
    }
  }
}

interface Columns {
  count: number;
  paths: (string | null)[];
}

function readLine(
  cells: string[],
  { count, paths }: Columns,
  customTypes: CustomTypes,
): { deal: Record<string, unknown> } | { errors: FieldError[] } {
  if (cells.length === count) {
    const errors = paths.flatMap((path, i) => cellFault(path, cells[i] ?? '', customTypes) ?? []);
    return errors.length > 0 ? { errors } : { deal: dealFromCells(paths, cells, customTypes) };
  }
  const message = `has ${cells.length} cells, but the header has ${count}: quote cells that contain the delimiter`;
  return { errors: [registrationError([], 'invalid_value', message)] };
}

/** JSON in a cell is as strict as the JSON of a body. What does not parse is text, which the validation of the row judges. */
function cellFault(path: string | null, cell: string, types: CustomTypes): FieldError | undefined {
  const text = path === null ? undefined : jsonOf(path, cell, types);
  if (path === null || text === undefined) return undefined;
  try {
    return jsonFault(text, JSON.parse(text), path.split('.'));
  } catch {
    return undefined;
  }
}

async function* records(text: string, delimiter: string): AsyncGenerator<{ row: number; cells: string[] }> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  });
  Readable.from(pieces(text)).pipe(parser);
  try {
    for await (const record of parser) {
      const { info, record: cells } = record as { info: { lines: number }; record: string[] };
      yield { row: info.lines - lineBreaksIn(cells), cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidRequest([registrationError([], 'invalid_value', explain(error))], 'invalid_request', 'The file');
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += charactersAtOnce) {
    await new Promise((resolve) => setImmediate(resolve));
    yield text.slice(from, from + charactersAtOnce);
  }
}

const lineBreaksIn = (cells: string[]): number =>
  cells.reduce((count, cell) => count + (/[\r\n]/.test(cell) ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0), 0);

function explain({ code, message }: CsvError): string {
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'ends inside a quoted cell: a closing quote is missing, or a quote inside the cell is not doubled'
    : `cannot be read as CSV: ${message}`;
}

/** The delimiter that occurs most often in the first line, outside of quotes. */
function detect(text: string): Delimiter {
  const [header = ''] = /^[^\r\n"]*(?:"[^"]*"[^\r\n"]*)*/.exec(text.slice(0, charactersAtOnce).trimStart()) ?? [];
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const names = Object.keys(delimiters) as Delimiter[];
  const times = (name: Delimiter) => bare.split(delimiters[name]).length;
  return names.reduce((best, name) => (times(name) > times(best) ? name : best), ',');
}

function readHeader(cells: string[], { columns, delimiter }: CsvOptions, used: Delimiter): Columns {
  const headers = cells.map((cell) => cell.trim());
  assertTable(headers);
  const paths = headers.map((header) => pathOf(header, columns));
  const errors = [...faultsOf(headers, paths, columns)];
  if (errors.length === 0) return { count: headers.length, paths };
  const { message } = invalidRequest(errors, 'invalid_request', 'The header');
  const seen = headers
    .map((header) => JSON.stringify(header.slice(0, 100)))
    .slice(0, 50)
    .join(', ');
  throw new DomainError(
    'invalid_request',
    `${message} With the ${delimiter ? 'given' : 'detected'} delimiter ${used} the headers are: ${seen}.`,
    errors,
  );
}

function assertTable(headers: string[]): void {
  const isMany = headers.length > MAX_COLUMNS;
  if (!isMany && headers.every((header) => header.length <= MAX_HEADER_LENGTH)) return;
  const what = isMany
    ? `${headers.length} columns, more than ${MAX_COLUMNS}`
    : `a column whose name is longer than ${MAX_HEADER_LENGTH} characters`;
  throw invalidRequest(
    [registrationError([], 'too_long', `has ${what}: check the file and its delimiter`)],
    'invalid_request',
    'The header',
  );
}

/** Null for an ignored column: one that the map does not name or, without a map, one that only exports contain. */
function pathOf(header: string, columns: CsvOptions['columns']): string | null {
  if (columns) return Object.hasOwn(columns, header) ? (columns[header] ?? null) : null;
  return toldColumns.some((told) => told === header) ? null : header;
}

function* faultsOf(headers: string[], paths: (string | null)[], columns: CsvOptions['columns']): Generator<FieldError> {
  for (const header of Object.keys(columns ?? {})) {
    if (!headers.includes(header)) yield registrationError([header], 'required', 'is in columns but not in the file');
  }
  for (const [i, path] of paths.entries()) {
    if (path === null) continue;
    const header = [headers[i] ?? ''];
    if (!isDealColumn(path)) yield registrationError(header, 'unknown_field', unknownColumn(path));
    const first = paths.indexOf(path);
    if (first < i) yield registrationError(header, 'duplicate', `maps to ${path}, like column ${first + 1}`);
  }
  for (const path of required) {
    if (!paths.includes(path)) yield registrationError(path.split('.'), 'required', 'is required as a column');
  }
}

function unknownColumn(path: string): string {
  const meant = nearest(path, Object.keys(dealColumns));
  return `${JSON.stringify(path.slice(0, 100))} is not a field of a deal${meant ? `: did you mean ${meant}?` : '; map it with columns'}`;
}
