import { canonicalNumber } from './canonical-number.ts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * JSON texts with the same value become the same text, whatever their spaces, escapes, order of keys and spelling of numbers. Works on the
 * text, because doubles would make different numbers equal. For text that has been parsed before, and whose depth is bounded.
 */
export function canonicalJson(text: string): string {
  return new CanonicalWriter(text).value();
}

class CanonicalWriter {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): string {
    const code = this.#next();
    if (code === OPEN_OBJECT) {
      const members = this.#items(CLOSE_OBJECT, () => `${this.#string()}:${this.#memberValue()}`);
      return `{${members.toSorted().join()}}`;
    }
    if (code === OPEN_LIST) return `[${this.#items(CLOSE_LIST, () => this.value()).join()}]`;
    if (code === QUOTE) return this.#string();
    const from = this.#at;
    while (!endsWord(this.#text.charCodeAt(this.#at))) this.#at++;
    return canonicalNumber(this.#text.slice(from, this.#at));
  }

  #memberValue(): string {
    // Over the colon.
    this.#next();
    this.#at++;
    return this.value();
  }

  #items(close: number, read: () => string): string[] {
    const items: string[] = [];
    this.#at++;
    while (this.#at < this.#text.length) {
      const code = this.#next();
      if (code === close) break;
      if (code === COMMA) this.#at++;
      else items.push(read());
    }
    this.#at++;
    return items;
  }

  #string(): string {
    this.#next();
    const from = this.#at;
    let hasEscape = false;
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === QUOTE) break;
      if (code !== BACKSLASH) continue;
      hasEscape = true;
      this.#at++;
    }
    const raw = this.#text.slice(from, ++this.#at);
    return hasEscape ? JSON.stringify(JSON.parse(raw)) : raw;
  }

  /** The next character that is not a space. */
  #next(): number {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#text.charCodeAt(this.#at);
  }
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
/** After a number, `true`, `false` or `null`. NaN is the end of the text. */
const endsWord = (code: number): boolean =>
  Number.isNaN(code) || isSpace(code) || code === COMMA || code === CLOSE_LIST || code === CLOSE_OBJECT;
