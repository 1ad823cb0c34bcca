import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

const CHUNK_CHARS = 64 * 1024;

/**
 * Answers with lines as they are read, however long the caller takes. Its credential is asked for again with each chunk: once
 * it is refused, the answer is cut off, which the caller sees as a broken connection.
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
