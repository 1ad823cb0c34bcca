import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { HeldKey } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { abandonIdempotent, beginIdempotent, completeIdempotent } from '#db/idempotency.ts';
import { DomainError } from '#domain/errors.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';
import { JsonFault, JsonReader } from '#domain/strict-json.ts';
import { waitBriefly } from './best-effort.ts';
import { toProblem } from './errors.ts';
import { idempotencyScope } from './principal.ts';

/**
 * Identifies repeats of a request: same account, same key. The fingerprint distinguishes a repeat from another request with the same key.
 */
interface IdempotentRequest extends HeldKey {
  fingerprint: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotent: IdempotentRequest | undefined;
    /** Set while this request owns its idempotency key, until its response is stored. Changes made in the meantime mark the key. */
    holdsKey: boolean;
  }
  interface FastifyContextConfig {
    /** `own`: the route stores its idempotency key itself, in the transaction of its effect. */
    idempotency?: 'own';
    /** The response contains a new credential, so it is only repeated to the credential that requested it. */
    showsCredential?: true;
  }
}

/**
 * What failed validation had no effect: the corrected request may use the key, and nobody fills the table with rejections. Nor has what
 * was refused because of the moment: the answer to a repeat after `Retry-After` must not be the old 429.
 */
const withoutEffect = new Set([400, 408, 413, 415, 422, 428, 429]);
/** Longer bodies are repeated exactly as they were sent: it takes long to bring more into one spelling. In bytes. */
const MAX_CANONICAL = 256 * 1024;
/** Bytes: half a millisecond. */
const HASHED_AT_ONCE = 1024 * 1024;
/** Printable ASCII, as in header values. The quotes that the draft puts around the key are part of it. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Handles Idempotency-Key on every POST (draft-ietf-httpapi-idempotency-key-header). The first response is stored, encrypted because it may
 * contain a new secret, and returned to every repeat. A 5xx response is not stored, nor one of a request that failed validation, so that a
 * retry is processed again. It has no second effect, because the transaction of the effect marks the key (`changeAs`).
 */
export function answerRepeats(api: App, { sql, secretBox }: { sql: Sql; secretBox: SecretBox }): void {
  api.decorateRequest('idempotent', undefined);
  api.decorateRequest('holdsKey', false);
  // Only on these routes: hooks cost a GET a tenth of its throughput.
  api.addHook('onRoute', (route) => {
    if (String(route.method) !== 'POST') return;
    route.preHandler = [
      (request, reply, done) => {
        begin(request, reply).then(() => (reply.sent ? undefined : done()), done);
      },
      ...[route.preHandler ?? []].flat(),
    ];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (request, reply, payload, done) => {
        if (!request.holdsKey) return done(null, payload);
        complete(request, reply, payload).then((answer) => done(null, answer), done);
      },
    ];
  });

  /** Before the handler: returns the stored response to a repeat. */
  async function begin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const sent = await readIdempotencyKey(request);
    if (!sent) return;
    request.idempotent = sent;
    if (request.routeOptions.config.idempotency === 'own') return;
    const first = await beginIdempotent(sql, sent);
    if (!first) {
      request.holdsKey = true;
      return;
    }
    if (first.fingerprint !== sent.fingerprint) throw keyReused();
    if (first.statusCode === null || first.response === null) throw first.isAnswerLost ? answerLost() : stillRunning();
    const { type, body } = openAnswer({ statusCode: first.statusCode, response: first.response }, sent);
    return reply.code(first.statusCode).header('idempotency-replayed', 'true').type(type).send(body);
  }

  function openAnswer({ statusCode, response }: { statusCode: number; response: string }, sent: HeldKey): { type: string; body: string } {
    try {
      return JSON.parse(secretBox.open(response, sealedAs(sent))) as { type: string; body: string };
    } catch (error) {
      // Its encryption key is missing. The caller needs to know that the request took effect.
      if (isSealedFault(error) && statusCode < 300) throw answerLost();
      throw error;
    }
  }

  /** Before the response is sent: stores it, so that no client sees a response that a repeat would not get. */
  async function complete(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    if (!request.holdsKey || !request.idempotent) return payload;
    // The handler may still be running, and marks the key if it succeeds. Otherwise the key counts as abandoned after a while.
    if (request.timedOut) return payload;
    request.holdsKey = false;
    if (reply.statusCode >= 500 || withoutEffect.has(reply.statusCode)) {
      // If the database hangs, the error does not wait for it. The key then counts as abandoned after a while.
      await waitBriefly(abandonIdempotent(sql, request.idempotent).catch(() => {}));
      return payload;
    }
    const body = typeof payload === 'string' ? payload : '';
    const type = String(reply.getHeader('content-type') ?? 'application/json');
    const response = secretBox.seal(JSON.stringify({ type, body }), sealedAs(request.idempotent));
    try {
      await completeIdempotent(sql, { ...request.idempotent, statusCode: reply.statusCode, response });
      return payload;
    } catch (error) {
      const problem = toProblem(error, request.id);
      reply.code(problem.status).type('application/problem+json');
      return JSON.stringify(problem);
    }
  }
}

/** The idempotency key of the request; undefined if it has none. */
async function readIdempotencyKey(request: FastifyRequest): Promise<IdempotentRequest | undefined> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError('invalid_idempotency_key', 'Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID.');
  }
  const digest = createHash('sha256').update(`POST ${request.url}\n`);
  const body = await canonicalBody(request);
  for (let from = 0; from < body.length; from += HASHED_AT_ONCE) {
    if (from > 0) await request.checking().turn();
    request.checking().run(() => digest.update(body.subarray(from, from + HASHED_AT_ONCE)));
  }
  if (request.routeOptions.config.showsCredential) digest.update(`\n${request.principal.credentialId}`);
  return { scope: idempotencyScope(request.principal), key, attempt: randomUUID(), fingerprint: digest.digest('hex') };
}

/** A client that repeats a request can write its JSON anew, with the keys in another order. Other formats are compared as they are. */
async function canonicalBody(request: FastifyRequest): Promise<Buffer> {
  const { bodyBytes: bytes = Buffer.alloc(0), headers } = request;
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  if (!isJson || bytes.length === 0 || bytes.length > MAX_CANONICAL) return bytes;
  const reader = new JsonReader(bytes, { canonical: true, keepsNumbers: true });
  try {
    await request.checking().read(reader, bytes.length);
    return Buffer.from(reader.canonical);
  } catch (error) {
    // An import has not been parsed as a whole.
    if (error instanceof JsonFault) return bytes;
    throw error;
  }
}

export function keyReused(): DomainError {
  return new DomainError(
    'idempotency_key_reused',
    'This Idempotency-Key was already used for a different request. Reuse a key only to repeat the same request.',
  );
}

function stillRunning(): DomainError {
  return new DomainError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running. Retry in a moment.');
}

function answerLost(): DomainError {
  return new DomainError(
    'idempotency_answer_lost',
    'The first request with this Idempotency-Key succeeded, but its response was lost. Read what it created or changed, for example in a list. Use a new key for a new request.',
  );
}

function sealedAs({ scope, key }: HeldKey): string {
  return `idempotency_key.response ${scope} ${key}`;
}
