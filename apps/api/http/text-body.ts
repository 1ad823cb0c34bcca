import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { foreignFile } from './foreign-file.ts';
import { takeBodies } from './receive-body.ts';

/** Lets the routes of a plugin accept these media types as files, in addition to JSON. They are not parsed: `bodyBytes` is the file. */
export function takeFiles(app: App, types: string[]): void {
  takeBodies(app, types, (request, bytes) => {
    const foreign = foreignFile(bytes);
    if (foreign) throw foreign;
    request.bodyBytes = readUtf8(request, bytes, 'Save the file as "CSV UTF-8", or convert it');
    return request.bodyBytes;
  });
}

/** ASCII is a part of UTF-8. */
const readable = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * A body in the one encoding that bodies have, without the byte order mark that spreadsheets and some editors write. Throws if it is in
 * another one.
 */
export function readUtf8(request: FastifyRequest, bytes: Buffer, advice = 'Encode it as UTF-8'): Buffer {
  const foreign = foreignCharset(request, advice);
  if (foreign) throw foreign;
  if (isUtf8(bytes)) return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  throw new DomainError('invalid_request', `The body is not UTF-8${isUtf16 ? ' but looks like UTF-16' : ''}. ${advice}.`);
}

/** The error for a body that says that it is in another encoding. */
export function foreignCharset({ headers }: FastifyRequest, advice: string): DomainError | undefined {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset === undefined || readable.has(charset.toLowerCase())) return undefined;
  return new DomainError('unsupported_media_type', `The charset ${charset.slice(0, 50)} is not supported. ${advice}.`);
}

/** The text of some bytes; undefined if it has more characters than this. No UTF-16 character has more than three bytes. */
export function textUpTo(max: number, bytes: Buffer, from = 0, to = bytes.length): string | undefined {
  if (to - from > 3 * max) return undefined;
  const text = bytes.toString('utf8', from, to);
  return text.length > max ? undefined : text;
}
