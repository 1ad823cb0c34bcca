import { canonicalNumber } from './canonical-number.ts';
import { isLossy } from './decimal.ts';

/** Receivers' parsers fail at depths from 64 up; PostgreSQL and JSON.stringify run out of stack at some thousands. */
export const MAX_DEPTH = 50;
/** No object that people or programs write has more members. Their names are compared and sorted, which cannot be interrupted. */
export const MAX_MEMBERS = 10_000;

/** Each value takes memory, which the garbage collector visits at once. The largest batches have a few hundred values an item. */
export const MAX_VALUES = 250_000;

/**
 * Lists and objects take most memory, and live until the request is answered: while they are young, the garbage collector copies them at
 * once. So many more are allowed as there are bytes for them.
 */
export const MAX_CONTAINERS = 10_000;
const BYTES_FOR_EACH = 16;

/** The clock is read after so many bytes. */
const STRIDE = 4_096;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
/** Characters of what is no JSON, and the bytes that have them for sure. */
const SHOWN = 10;
const SHOWN_BYTES = 4 * SHOWN;
/** By their first character. */
const words = new Map([true, false, null].map((value) => [String(value).charCodeAt(0), { text: String(value), value }]));

/**
 * `malformed`: not JSON. The others are JSON that another parser can read differently, that would change prototypes where it is copied, or
 * that would not be kept as it is.
 */
export type JsonFaultKind = 'malformed' | 'too_deep' | 'too_many_members' | 'too_many_values' | 'repeated_key' | 'poison' | 'lossy_number';

export class JsonFault extends Error {
  readonly kind: JsonFaultKind;
  readonly at: number;
  /** The key or number. */
  readonly token: string;

  constructor(kind: JsonFaultKind, at: number, token = '') {
    super(`${kind} at position ${at}`);
    this.kind = kind;
    this.at = at;
    this.token = token;
  }
}

export interface JsonReaderOptions {
  /** Whether to write the canonical text too. */
  canonical?: boolean;
  /** Numbers that a double does not keep are accepted, because somebody takes them from the text. */
  keepsNumbers?: boolean;
}

interface Container {
  object: Record<string, unknown> | null;
  list: unknown[];
  key: string;
  members: number;
  /** The canonical texts of its items. */
  texts: string[];
}

/**
 * Parses JSON as JSON.parse does, but in pieces, so that a large body does not keep others waiting, and with one meaning only: without
 * repeated keys and lossy numbers. It reads bytes, because the text of a large body would be a copy of it. Bounds are checked before what is beyond them is read.
 */
export class JsonReader {
  /** The value, and its canonical text if it was asked for: complete when `read` has returned true. */
  value: unknown = undefined;
  canonical = '';
  readonly #json: Buffer;
  readonly #isCanonical: boolean;
  readonly #keepsNumbers: boolean;
  readonly #open: Container[] = [];
  #at = 0;
  #values = 0;
  #containers = 0;
  #item = '';

  /** `json` is UTF-8. */
  constructor(json: Buffer, { canonical = false, keepsNumbers = false }: JsonReaderOptions = {}) {
    this.#json = json;
    this.#isCanonical = canonical;
    this.#keepsNumbers = keepsNumbers;
  }

