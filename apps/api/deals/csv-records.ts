import { textUpTo } from '#apps/api/http/text-body.ts';

/** A row of a CSV file as it stands there. */
export interface CsvRecord {
  /** The line of the file in which it begins, from 1. */
  row: number;
  cells: string[];
  /** How many cells it has in the file. */
  width: number;
  /** Why its cells cannot be told apart, although the rest of the file can be read. */
  fault?: 'stray_quote' | 'too_long';
}

/** The file ends within a quoted cell that began in this line. */
export class OpenQuote extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`The quoted cell that begins in line ${row} has no end`);
    this.row = row;
  }
}

/** No file with such a row is a table, and millions of cells would keep others waiting. */
export class TooWide extends Error {
  constructor(row: number) {
    super(`Line ${row} has more than ${MAX_WIDTH} cells`);
  }
}

/** No field of a deal is nearly as long, so the rest of a longer cell is not kept. */
export const MAX_CELL = 128 * 1024;

const QUOTE = 34;
const SPACE = 32;
const MAX_WIDTH = 250_000;
/** A pause after so many lines, cells or bytes. */
const STRIDE = 4_096;

/**
 * The rows of a CSV file, in any dialect that spreadsheets write: lines end with LF, CR LF or CR, also within quotes. Where nothing is lost,
 * it reads what RFC 4180 forbids: spaces behind a closing quote, and quotes within a quoted cell that are not doubled, if the cell is on
 * one line. Empty lines are counted and left out. Of a row, the first `maxCells` cells are read. `undefined` is a place to pause: a line or
 * a cell can be as long as the file. The file is UTF-8, and the delimiter ASCII.
 */
export function* csvRecords(file: Buffer, delimiter: string, maxCells: number): Generator<CsvRecord | undefined> {
  const delimiterCode = delimiter.charCodeAt(0);
  let [at, line] = [0, 1];
  while (at < file.length) {
    const empty = lengthOfBreak(file, at);
    if (empty > 0) {
      at += empty;
      if (++line % STRIDE === 0) yield undefined;
      continue;
    }
    const record: CsvRecord = { row: line, cells: [], width: 0 };
    for (let isOpen = true; isOpen;) {
      const cell =
        file[at] === QUOTE
          ? yield* readQuoted(file, at, delimiterCode)
          : (readBare(file, at, delimiterCode) ?? (yield* skipLong(file, at, delimiterCode)));
      if (!cell) throw new OpenQuote(line);
      if (record.width++ < maxCells) record.cells.push(cell.value);
      if (record.width > MAX_WIDTH) throw new TooWide(line);
      if (cell.isLong) record.fault = 'too_long';
      if (cell.isStray) record.fault = 'stray_quote';
      if (record.width % STRIDE === 0) yield undefined;
      line += cell.breaks;
      at = cell.end;
      isOpen = file[at] === delimiterCode;
      if (isOpen) at++;
    }
    at += lengthOfBreak(file, at);
    line++;
    yield record;
  }
}

interface Cell {
  value: string;
  /** The position of the delimiter or line break behind it. */
  end: number;
  /** Line breaks within it. */
  breaks: number;
  isStray?: boolean;
  /** Longer than `MAX_CELL`. */
  isLong?: boolean;
}

/** Undefined if the cell is longer than `MAX_CELL`. */
function readBare(file: Buffer, from: number, delimiter: number): Cell | undefined {
  const end = endOfLine(file, from, from + 3 * MAX_CELL, delimiter);
  const value = isEnd(file, end, delimiter) ? textUpTo(MAX_CELL, file, from, end) : undefined;
  return value === undefined ? undefined : { value, end, breaks: 0 };
}

function* skipLong(file: Buffer, from: number, delimiter?: number): Generator<undefined, Cell> {
  for (let at = from; ;) {
    const end = endOfLine(file, at, at + STRIDE, delimiter);
    if (isEnd(file, end, delimiter)) return { value: '', end, breaks: 0, isLong: true };
    at = end;
    yield undefined;
  }
}

/** Undefined if the cell has no end. */
function* readQuoted(file: Buffer, from: number, delimiter: number): Generator<undefined, Cell | undefined> {
  const cell = { value: '', end: 0, breaks: 0, isStray: false, isLong: false };
  let start = from + 1;
  const take = (to: number) => {
    const part = textUpTo(MAX_CELL - cell.value.length, file, start, to);
    if (part === undefined) cell.isLong = true;
    else cell.value += part;
  };
  let pauseAt = from + STRIDE;
  for (let at = start; at < file.length;) {
    if (at >= pauseAt) {
      yield undefined;
      pauseAt = at + STRIDE;
    }
    const length = lengthOfBreak(file, at);
    if (length > 0) {
      // After a quote that ends nothing, nobody knows whether a line break belongs to the cell.
      if (cell.isStray) {
        take(at);
        return { ...cell, end: at };
      }
      cell.breaks++;
      at += length;
    } else if (file[at] !== QUOTE) {
      at++;
    } else if (file[at + 1] === QUOTE) {
      take(at + 1);
      at += 2;
      start = at;
    } else {
      let end = at + 1;
      while (file[end] === SPACE) end++;
      if (isEnd(file, end, delimiter)) {
        take(at);
        // What follows the quote ends the cell, so no earlier quote was a stray one.
        return { ...cell, end, isStray: false };
      }
      cell.isStray = true;
      // A break before the quote is as doubtful as one behind it.
      if (cell.breaks > 0) return { ...cell, end: (yield* skipLong(file, at)).end };
      at++;
    }
  }
  if (!cell.isStray) return undefined;
  take(file.length);
  return { ...cell, end: file.length };
}

/** The position of the next line break, or of the delimiter if it comes first; `to` if neither comes before it. */
function endOfLine(file: Buffer, from: number, to: number, delimiter?: number): number {
  let end = from;
  while (end < to && !isEnd(file, end, delimiter)) end++;
  return end;
}

function isEnd(file: Buffer, at: number, delimiter?: number): boolean {
  return at >= file.length || file[at] === delimiter || lengthOfBreak(file, at) > 0;
}

function lengthOfBreak(file: Buffer, at: number): 0 | 1 | 2 {
  const code = file[at];
  if (code === 13) return file[at + 1] === 10 ? 2 : 1;
  return code === 10 ? 1 : 0;
}
