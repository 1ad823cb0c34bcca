/**
 * Extracts values from JSON text without rewriting them, so that numbers such as 1.10 or 12345678901234567890 and the order of keys reach
 * the receivers as published. Nothing is validated here: parse the
 * text before, or the pieces afterwards.
 */

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const isOpen = (code: number) => code === 123 || code === 91;
const isClose = (code: number) => code === 125 || code === 93;
const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/** The text of an object's member. */
export function memberText(text: string, name: string): string | undefined {
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const isIt = readKey(text, at, keyEnd) === name;
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    if (isIt) return text.slice(start, end);
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return undefined;
}

/** The texts of an array's items. */
export function itemTexts(text: string): string[] {
  const items: string[] = [];
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && !isClose(text.charCodeAt(at))) {
    const end = endOfValue(text, at);
    items.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return items;
}

/** Counts the members of all objects in a text, and its nesting depth. */
export function measure(text: string): { members: number; depth: number } {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === COLON) members++;
    else if (isOpen(code)) deepest = Math.max(deepest, ++depth);
    else if (isClose(code)) depth--;
  }
  return { members, depth: deepest };
}

/** Counts the members of the parsed value. If it has fewer than its text, an object has a duplicate key. */
export function countMembers(value: unknown): number {
  let count = 0;
  const waiting: unknown[] = [value];
  // An explicit stack, because recursion would overflow on deeply nested input.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const values: unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += values.length;
    for (const item of values) if (typeof item === 'object' && item !== null) waiting.push(item);
  }
  return count;
}

/**
 * A fast pre-check: the two regular expressions of the secure parser cost more than the parsing, and most bodies need neither. Escape
 * sequences can hide letters, so they count as suspicious.
 */
export function maySpellPoison(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u00');
}

/** Whether a value has keys that would change prototypes where it is copied. Most texts need no look: escapes can hide letters. */
export function hasPoison(text: string, value: unknown): boolean {
  if (!maySpellPoison(text)) return false;
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, '__proto__')) return true;
    const made: unknown = Object.hasOwn(next, 'constructor') ? (next as Record<string, unknown>)['constructor'] : null;
    if (typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype')) return true;
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
  return false;
}

/** Returns a key that occurs twice in one object. Slower than counting, so only used for the message. */
export function findRepeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isOpen(code)) {
      open.push(new Set());
    } else if (isClose(code)) {
      open.pop();
    } else if (code === QUOTE) {
      const end = endOfString(text, at);
      if (text.charCodeAt(skipSpace(text, end)) === COLON) {
        const key = readKey(text, at, end);
        if (open.at(-1)?.has(key)) return key;
        open.at(-1)?.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

function readKey(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}

/** The position after the value that begins here; of text that is not JSON, some position behind it, or the same. */
export function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
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
  return text.length;
}

/** The position after the closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}

export function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}
