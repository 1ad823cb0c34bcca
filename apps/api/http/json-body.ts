import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findLossyNumber } from '#domain/decimal.ts';
import { DomainError } from '#domain/errors.ts';
import { countMembers, findRepeatedKey, maySpellPoison, measure } from './json-text.ts';
import { readText } from './text-body.ts';

/** Receivers' parsers fail at depths from 64 up; PostgreSQL and JSON.stringify run out of stack at some thousands. */
export const MAX_DEPTH = 50;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as sent; empty if there was none. */
    bodyText: string;
  }
  interface FastifyContextConfig {
    /** The route takes the text of what it stores from the body, so numbers of any length stay as they are. */
    keepsNumbers?: true;
  }
}

/** Routes only accept JSON bodies by default. Keys that could poison prototypes (`__proto__`) are rejected, as in Fastify's own parser. */
export function parseJsonBodies(app: FastifyInstance): void {
  app.decorateRequest('bodyText', '');
  app.removeAllContentTypeParsers();
  const parseCarefully = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const text = readText(request, bytes);
    if (text instanceof DomainError) return done(text);
    request.bodyText = text;
    // Clients often send a Content-Type without a body: commands such as /enable need none.
    if (text.trim() === '') return done(null, undefined);
    const settle = (error: Error | null, body?: unknown) => {
      const fault = error ? malformedJson(text) : (ambiguousJson(text, body) ?? lossyNumber(request, text));
      if (fault) done(fault);
      else done(null, body);
    };
    if (maySpellPoison(text)) void parseCarefully(request, text, settle);
    else parsePlainly(text, settle);
  });
}

function parsePlainly(text: string, settle: (error: Error | null, body?: unknown) => void): void {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    settle(error as Error);
    return;
  }
  settle(null, body);
}

/** Rejects what two parsers may read differently or not at all: duplicate keys in an object, and very deep nesting. */
function ambiguousJson(text: string, body: unknown): DomainError | undefined {
  const { members, depth } = measure(text);
  if (depth > MAX_DEPTH) {
    return new DomainError('malformed_json', `The body is nested ${depth} levels deep; the maximum is ${MAX_DEPTH}.`);
  }
  if (members === countMembers(body)) return undefined;
  const key = JSON.stringify(findRepeatedKey(text));
  return new DomainError('malformed_json', `An object in the body contains the key ${key} twice, which parsers interpret differently.`);
}

/** What is stored as parsed must mean what was sent. */
function lossyNumber({ routeOptions }: FastifyRequest, text: string): DomainError | undefined {
  const number = routeOptions.config.keepsNumbers ? undefined : findLossyNumber(text);
  if (number === undefined) return undefined;
  const what = `The number ${number.slice(0, 50)} would be changed to ${Number(number)}, because JSON numbers are doubles here`;
  return new DomainError('malformed_json', `${what}. Send it as a string.`);
}

function malformedJson(text: string): DomainError {
  try {
    JSON.parse(text);
    return new DomainError(
      'malformed_json',
      'The body contains a key "__proto__", or a "constructor" with a "prototype", which is not accepted.',
    );
  } catch (error) {
    return new DomainError('malformed_json', `${locate(text, error instanceof Error ? error.message : String(error))}.`);
  }
}

/** V8 reports the position of most errors. For an unexpected token it quotes ten characters on each side instead. */
function locate(text: string, message: string): string {
  if (message.includes(' at position ')) return message;
  const [, fault, cut, quoted] = /^(.*?), (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  if (fault === undefined || quoted === undefined) return `${message} (at position ${text.length})`;
  const at = text.indexOf(quoted);
  const isCertain = cut !== undefined && at >= 0 && !text.includes(quoted, at + 1);
  return `${fault} near ${JSON.stringify(quoted)}${isCertain ? ` at position ${at + 10}` : ''}`;
}
