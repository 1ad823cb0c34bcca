import { parse } from 'node:querystring';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { takeBodies } from '#apps/api/http/receive-body.ts';
import { readUtf8 } from '#apps/api/http/text-body.ts';
import { isDecodable } from '#apps/api/http/unambiguous-request.ts';
import { DomainError } from '#domain/errors.ts';

/** Routes of the plugin only accept forms. A repeated field becomes a list, which no schema accepts: RFC 6749 §3.2 forbids it. */
export function parseForms(app: App, bodyLimit: number): void {
  app.removeAllContentTypeParsers();
  const parseForm = (request: FastifyRequest, bytes: Buffer) => {
    const text = readUtf8(request, bytes).toString();
    if (!isDecodable(text)) throw new DomainError('invalid_request', 'The form is not percent-encoded UTF-8.');
    return { ...parse(text) };
  };
  takeBodies(app, 'application/x-www-form-urlencoded', parseForm, bodyLimit);
}
