import { ConnectorError } from './connector-error.ts';

/** 10,000 records of 800 fields. */
const MAX_CELLS = 8_000_000;

/** Reads the CSV of a vendor, as RFC 4180 writes it, with a header line. Throws ConnectorError `malformed`, also for more rows than that. */
export function readCsv(text: string, maxRows: number): Record<string, string>[] {
  const [header, ...rows] = rowsOf(text, maxRows + 1);
  if (!header) return [];
  // Each row has all columns, also a blank one.
  if (header.length * rows.length > MAX_CELLS) throw malformed('has too many columns for its rows');
  return rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ''])));
}

function rowsOf(text: string, maxRows: number): string[][] {
  const plain = /[^",\r\n]*/y;
  const end = /,|\r?\n|$/y;
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0; at = end.lastIndex) {
    plain.lastIndex = at;
    const quoted = text[at] === '"' ? quotedAt(text, at) : undefined;
    row.push(quoted?.value ?? plain.exec(text)?.[0] ?? '');
    end.lastIndex = quoted?.end ?? plain.lastIndex;
    const [mark] = end.exec(text) ?? [];
    if (mark === undefined) throw malformed('has a quote within a field');
    if (mark === ',') continue;
    if (rows.push(row) > maxRows) throw malformed(`has more than ${maxRows} lines`);
    row = [];
    if (mark === '') break;
  }
  return rows;
}

/** By searching: a regular expression for it would run out of stack within a field of some megabytes. */
function quotedAt(text: string, start: number): { value: string; end: number } {
  let close = text.indexOf('"', start + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) throw malformed('has a quote that is not closed');
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}

const malformed = (what: string) => new ConnectorError('malformed', `the vendor answered with CSV that ${what}`);

export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`).join('');
