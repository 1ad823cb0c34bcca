/** A header is in the first line; longer ones are none. */
const MAX_HEADER = 64 * 1024;
const delimiters = [',', ';', '|', '\t'] as const;

/** The names in the first line of a CSV file, as the API reads them: its delimiter is the one that occurs most often. */
export async function readHeader(file: Blob): Promise<string[]> {
  const text = (await file.slice(0, MAX_HEADER).text()).replace(/^\uFEFF/, '');
  const named = /^"?sep=(.)"?\r?\n/i.exec(text);
  const start = named ? text.slice(named[0].length) : text;
  const line = firstLine(start);
  const delimiter = named?.[1] ?? mostFrequent(line);
  return cellsOf(line, delimiter)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
}

/** Up to the first line break that is not between quotes. */
function firstLine(text: string): string {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) return text.slice(0, at);
  }
  return text;
}

const mostFrequent = (line: string): string =>
  delimiters.reduce<string>((best, each) => (line.split(each).length > line.split(best).length ? each : best), ',');

function cellsOf(line: string, delimiter: string): string[] {
  const cells = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}
