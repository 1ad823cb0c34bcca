import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { foreignFile } from './foreign-file.ts';

/** Lets the routes of a plugin accept these media types as text, in addition to JSON. The text is not parsed. */
export function takeTextBodies(app: App, types: string[]): void {
  app.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, bytes, done) => {
    const foreign = foreignFile(bytes, request.headers['content-encoding']);
    if (foreign) return done(foreign);
    try {
      // Drops the byte order mark that spreadsheets write at the start of UTF-8.
      request.bodyText = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      done(null, request.bodyText);
    } catch {
      done(notUtf8(bytes));
    }
  });
}

function notUtf8(bytes: Buffer): DomainError {
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe;
  return new DomainError(
    'invalid_request',
    `The file is not UTF-8${isUtf16 ? ' but looks like UTF-16' : ''}. Save it as "CSV UTF-8", or convert it.`,
  );
}