  /** Reads until the end, or until the time has come. Returns whether it has reached the end. Throws `JsonFault`. */
  read(untilMs = Number.POSITIVE_INFINITY): boolean {
    let next = this.#at + STRIDE;
    for (;;) {
      if (this.#at >= next) {
        if (performance.now() >= untilMs) return false;
        next = this.#at + STRIDE;
      }
      const value = this.#begin();
      if (value !== opened && this.#complete(value)) return true;
    }
  }

  /** Reads a value that has no parts, or opens a container. */
  #begin(): unknown {
    const code = this.#skipSpace();
    if (++this.#values > MAX_VALUES) throw new JsonFault('too_many_values', this.#at);
    if (code === QUOTE) return this.#string();
    if (code === OPEN_OBJECT) return this.#openContainer(CLOSE_OBJECT);
    if (code === OPEN_LIST) return this.#openContainer(CLOSE_LIST);
    return this.#word(code);
  }

  #openContainer(close: number): unknown {
    this.#at++;
    if (this.#open.length >= MAX_DEPTH) throw new JsonFault('too_deep', this.#at);
    if (++this.#containers > MAX_CONTAINERS + this.#at / BYTES_FOR_EACH) throw new JsonFault('too_many_values', this.#at);
    if (this.#skipSpace() === close) {
      this.#at++;
      if (this.#isCanonical) this.#item = close === CLOSE_LIST ? '[]' : '{}';
      return close === CLOSE_LIST ? [] : {};
    }
    const container: Container = { object: close === CLOSE_OBJECT ? {} : null, list: [], key: '', members: 0, texts: [] };
    this.#open.push(container);
    if (container.object) this.#readKey(container);
    return opened;
  }

  /** Puts a value where it belongs, and closes what ends with it. Returns whether the text has ended. */
  #complete(first: unknown): boolean {
    let value = first;
    for (;;) {
      const container = this.#open.at(-1);
      if (!container) return this.#end(value);
      if (container.object) this.#addMember(container, container.object, value);
      else container.list.push(value);
      if (this.#isCanonical) container.texts.push(this.#item);
      const code = this.#skipSpace();
      this.#at++;
      if (code === COMMA) {
        if (container.object) this.#readKey(container);
        return false;
      }
      if (code !== (container.object ? CLOSE_OBJECT : CLOSE_LIST)) throw this.#malformed(this.#at - 1);
      this.#open.pop();
      value = container.object ?? container.list;
      if (this.#isCanonical) this.#item = container.object ? `{${container.texts.toSorted().join()}}` : `[${container.texts.join()}]`;
    }
  }

  #end(value: unknown): boolean {
    this.#skipSpace();
    if (this.#at < this.#json.length) throw this.#malformed(this.#at);
    this.value = value;
    this.canonical = this.#item;
    return true;
  }

  #addMember(container: Container, object: Record<string, unknown>, value: unknown): void {
    const { key } = container;
    if (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')) {
      throw new JsonFault('poison', this.#at, key);
    }
    object[key] = value;
    if (this.#isCanonical) this.#item = `${JSON.stringify(key)}:${this.#item}`;
  }

  /** Reads the next key of an object, and its colon. */
  #readKey(container: Container): void {
    if (this.#skipSpace() !== QUOTE) throw this.#malformed(this.#at);
    const at = this.#at;
    const key = this.#string();
    if (this.#skipSpace() !== COLON) throw this.#malformed(this.#at);
    this.#at++;
    if (key === '__proto__') throw new JsonFault('poison', at, key);
    if (++container.members > MAX_MEMBERS) throw new JsonFault('too_many_members', at);
    const { object } = container;
    // The first comparison answers for nearly every key, at a fraction of the cost.
    if (object?.[key] !== undefined && Object.hasOwn(object, key)) throw new JsonFault('repeated_key', at, key);
    container.key = key;
  }

  #string(): string {
    const json = this.#json;
    const from = this.#at;
    let hasEscape = false;
    let bits = 0;
    let at = from + 1;
    for (; at < json.length; at++) {
      const code = json[at] ?? 0;
      if (code === QUOTE) break;
      if (code < 32) throw this.#malformed(at);
      bits |= code;
      if (code !== BACKSLASH) continue;
      hasEscape = true;
      at++;
    }
    if (at >= json.length) throw this.#malformed(json.length);
    this.#at = at + 1;
    if (hasEscape) return this.#unescape(from);
    const value = json.toString(bits < 128 ? 'latin1' : 'utf8', from + 1, at);
    if (this.#isCanonical) this.#item = `"${value}"`;
    return value;
  }

  #unescape(from: number): string {
    try {
      const value = String(JSON.parse(this.#json.toString('utf8', from, this.#at)));
      if (this.#isCanonical) this.#item = JSON.stringify(value);
      return value;
    } catch {
      throw this.#malformed(from);
    }
  }

  #word(code: number): unknown {
    const at = this.#at;
    const word = words.get(code);
    const shared = word ? sharedLength(this.#json, at, word.text) : 0;
    if (word && shared === word.text.length) {
      this.#at += shared;
      if (this.#isCanonical) this.#item = word.text;
      return word.value;
    }
    let end = at;
    while (isOfNumber(this.#json[end])) end++;
    const [token] = NUMBER.exec(this.#json.toString('latin1', at, end)) ?? [];
    if (token === undefined) throw this.#malformed(at + shared);
    if (!this.#keepsNumbers && isLossy(token)) throw new JsonFault('lossy_number', at, token);
    this.#at += token.length;
    if (this.#isCanonical) this.#item = canonicalNumber(token);
    return Number(token);
  }

  /** Returns the next byte that is not a space; NaN at the end. */
  #skipSpace(): number {
    const json = this.#json;
    let code = json[this.#at];
    while (code === 32 || code === 10 || code === 13 || code === 9) code = json[++this.#at];
    return code ?? Number.NaN;
  }

  #malformed(at: number): JsonFault {
    return new JsonFault('malformed', at, this.#json.toString('utf8', at, at + SHOWN_BYTES).slice(0, SHOWN));
  }
}

/** How many characters of a word are there. */
function sharedLength(json: Buffer, at: number, word: string): number {
  let length = 0;
  while (length < word.length && json[at + length] === word.charCodeAt(length)) length++;
  return length;
}

/** A digit, or one of `+-.eE`. */
const isOfNumber = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46 || code === 69 || code === 101);

const opened = Symbol('a container was opened');
