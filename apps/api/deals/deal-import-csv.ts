import { invalidRequest } from '#apps/api/http/errors.ts';
import { nearest } from '#apps/nearest.ts';
import { type CustomTypes, dealColumns, dealFromCells, isDealColumn, jsonOf, toldColumns } from '#domain/deals/deal-columns.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { JsonFault, JsonReader } from '#domain/strict-json.ts';
import { type CsvRecord, csvRecords, MAX_CELL, OpenQuote, TooWide } from './csv-records.ts';
import { jsonFaultError } from './json-fault.ts';

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

/** Longer first lines are no header. */
const MAX_FIRST_LINE = 64 * 1024;
const required = ['external_id', 'customer.company_name'];
/**
 * A deal has about two hundred columns. A file with more columns or longer names is not a table of deals, and every name is compared with
 * all others.
 */
const MAX_COLUMNS = 1_000;
const MAX_HEADER_LENGTH = 1_000;

/**
 * Reads a file row by row, in any dialect that spreadsheets write. Throws for errors that concern the whole file. `undefined` is a place to
 * pause.
 */
export function* readCsv(file: Buffer, options: CsvOptions): Generator<CsvLine | undefined> {
  const start = file.toString('utf8', 0, MAX_FIRST_LINE);
  const named = delimiterLine(start);
  const delimiter = options.delimiter ?? named?.delimiter ?? detect(start);
  let columns: Columns | undefined;
  for (const record of records(file, delimiters[delimiter])) {
    yield undefined;
    if (!record) continue;
    const isBlank = !record.fault && record.width <= MAX_COLUMNS && record.cells.every((cell) => cell === '');
    if (isBlank || (named && record.row === 1)) continue;
    if (columns) yield { row: record.row, ...readLine(record, columns, options.customTypes) };
    else columns = readHeader(record, options, delimiter);
  }
}

/** Excel reads and writes a first line such as `sep=;`, which names the delimiter. */
function delimiterLine(text: string): { delimiter: Delimiter } | undefined {
  const character = /^"?sep=(.)"?[\r\n]/i.exec(text)?.[1];
  if (character === undefined) return undefined;
  const delimiter = (Object.keys(delimiters) as Delimiter[]).find((name) => delimiters[name] === character);
  if (delimiter) return { delimiter };
  const message = `names the delimiter ${JSON.stringify(character)}: use one of ${Object.keys(delimiters).join(' ')}`;
  throw invalidRequest([registrationError([], 'invalid_value', message)], 'invalid_request', 'The first line');
}

interface Columns {
  /** Without the nameless columns at the end. */
  count: number;
  paths: (string | null)[];
  nameless: Set<number>;
}

/** Spreadsheets leave out empty cells at the end of a row, and add empty ones where a column once was. */
function readLine(
  { cells, width, fault }: CsvRecord,
  { count, paths, nameless }: Columns,
  customTypes: CustomTypes,
): { deal: Record<string, unknown> } | { errors: FieldError[] } {
  const refuse = (message: string) => ({ errors: [registrationError([], 'invalid_value', message)] });
  if (fault === 'too_long') return { errors: [registrationError([], 'too_long', `has a cell with more than ${MAX_CELL / 1024} KiB`)] };
  if (fault) return refuse('has a quote within a quoted cell: write it twice ("")');
  if (width > MAX_COLUMNS || cells.findLastIndex((cell) => cell !== '') >= count) {
    return refuse(`has ${width} cells, but the header has ${count}: quote cells that contain the delimiter, and double quotes within them`);
  }
  const lost = cells.findIndex((cell, i) => cell !== '' && nameless.has(i));
  if (lost !== -1) return refuse(`has a value in column ${lost + 1}, which has no name in the header`);
  const errors = paths.flatMap((path, i) => cellFault(path, cells[i] ?? '', customTypes) ?? []);
  return errors.length > 0 ? { errors } : { deal: dealFromCells(paths, cells, customTypes) };
}

/** JSON in a cell is as strict as the JSON of a body. What does not parse is text, which the validation of the row judges. */
function cellFault(path: string | null, cell: string, types: CustomTypes): FieldError | undefined {
  const text = path === null ? undefined : jsonOf(path, cell, types);
  if (path === null || text === undefined) return undefined;
  try {
    new JsonReader(Buffer.from(text)).read();
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return jsonFaultError(error, path.split('.'));
    throw error;
  }
}

function* records(file: Buffer, delimiter: string): Generator<CsvRecord | undefined> {
  try {
    yield* csvRecords(file, delimiter, MAX_COLUMNS);
  } catch (error) {
    if (error instanceof TooWide) throw noTable('a row with more cells than any table has');
    if (!(error instanceof OpenQuote)) throw error;
    const message = `ends inside a quoted cell that begins in line ${error.row}: a closing quote is missing, or a quote inside the cell is not doubled`;
    throw invalidRequest([registrationError([], 'invalid_value', message)], 'invalid_request', 'The file');
  }
}

/** The delimiter that occurs most often in the first line, outside of quotes. */
function detect(text: string): Delimiter {
  const [header = ''] = /^[^\r\n"]*(?:"[^"]*"[^\r\n"]*)*/.exec(text.trimStart()) ?? [];
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const names = Object.keys(delimiters) as Delimiter[];
  const times = (name: Delimiter) => bare.split(delimiters[name]).length;
  return names.reduce((best, name) => (times(name) > times(best) ? name : best), ',');
}

function readHeader({ cells, width, fault }: CsvRecord, { columns, delimiter }: CsvOptions, used: Delimiter): Columns {
  const headers = cells.map((cell) => cell.trim());
  assertTable(headers, width, fault === 'too_long');
  const paths = headers.map((header) => pathOf(header, columns));
  const errors = [...faultsOf(headers, paths, columns)];
  if (errors.length === 0) return columnsOf(headers, paths);
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

function columnsOf(headers: string[], paths: (string | null)[]): Columns {
  const nameless = new Set(headers.flatMap((header, i) => (header === '' ? [i] : [])));
  return { count: headers.findLastIndex((header) => header !== '') + 1, paths, nameless };
}

function assertTable(headers: string[], width: number, isLong: boolean): void {
  const isMany = width > MAX_COLUMNS;
  if (!isMany && !isLong && headers.every((header) => header.length <= MAX_HEADER_LENGTH)) return;
  const what = isMany ? `${width} columns, more than ${MAX_COLUMNS}` : `a column whose name is longer than ${MAX_HEADER_LENGTH} characters`;
  throw noTable(what);
}

function noTable(what: string): DomainError {
  const fault = registrationError([], 'too_long', `has ${what}: check the file and its delimiter`);
  return invalidRequest([fault], 'invalid_request', 'The file');
}

/** Null for an ignored column: one without a name, one that the map does not name or, without a map, one that only exports contain. */
function pathOf(header: string, columns: CsvOptions['columns']): string | null {
  if (header === '') return null;
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
