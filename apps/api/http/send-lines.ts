import { finished, Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { limitAtOnce } from '#domain/at-once.ts';
import { callerOf } from './principal.ts';
import { RateLimited } from './rate-limited.ts';

const CHUNK_CHARS = 64 * 1024;
/** Of one caller in one process. Each fills the buffers of its connection with megabytes, even if nobody reads them. */
const AT_ONCE = 4;
/** In one process, callers in turn: each keeps this thread and a process of PostgreSQL busy. Nobody reads while a caller takes its time. */
const READ_AT_ONCE = 1;

declare module 'fastify' {
  interface FastifyInstance {
    /** How many responses of lines are being sent to each caller. */
    linesTo: Map<string, number>;
    /** Reads the next lines of a caller when it is its turn. */
    readLines: ReturnType<typeof limitAtOnce>;
  }
}

export function countLines(app: App): void {
  app.decorate('linesTo', new Map<string, number>());
  app.decorate('readLines', limitAtOnce(READ_AT_ONCE));
}

/**
 * Sends lines as they are read, however slowly the caller reads. The caller's credential is checked again for each chunk. If it is no
 * longer accepted, the response is aborted, and the caller sees a reset connection. Throws `RateLimited` if the caller has several such
 * responses already.
 */
export function sendLines(request: FastifyRequest, reply: FastifyReply, lines: AsyncIterable<string>): unknown {
  const { linesTo } = request.server;
  const caller = callerOf(request.principal);
  const count = (change: number) => {
    const now = (linesTo.get(caller) ?? 0) + change;
    if (now > 0) linesTo.set(caller, now);
    else linesTo.delete(caller);
  };
  if ((linesTo.get(caller) ?? 0) >= AT_ONCE) {
    throw new RateLimited(`You already read ${AT_ONCE} exports. Send this request again when one of them has ended.`, 1);
  }
  count(1);
  finished(reply.raw, () => count(-1));
  return reply.send(Readable.from(whileServed(request, lines)));
}

async function* whileServed(request: FastifyRequest, lines: AsyncIterable<string>): AsyncGenerator<string> {
  const caller = callerOf(request.principal);
  const iterator = lines[Symbol.asyncIterator]();
  const next = () => request.server.readLines(caller, () => iterator.next());
  try {
    let chunk = '';
    for (let read = await next(); !read.done; read = await next()) {
      chunk += read.value;
      if (chunk.length < CHUNK_CHARS) continue;
      await request.proveAgain();
      yield chunk;
      chunk = '';
    }
    yield chunk;
  } finally {
    // The caller has gone.
    await iterator.return?.();
  }
}
