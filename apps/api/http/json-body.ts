import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#domain/errors.ts';
import { JsonFault, JsonReader, MAX_CONTAINERS, MAX_DEPTH, MAX_MEMBERS, MAX_VALUES } from '#domain/strict-json.ts';
import { invalidRequest, SEND_JSON } from './errors.ts';
import { isMergePatch, MERGE_PATCH, mergePatchErrors } from './merge-patch.ts';
import { takeBodies } from './receive-body.ts';
import { readUtf8 } from './text-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as sent, without a byte order mark. Undefined if there was none. */
    bodyBytes: Buffer | undefined;
  }
  interface FastifyContextConfig {
    /** The route takes the text of what it stores from the body, so numbers of any length stay as they are. */
    keepsNumbers?: true;
  }
}

/** Nobody sends more spaces than this instead of nothing. */
const BLANK_BYTES = 100;

/** Routes only accept JSON bodies by default. */
export function parseJsonBodies(app: FastifyInstance): void {
  app.decorateRequest('bodyBytes', undefined);
  app.removeAllContentTypeParsers();
  takeBodies(app, ['application/json', MERGE_PATCH], readJsonBody);
}

/** For `takeBodies`: a body that is JSON. Undefined if it is empty. */
export async function readJsonBody(request: FastifyRequest, bytes: Buffer): Promise<unknown> {
  const merges = isMergePatch(request);
  if (merges && request.method !== 'PATCH') throw new DomainError('unsupported_media_type', SEND_JSON);
  const json = readUtf8(request, bytes);
  request.bodyBytes = json;
  // Clients often send a Content-Type without a body: commands such as /enable need none.
  if (json.length <= BLANK_BYTES && json.toString().trim() === '') return undefined;
  const reader = new JsonReader(json, { keepsNumbers: request.routeOptions.config.keepsNumbers ?? false });
  try {
    await request.checking().read(reader, json.length);
  } catch (error) {
    throw error instanceof JsonFault ? malformed(error) : error;
  }
  if (merges) {
    const faults = mergePatchErrors(request, reader.value);
    if (faults.length > 0) throw invalidRequest(faults);
  }
  return reader.value;
}

const malformed = (fault: JsonFault) => new DomainError('malformed_json', describe(fault));

function describe({ kind, at, token }: JsonFault): string {
  switch (kind) {
    case 'malformed':
      return token === ''
        ? `The body is not valid JSON: it ends too early, at position ${at}.`
        : `The body is not valid JSON: unexpected text near ${JSON.stringify(token)} at position ${at}.`;
    case 'too_deep':
      return `The body is nested more than ${MAX_DEPTH} levels deep (at position ${at}).`;
    case 'too_many_members':
      return `An object in the body has more than ${MAX_MEMBERS} members (at position ${at}).`;
    case 'too_many_values':
      return `The body has more than ${MAX_VALUES} values, or more than ${MAX_CONTAINERS} lists and objects of a few characters (at position ${at}).`;
    case 'repeated_key':
      return `An object in the body contains the key ${JSON.stringify(token)} twice, which parsers interpret differently.`;
    case 'poison':
      return 'The body contains a key "__proto__", or a "constructor" with a "prototype", which is not accepted.';
    case 'lossy_number':
      return `The number ${token.slice(0, 50)} would be changed to ${Number(token)}, because JSON numbers are doubles here. Send it as a string.`;
  }
}
