/**
 * Extracts values from JSON without rewriting them, so that numbers such as 1.10 or 12345678901234567890 and the order of keys reach
 * the receivers as published. What gives JSON its structure is ASCII, so its bytes are enough. Nothing is validated here: parse the text
 * before, or the pieces afterwards.
 */

/** A pause after so many bytes. */
const STRIDE = 64 * 1024;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
export const OPEN_LIST = 91;
const isOpen = (code: number | undefined) => code === 123 || code === OPEN_LIST;
const isClose = (code: number | undefined) => code === 125 || code === 93;
const isSpace = (code: number | undefined) => code === 32 || code === 10 || code === 13 || code === 9;

/** The text of an object's member. */
export function memberText(json: Buffer, name: string): string | undefined {
  return finish(findMember(json, name))?.toString();
}

/** The same as it stands there, with places to pause. */
export function* findMember(json: Buffer, name: string): Generator<undefined, Buffer | undefined> {
  let at = skipSpace(json, skipSpace(json, 0) + 1);
  while (json[at] === QUOTE) {
    const keyEnd = endOfString(json, at);
    const isIt = readKey(json, at, keyEnd) === name;
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = yield* findEndOfValue(json, start);
    if (isIt) return json.subarray(start, end);
    at = skipSpace(json, end);
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
  }
  return undefined;
}

function finish<T>(search: Generator<undefined, T>): T {
  let found = search.next();
  while (!found.done) found = search.next();
  return found.value;
}

function readKey(json: Buffer, start: number, end: number): string {
  const raw = json.toString('utf8', start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
}

/**
 * The position after the value that begins here; of what is not JSON, some position behind it, or the same. With places to pause,
 * because a value can be as long as the body.
 */
export function* findEndOfValue(json: Buffer, start: number): Generator<undefined, number> {
  const first = json[start];
  if (first === QUOTE) return endOfString(json, start);
  let depth = 0;
  let pauseAt = start + STRIDE;
  for (let at = start; at < json.length; at++) {
    if (at >= pauseAt) {
      yield;
      pauseAt = at + STRIDE;
    }
    const code = json[at];
    if (code === QUOTE) {
      at = endOfString(json, at) - 1;
    } else if (isOpen(code)) {
      depth++;
    } else if (isClose(code)) {
      // A number or literal ends with its container; a container ends with its own bracket.
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || isSpace(code))) {
      return at;
    }
  }
  return json.length;
}

/** The position after the closing quote. */
function endOfString(json: Buffer, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end === -1 ? json.length : end + 1;
}

function isEscaped(json: Buffer, quote: number): boolean {
  let before = quote - 1;
  while (json[before] === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}

export function skipSpace(json: Buffer, start: number): number {
  let at = start;
  while (isSpace(json[at])) at++;
  return at;
}
