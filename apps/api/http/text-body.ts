import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { decodeUtf8 } from '#domain/utf8.ts';
import { foreignFile } from './foreign-file.ts';

/** Lets the routes of a plugin accept these media types as text, in addition to JSON. The text is not parsed. */
export function takeTextBodies(app: App, types: string[]): void {
  app.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, bytes, done) => {
    const foreign = foreignFile(bytes, request.headers['content-encoding']);
    if (foreign) return done(foreign);
    const text = readText(request, bytes, 'Save the file as "CSV UTF-8", or convert it');
    if (text instanceof DomainError) return done(text);
    request.bodyText = text;
    done(null, text);
  });
}

/** ASCII is a part of UTF-8. */
const readable = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** The text of a body, in the one encoding that bodies have. Drops the byte order mark that spreadsheets and some editors write. */
export function readText(request: FastifyRequest, bytes: Buffer, advice = 'Encode it as UTF-8'): string | DomainError {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !readable.has(charset.toLowerCase())) {
    return new DomainError('unsupported_media_type', `The charset ${charset.slice(0, 50)} is not supported. ${advice}.`);
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const what = `The body is not UTF-8${isUtf16 ? ' but looks like UTF-16' : ''}`;
  return decodeUtf8(bytes) ?? new DomainError('invalid_request', `${what}. ${advice}.`);
}
