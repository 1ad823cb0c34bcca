import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { BYTES_AT_ONCE, release } from './receive-body.ts';

/** No route takes more. The rest of a smaller body is read, so that the client keeps its connection for its next request. */
const READ_BYTES = 16 * 1024 * 1024;

/**
 * Closes the connection of a client that still sends a body without an end when it has been answered, such as one without a credential.
 * Node would read on, in chunks of any size, which cost more to drop than anything else here.
 */
export function closeUnreadBodies(app: App): void {
  app.addHook('onResponse', ({ raw }, _reply, done) => {
    if (isUnread(raw) && isEndless(raw.headers)) raw.destroy();
    done();
  });
}

/**
 * Reads a body that nobody has begun to read, and drops it, because the request is refused. Node would do that too, but at once, and leave
 * its memory to the garbage collector. Call it before the response is sent.
 */
export function dropUnreadBody(request: FastifyRequest): void {
  const { raw } = request;
  if (raw.readableFlowing !== null || !isUnread(raw) || isEndless(raw.headers)) return;
  if (!(Number(raw.headers['content-length']) > BYTES_AT_ONCE)) return;
  let left = BYTES_AT_ONCE;
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (chunk.length === chunk.buffer.byteLength) release(chunk);
    if (left > 0) return;
    left = BYTES_AT_ONCE;
    raw.pause();
    void request
      .checking()
      .turn()
      .then(() => raw.resume());
  });
}

/** What is injected has no connection. */
const isUnread = (raw: IncomingMessage): boolean => !raw.complete && raw.socket instanceof Socket;

function isEndless(headers: { 'transfer-encoding'?: string | undefined; 'content-length'?: string | undefined }): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > READ_BYTES;
}
