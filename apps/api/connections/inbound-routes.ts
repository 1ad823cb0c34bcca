import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { createClientNetwork } from '#apps/api/access/client-address.ts';
import type { Verdict } from '#apps/api/access/leased-bucket.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { limitBodyMemory } from '#apps/api/http/body-budget.ts';
import { problems, refuse } from '#apps/api/http/errors.ts';
import { refuseEncoding } from '#apps/api/http/foreign-file.ts';
import { takeBodies } from '#apps/api/http/receive-body.ts';
import { foreignCharset } from '#apps/api/http/text-body.ts';
import { intervalUs } from '#domain/access/rate-limit.ts';
import { MAX_INBOUND_BYTES } from '#domain/connections/inbound.ts';
import { DomainError } from '#domain/errors.ts';
import { createInboundIntake, createSourceCache, type OpenSource } from './inbound-intake.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on the routes that vendors call. */
    inboundSource: OpenSource;
  }
}

const MIB = 1024 * 1024;
/**
 * Memory for bodies that are being received: of one source, and of all. A flood of one leaves room for the others. Nobody has proved yet who
 * sends, so one address cannot take all that a source has: the vendor's own webhooks come from others.
 */
const PER_ADDRESS_BYTES = 8 * MIB;
const PER_SOURCE_BYTES = 16 * MIB;
const IN_ALL_BYTES = 64 * MIB;
/** Larger bodies count as several webhooks. Those of most vendors are smaller. */
const BYTES_PER_WEBHOOK = 32 * 1024;

const Received = z
  .object({
    accepted: z.int().optional().describe('Number of events that were new. Repeats are recognised and have no effect'),
    challenge: z.string().max(1_000).optional().describe('Repeats what the vendor sent to verify the URL'),
  })
  .meta({ id: 'InboundReceipt', examples: [{ accepted: 1 }] });

/** What vendors call. They have no credential of this API: the signature proves who they are. */
export function inboundRoutes(app: App, deps: ApiDeps): void {
  const sources = createSourceCache(deps);
  const intake = createInboundIntake(deps);
  app.removeAllContentTypeParsers();
  takeBodies(app, '*', (_request, body) => body);
  app.decorateRequest('inboundSource');
  app.addHook('onRequest', async (request) => {
    const fault = foreignCharset(request, 'Send UTF-8');
    if (fault) throw fault;
    refuseEncoding(request.headers['content-encoding']);
    const { connection_id: id } = request.params as { connection_id: string };
    const source = sources.cached(id) ?? (await sources.get(id));
    if (!source) throw new DomainError('not_found', 'Nothing receives webhooks here.');
    request.inboundSource = source;
  });
  app.addHook('onRequest', holdToSourceLimit(deps));
  const networkOf = createClientNetwork(deps.settings);
  limitBodyMemory(app, MAX_INBOUND_BYTES, {
    accountsOf: (request) => [
      { name: request.inboundSource.id, maxBytes: PER_SOURCE_BYTES },
      { name: `${request.inboundSource.id} ${networkOf(request)}`, maxBytes: PER_ADDRESS_BYTES },
    ],
    inAllBytes: IN_ALL_BYTES,
  });

  const common = {
    tags: ['Inbound webhooks'],
    security: [{ vendorSignature: [] }],
    params: z.object({ connection_id: z.string().max(64) }),
  };
  // Intercom looks whether the URL exists before it takes it.
  app.head('/inbound/:connection_id', { schema: { ...common, hide: true } }, (_request, reply) => reply.send());

  const schema = {
    ...common,
    operationId: 'receiveWebhook',
    summary: 'Receive a webhook of a vendor',
    description:
      "Takes a webhook of a vendor, which its signature must prove: this is the URL to enter in the vendor's settings. The response is sent " +
      'after the events were stored durably. An event that was received before has no second effect. Anything but 2xx makes vendors send again. Forms (application/x-www-form-urlencoded) are ' +
      'received like JSON.',
    // Forms are received too. Generators cannot make a type of one whose fields are unknown.
    consumes: ['application/json'],
    body: z
      .unknown()
      .meta({ description: 'As the vendor sends it', example: { id: 'evt_1MqqbKLt4dXK03v5qaIbiNCC', type: 'customer.updated' } }),
    response: { 200: Received, ...problems(403, 404, 413, 415, 429) },
  };
  app.post('/inbound/:connection_id', { schema, bodyLimit: MAX_INBOUND_BYTES }, async (request) => {
    chargeForBytes(request, deps);
    const read = intake.read(request.inboundSource, request);
    return 'challenge' in read ? read : { accepted: await deps.inbound.accept(read.webhook) };
  });
}

/** A large body costs as much to receive and to verify as many small ones. */
function chargeForBytes(
  { inboundSource, body }: FastifyRequest,
  { rateLimiter, settings }: Pick<ApiDeps, 'rateLimiter' | 'settings'>,
): void {
  const more = Buffer.isBuffer(body) ? Math.floor(body.length / BYTES_PER_WEBHOOK) : 0;
  const limit = settings().inbound.rate_limit;
  if (more > 0) rateLimiter.charge(inboundSource.id, limit, more * intervalUs(limit));
}

/** Of one source, across all processes. Counted before the body is read. */
function holdToSourceLimit({ rateLimiter, settings }: Pick<ApiDeps, 'rateLimiter' | 'settings'>) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const answer = ({ admitted, nextInUs }: Verdict): void => {
      if (admitted) return done();
      reply.header('retry-after', Math.ceil(nextInUs / 1_000_000));
      refuse(request, reply, {
        code: 'rate_limited',
        message: 'This connection sends too many webhooks. Nothing was done. Send it again later.',
      });
    };
    const verdict = rateLimiter.check(request.inboundSource.id, settings().inbound.rate_limit);
    if (verdict instanceof Promise) verdict.then(answer, done);
    else answer(verdict);
  };
}
