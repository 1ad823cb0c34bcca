import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { refuseEncoding } from './foreign-file.ts';

/** For a body whose length is not announced, to begin with. */
const FIRST_ROOM = 16 * 1024;
/** A program that writes line by line sends chunks of this size. Those of a byte cost more to receive than all that is done with them. */
const MIN_CHUNK_BYTES = 16;
/** So many chunks can be smaller. */
const SMALL_CHUNKS = 1_000;
/** Smaller buffers share their memory with others. */
const POOLED_BYTES = 16 * 1024;
/** Then others get a turn. */
const CHUNKS_AT_ONCE = 500;
/** Too. As long as a connection has data, Node would read up to 2 MiB of it in one iteration of the event loop, which takes milliseconds. */
export const BYTES_AT_ONCE = 64 * 1024;
/** So many are received in a millisecond. The caller pays for them. */
const CHUNKS_PER_MS = 500;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the settings allow now, if that is less than the limit of the route. */
    maxBodyBytes?: () => number;
  }
}

/** Lets the routes of a plugin accept these media types, up to the limit of the route. `parse` may throw. */
export function takeBodies(
  app: Pick<App, 'addContentTypeParser'>,
  types: string | string[],
  parse: (request: FastifyRequest, bytes: Buffer) => unknown,
  maxBytes = Number.POSITIVE_INFINITY,
): void {
  app.addContentTypeParser(types, async (request: FastifyRequest, payload: IncomingMessage) => {
    const { bodyLimit, config } = request.routeOptions;
    const limit = Math.min(bodyLimit, maxBytes, config.maxBodyBytes?.() ?? bodyLimit);
    refuseEncoding(request.headers['content-encoding']);
    const bytes = await receive(request, payload, limit);
    try {
      return await parse(request, bytes);
    } catch (error) {
      release(bytes);
      throw error;
    }
  });
}

/**
 * The whole body. It is copied once, into memory that the garbage collector does not visit, so that neither its length nor the number of
 * its chunks matters.
 */
async function receive(request: FastifyRequest, payload: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = request.headers['content-length'];
  if (Number(announced) > limit) throw tooLarge(limit);
  return new Promise((resolve, reject) => {
    let bytes = allocate(announced === undefined ? Math.min(FIRST_ROOM, limit) : Number(announced));
    let [length, chunks, pauseAt] = [0, 0, BYTES_AT_ONCE];
    const takeTurns = () => {
      pauseAt = length + BYTES_AT_ONCE;
      payload.pause();
      void request
        .checking()
        .turn()
        .then(() => payload.resume());
    };
    const finish = (error?: Error) => {
      payload.off('data', onData).off('end', finish).off('error', finish);
      if (announced === undefined) request.checking().spentMs += chunks / CHUNKS_PER_MS;
      if (!error) return resolve(bytes.subarray(0, length));
      // Otherwise the rest would be received, and dropped.
      payload.pause();
      release(bytes);
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      const end = length + chunk.length;
      if (end > limit) return finish(tooLarge(limit));
      if (end > bytes.length) bytes = enlarged(bytes, Math.min(limit, 2 * end));
      chunk.copy(bytes, length);
      if (chunk.length === chunk.buffer.byteLength) release(chunk);
      length = end;
      if (announced === undefined && ++chunks > SMALL_CHUNKS + length / MIN_CHUNK_BYTES) return finish(tooManyChunks());
      if (length >= pauseAt || (announced === undefined && chunks % CHUNKS_AT_ONCE === 0)) takeTurns();
    };
    payload.on('data', onData).once('end', finish).once('error', finish);
  });
}

function enlarged(bytes: Buffer, room: number): Buffer {
  const larger = allocate(room);
  bytes.copy(larger);
  release(bytes);
  return larger;
}

const allocate = (room: number): Buffer => (room > POOLED_BYTES ? Buffer.allocUnsafeSlow(room) : Buffer.allocUnsafe(room));

/**
 * Gives the memory of a body back, if there is much of it. The next garbage collection would do that too, but it would come sooner because
 * of it, and several in a second stop everybody. Nobody can use the bytes any more.
 */
export function release(bytes: Buffer): void {
  if (bytes.length > POOLED_BYTES) (bytes.buffer as ArrayBuffer).transfer(0);
}

/** For a handler that has read the body. */
export function releaseBody(request: FastifyRequest): void {
  if (request.bodyBytes) release(request.bodyBytes);
  request.bodyBytes = undefined;
}

const tooLarge = (limit: number) =>
  new DomainError('payload_too_large', `The body exceeds the maximum of ${limit} bytes. It was not read. Send less data per request.`);
const tooManyChunks = () =>
  new DomainError(
    'malformed_http',
    `The body has chunks of fewer than ${MIN_CHUNK_BYTES} bytes on average. Send larger chunks, or a Content-Length.`,
  );
