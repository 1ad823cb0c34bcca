import { parse } from 'node:querystring';
import type { App } from '#apps/api/app.ts';
import { readText } from '#apps/api/http/text-body.ts';
import { isDecodable } from '#apps/api/http/unambiguous-request.ts';
import { DomainError } from '#domain/errors.ts';

/** Routes of the plugin only accept forms. A repeated field becomes a list, which no schema accepts: RFC 6749 §3.2 forbids it. */
export function parseForms(app: App, bodyLimit: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/x-www-form-urlencoded', { parseAs: 'buffer', bodyLimit }, (request, bytes, done) => {
    const text = readText(request, bytes);
    if (text instanceof DomainError) done(text);
    else if (!isDecodable(text)) done(new DomainError('invalid_request', 'The form is not percent-encoded UTF-8.'));
    else done(null, { ...parse(text) });
  });
}
