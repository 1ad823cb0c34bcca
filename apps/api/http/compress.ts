import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The response shows a secret. It is not compressed: where a part of a response can be chosen from outside, its compressed length tells
     * what else is in it (BREACH).
     */
    showsSecret?: true;
  }
}

/** In characters. Below, a response is one packet anyway. */
const MIN_CHARS = 1024;
/** In characters. The pages of lists have a quarter of that. */
const MAX_CHARS = 1024 * 1024;
/** In one process. They run beside this thread, on the processors that everybody needs: beyond this, responses are sent as they are. */
const AT_ONCE = 2;

/** Both are fast settings: half of the time of the defaults, for a tenth more bytes. */
const compressors = {
  br: (text: string, done: (error: Error | null, bytes: Buffer) => void) => {
    brotliCompress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }, done);
  },
  gzip: (text: string, done: (error: Error | null, bytes: Buffer) => void) => {
    gzip(text, { level: 3 }, done);
  },
};
type Encoding = keyof typeof compressors;

/**
 * Compresses what GET requests read, for callers that accept it. What flows, such as an export, is sent as it comes. Register it after what
 * makes ETags: those are of the text.
 */
export function compressAnswers(app: App): void {
  let running = 0;
  app.addHook('onRoute', (route) => {
    if (route.method !== 'GET' || route.config?.showsSecret) return;
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done) => {
        if (!isWorthwhile(request, reply, payload)) return done(null, payload);
        reply.header('vary', 'accept-encoding');
        const encoding = encodingFor(request.headers['accept-encoding']);
        if (encoding === undefined || running >= AT_ONCE) return done(null, payload);
        running += 1;
        compressors[encoding](payload, (error, bytes) => {
          running -= 1;
          if (error) return done(null, payload);
          const tag = reply.getHeader('etag');
          // A strong tag names bytes, and these are others.
          if (typeof tag === 'string' && !tag.startsWith('W/')) reply.header('etag', `W/${tag}`);
          reply.header('content-encoding', encoding).removeHeader('content-length');
          done(null, bytes);
        });
      },
    ];
  });
}

function isWorthwhile({ method }: FastifyRequest, { statusCode }: FastifyReply, payload: unknown): payload is string {
  return (
    method === 'GET' && statusCode === 200 && typeof payload === 'string' && payload.length >= MIN_CHARS && payload.length <= MAX_CHARS
  );
}

/** RFC 9110 section 12.5.3: what the caller prefers; Brotli where it does not care. */
export function encodingFor(accepted: string | string[] | undefined): Encoding | undefined {
  if (typeof accepted !== 'string') return undefined;
  const weights = new Map(accepted.slice(0, 200).split(',').map(readWeight));
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get('*') ?? 0;
  const [br, gz] = [weightOf('br'), weightOf('gzip')];
  if (br <= 0 && gz <= 0) return undefined;
  return br >= gz ? 'br' : 'gzip';
}

function readWeight(part: string): [name: string, weight: number] {
  const [name = '', weight = '1'] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*q\s*=\s*/);
  return [name, Number(weight) || 0];
}
