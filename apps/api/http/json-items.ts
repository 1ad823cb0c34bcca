import { DomainError } from '#domain/errors.ts';
import { findEndOfValue, OPEN_LIST, skipSpace } from './json-text.ts';

const COMMA = 44;
const CLOSE = 93;

/**
 * The items of a JSON list as they stand there, one at a time, so that a list of thousands is never parsed as a whole. An item is valid JSON only
 * if it parses. Throws `malformed_json` where the list itself is broken. `undefined` is a place to pause.
 */
export function* jsonItems(json: Buffer): Generator<Buffer | undefined> {
  let at = skipSpace(json, 0);
  if (json[at] !== OPEN_LIST) throw malformed(at, 'a list begins with "["');
  at = skipSpace(json, at + 1);
  while (json[at] !== CLOSE) {
    const end = yield* findEndOfValue(json, at);
    if (end === at) throw malformed(at, 'an item is missing');
    yield json.subarray(at, end);
    at = skipSpace(json, end);
    if (json[at] === COMMA) {
      at = skipSpace(json, at + 1);
      if (json[at] === CLOSE) throw malformed(at, 'there is no item after the comma');
    } else if (json[at] !== CLOSE) {
      throw malformed(at, 'items are separated by "," and the list ends with "]"');
    }
  }
  at = skipSpace(json, at + 1);
  if (at < json.length) throw malformed(at, 'nothing can follow the list');
}

const malformed = (at: number, why: string) =>
  new DomainError('malformed_json', `The body is not a valid JSON list: ${why} (at position ${at}).`);
