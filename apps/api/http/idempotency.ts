import { hash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { HeldKey } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { abandonIdempotent, beginIdempotent, completeIdempotent } from '#db/idempotency.ts';
import { DomainError } from '#domain/errors.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { toProblem } from './errors.ts';
import { idempotencyScope } from './principal.ts';

/**
 * A repeat of one request: same account, same key. The fingerprint tells a repeat from another request with a used key.
 */
interface IdempotentRequest extends HeldKey {
  fingerprint: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotent: IdempotentRequest | undefined;
    /** Set while this request holds its idempotency key, until its answer is stored; what it changes meanwhile marks the key. */
    holdsKey: boolean;
  }
  interface FastifyContextConfig {
    /** `own`: the route stores its idempotency key itself, in the transaction that has the effect. */
    idempotency?: 'own';
    /** Its answer shows a new credential, so that only the one that asked for it may have it again. */
    showsCredential?: true;
  }
}

/** Printable ASCII, as header values are; the draft's quotes around it are part of the key. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Idempotency-Key on every POST (draft-ietf-httpapi-idempotency-key-header): the first request's answer is kept, sealed
 * since it may show a new secret, and is given again to every repeat. An answer of 5xx is not kept: then a retry is
 * wanted, and has the effect unless the first request had it: the effect's own transaction marks the key (`changeAs`).
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

  /** Before the handler: answers a repeat. */
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
    const answer: unknown = JSON.parse(secretBox.open(first.response, sealedAs(sent)));
    const { type, body } = answer as { type: string; body: string };
    return reply.code(first.statusCode).headers({ 'idempotency-replayed': 'true', 'cache-control': 'no-store' }).type(type).send(body);
  }

  /** Before the answer goes out: stores it, so that no client sees an answer that a repeat would not get. */
  async function complete(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    if (!request.holdsKey || !request.idempotent) return payload;
    // Its handler may still be at work, and marks the key if it gets so far; else the key counts as abandoned after a while.
    if (request.timedOut) return payload;
    request.holdsKey = false;
    // A rejected form had no effect: the corrected request may use the key, and nobody fills the table with rejections.
    if (reply.statusCode >= 500 || reply.statusCode === 400) {
      await abandonIdempotent(sql, request.idempotent).catch(() => {});
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

/** The request's idempotency key, undefined when it has none. */
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
    fingerprint: hash('sha256', `POST ${request.url}\n${request.bodyText}${caller}`, 'hex'),
  };
}

export function keyReused(): DomainError {
  return new DomainError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request. Use the same key only to repeat a request unchanged.',
  );
}

function stillRunning(): DomainError {
  return new DomainError('idempotency_in_progress', 'The first request with this Idempotency-Key has not ended. Ask again in a moment.');
}

function answerLost(): DomainError {
  return new DomainError(
    'idempotency_answer_lost',
    'The first request with this Idempotency-Key was carried out, but its answer was lost. Read what it made or changed, in a list for example, and use a new key for something new.',
  );
}

function sealedAs({ scope, key }: HeldKey): string {
  return `idempotency_key.response ${scope} ${key}`;
}
