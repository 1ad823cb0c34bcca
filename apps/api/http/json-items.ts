import { DomainError } from '#domain/errors.ts';
import { endOfValue, skipSpace } from './json-text.ts';

const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;

/**
 * The items of a JSON list as text, one at a time, so that a list of thousands is never parsed as a whole. An item is valid JSON only
 * if it parses. Throws `malformed_json` where the list itself is broken.
 */
export function* jsonItems(text: string): Generator<string> {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN) throw malformed(at, 'a list begins with "["');
  at = skipSpace(text, at + 1);
  while (text.charCodeAt(at) !== CLOSE) {
    const end = endOfValue(text, at);
    if (end === at) throw malformed(at, 'an item is missing');
    yield text.slice(at, end);
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === COMMA) {
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) === CLOSE) throw malformed(at, 'there is no item after the comma');
    } else if (text.charCodeAt(at) !== CLOSE) {
      throw malformed(at, 'items are separated by "," and the list ends with "]"');
    }
  }
  at = skipSpace(text, at + 1);
  if (at < text.length) throw malformed(at, 'nothing can follow the list');
}

const malformed = (at: number, why: string) =>
  new DomainError('malformed_json', `The body is not a valid JSON list: ${why} (at position ${at}).`);
