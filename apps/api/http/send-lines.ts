import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

const CHUNK_CHARS = 64 * 1024;

/**
 * Sends lines as they are read, however slowly the caller reads. The caller's credential is checked again for each chunk. If it is no
 * longer accepted, the response is aborted, and the caller sees a reset connection.
 */
export function sendLines(request: FastifyRequest, reply: FastifyReply, lines: AsyncIterable<string>): unknown {
  return reply.send(Readable.from(whileServed(request, lines)));
}

async function* whileServed(request: FastifyRequest, lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARS) continue;
    await request.proveAgain();
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
