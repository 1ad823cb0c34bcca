/** A row of a CSV file as it stands there. */
export interface CsvRecord {
  /** The line of the file in which it begins, from 1. */
  row: number;
  cells: string[];
  /** How many cells it has in the file. */
  width: number;
  /** Why its cells cannot be told apart, although the rest of the file can be read. */
  fault?: 'stray_quote';
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

const QUOTE = '"';
const MAX_WIDTH = 250_000;

/**
 * The rows of a CSV file, in any dialect that spreadsheets write: lines end with LF, CR LF or CR, also within quotes. Where nothing is lost,
 * it reads what RFC 4180 forbids: spaces behind a closing quote, and quotes within a quoted cell that are not doubled, if the cell is on
 * one line. Empty lines are counted and left out. Of a row, the first `maxCells` cells are read.
 */
export function* csvRecords(text: string, delimiter: string, maxCells: number): Generator<CsvRecord> {
  let [at, line] = [0, 1];
  while (at < text.length) {
    const empty = lengthOfBreak(text, at);
    if (empty > 0) {
      at += empty;
      line++;
      continue;
    }
    const record: CsvRecord = { row: line, cells: [], width: 0 };
    for (let isOpen = true; isOpen;) {
      const cell = text[at] === QUOTE ? readQuoted(text, at, delimiter) : readBare(text, at, delimiter);
      if (!cell) throw new OpenQuote(line);
      if (record.width++ < maxCells) record.cells.push(cell.value);
      if (record.width > MAX_WIDTH) throw new TooWide(line);
      if (cell.isStray) record.fault = 'stray_quote';
      line += cell.breaks;
      at = cell.end;
      isOpen = text[at] === delimiter;
      if (isOpen) at++;
    }
    at += lengthOfBreak(text, at);
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
}

function readBare(text: string, from: number, delimiter: string): Cell {
  const end = endOfLine(text, from, delimiter);
  return { value: text.slice(from, end), end, breaks: 0 };
}

/** Undefined if the cell has no end. */
function readQuoted(text: string, from: number, delimiter: string): Cell | undefined {
  let [value, breaks, isStray] = ['', 0, false];
  for (let start = from + 1; ;) {
    const quote = text.indexOf(QUOTE, start);
    const [until, count] = countBreaks(text, start, quote === -1 ? text.length : quote, isStray);
    value += text.slice(start, until);
    breaks += count;
    // After a quote that ends nothing, nobody knows whether a line break belongs to the cell.
    if (until !== quote && isStray) return { value, end: until, breaks, isStray };
    if (quote === -1) return undefined;
    if (text[quote + 1] === QUOTE) {
      value += QUOTE;
      start = quote + 2;
      continue;
    }
    let end = quote + 1;
    while (text[end] === ' ') end++;
    if (end >= text.length || text[end] === delimiter || lengthOfBreak(text, end) > 0) return { value, end, breaks };
    isStray = true;
    // A break before the quote is as doubtful as one behind it.
    if (breaks > 0) return { value, end: endOfLine(text, quote), breaks, isStray };
    value += QUOTE;
    start = quote + 1;
  }
}

/** How many line breaks there are before `to`; with `stop` only up to the first. */
function countBreaks(text: string, from: number, to: number, stop: boolean): [until: number, count: number] {
  let count = 0;
  for (let at = from; at < to;) {
    const length = lengthOfBreak(text, at);
    if (length > 0 && stop) return [at, count];
    if (length > 0) count++;
    at += length || 1;
  }
  return [to, count];
}

/** The position of the next line break, or of the delimiter if it comes first. */
function endOfLine(text: string, from: number, delimiter?: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && lengthOfBreak(text, end) === 0) end++;
  return end;
}

function lengthOfBreak(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code === 13) return text.charCodeAt(at + 1) === 10 ? 2 : 1;
  return code === 10 ? 1 : 0;
}
