import { hash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { HeldKey } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { abandonIdempotent, beginIdempotent, completeIdempotent } from '#db/idempotency.ts';
import { canonicalJson } from '#domain/canonical-json.ts';
import { DomainError } from '#domain/errors.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';
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

/** Longer bodies are repeated exactly as they were sent: it takes up to 100 ms to bring this many characters into one spelling. */
const MAX_CANONICAL = 256 * 1024;
/** Printable ASCII, as in header values. The quotes that the draft puts around the key are part of it. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Handles Idempotency-Key on every POST (draft-ietf-httpapi-idempotency-key-header). The first response is stored, encrypted because it may
 * contain a new secret, and returned to every repeat. A 5xx response is not stored, so that a retry is processed again. It has no second
 * effect, because the transaction of the effect marks the key (`changeAs`).
 */
export function answerRepeats(api: App, { sql, secretBox }: { sql: Sql; secretBox: SecretBox }): void {
  api.decorateRequest('idempotent', undefined);
  api.decorateRequest('holdsKey', false);
  api.addHook('preHandler', (request, reply, done) => {
    if (request.method !== 'POST') return done();
    begin(request, reply).then(() => (reply.sent ? undefined : done()), done);
  });
  api.addHook('onSend', (request, reply, payload, done) => {
    if (!request.holdsKey) return done(null, payload);
    complete(request, reply, payload).then((answer) => done(null, answer), done);
  });

  /** Before the handler: returns the stored response to a repeat. */
  async function begin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const sent = readIdempotencyKey(request);
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
    // A rejected form had no effect: the corrected request may use the key, and nobody fills the table with rejections.
    if (reply.statusCode >= 500 || reply.statusCode === 400) {
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
function readIdempotencyKey(request: FastifyRequest): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError('invalid_idempotency_key', 'Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID.');
  }
  const caller = request.routeOptions.config.showsCredential ? `\n${request.principal.credentialId}` : '';
  return {
    scope: idempotencyScope(request.principal),
    key,
    attempt: randomUUID(),
    fingerprint: hash('sha256', `POST ${request.url}\n${canonicalBody(request)}${caller}`, 'hex'),
  };
}

/** A client that repeats a request can write its JSON anew, with the keys in another order. Other formats are compared as they are. */
function canonicalBody({ bodyText, headers }: FastifyRequest): string {
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return isJson && bodyText.length <= MAX_CANONICAL ? canonicalJson(bodyText) : bodyText;
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
