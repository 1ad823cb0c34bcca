/** Reads CSV with a header line, as RFC 4180 writes it. Throws Error for a quote that is not closed. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...rows] = rowsOf(text);
  if (!header) return [];
  return rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ''])));
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A field, quoted or not, and what ends it.
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (field.lastIndex < text.length || row.length > 0) {
    const match = field.exec(text);
    if (!match) throw new Error('a quote is not closed, or stands within a field');
    const [, value = '', end] = match;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}

/** Every value in quotes, as Salesforce writes them. */
export function writeCsv(columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  const quote = (value: unknown) => `"${text(value).replaceAll('"', '""')}"`;
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((row) => `${row.map(quote).join(',')}\n`).join('');
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
