import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import { authenticate } from './authenticate.ts';
import { announceDeprecations } from './deprecation.ts';
import type { ApiDeps } from './deps.ts';
import { handleError } from './errors.ts';
import { createEventTypeCatalogue } from './event-type-catalogue.ts';
import { FailedAuthentications } from './failed-authentication.ts';
import { limitHandlerTime } from './handler-timeout.ts';
import { idempotency } from './idempotency.ts';
import { identify } from './identify.ts';
import { parseJsonBodies } from './json-body.ts';
import { answerMalformedHttp, answerUnknownRoutes } from './no-route.ts';
import { shedLoad } from './load-shedding.ts';
import { createOauth, registerOauth } from './oauth/register.ts';
import { documentApi } from './openapi.ts';
import { holdToLimit } from './rate-limit.ts';
import { redactedLog } from './request-log.ts';
import { accountRoutes } from './routes/accounts.ts';
import { deadLetterBulkRoutes } from './routes/dead-letter-bulk.ts';
import { dealDraftRoutes } from './routes/deal-drafts.ts';
import { dealHandlingRoutes } from './routes/deal-handling.ts';
import { dealNoteRoutes } from './routes/deal-notes.ts';
import { dealQueueRoutes } from './routes/deal-queue.ts';
import { dealExportRoute } from './routes/deal-export.ts';
import { dealImportRoutes } from './routes/deal-imports.ts';
import { dealReviewRoutes } from './routes/deal-review.ts';
import { dealSchemaRoutes } from './routes/deal-schema.ts';
import { dealRoutes } from './routes/deals.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { endpointSecretRoutes } from './routes/endpoint-secret.ts';
import { endpointStateRoutes } from './routes/endpoint-state.ts';
import { endpointStatsRoutes } from './routes/endpoint-stats.ts';
import { endpointRoutes } from './routes/endpoints.ts';
import { eventTypeRoutes } from './routes/event-types.ts';
import { eventRoutes } from './routes/events.ts';
import { requireScope, scopeOf, scopeRefusal } from './scopes.ts';
import { serializeResponse } from './serialize-response.ts';
import { healthRoutes } from './routes/health.ts';
import { giveBodiesRoom } from './body-room.ts';
import { auditCalls } from './call-audit.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { oauthClientRoutes } from './routes/oauth-clients.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { featureFlagRoutes } from './routes/feature-flags.ts';
import { partnerStatusRoutes } from './routes/partner-status.ts';
import { partnerRoutes } from './routes/partners.ts';
import { programmeRoutes } from './routes/programmes.ts';
import { promotionRoutes } from './routes/promotions.ts';
import { replayMissingRoutes } from './routes/replay-missing.ts';
import { transformationRoutes } from './routes/transformation.ts';
import { sandboxRoutes } from './routes/sandboxes.ts';
import { webhookTestRoutes } from './routes/webhook-tests.ts';

/**
 * Room for an endpoint's or an event type's whole configuration (schemas may have 64 KiB). Routes for events say their
 * own.
 */
const BODY_LIMIT_BYTES = 256 * 1024;
/** No route does more than a few statements; what takes this long has lost its database. */
const HANDLER_TIMEOUT_MS = 30_000;
/** Slow senders must not hold connections for ever; the largest body, 16 MiB, arrives in this time at 2.3 Mbit/s. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the idle timeout of common load balancers (60 s), so that they and not we close idle connections. */
const KEEP_ALIVE_MS = 75_000;

/** Builds the API. It listens nowhere: `main.ts` does, and tests use `inject`. */
export async function buildServer(deps: ApiDeps): Promise<App> {
  const app = fastify({
    ...httpsOptions(deps.tls),
    loggerInstance: redactedLog(deps.log),
    bodyLimit: BODY_LIMIT_BYTES,
    // Names of event types have up to 128 characters.
    routerOptions: { maxParamLength: 200 },
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    // The address of a connection is the address of the connection: nothing here believes X-Forwarded-For.
    trustProxy: false,
    requestIdHeader: false,
    genReqId: (request) => readRequestId(request.headers['request-id']) ?? randomUUID(),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      handleError(error, request, reply);
    },
    clientErrorHandler: answerMalformedHttp,
  }) as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializeResponse);
  app.setErrorHandler(handleError);
  parseJsonBodies(app);
  const { inFlight } = limitHandlerTime(app, HANDLER_TIMEOUT_MS);
  traceRequests(app, deps.log);
  await shedLoad(app, { settings: deps.settings, inFlight });
  answerUnknownRoutes(app);
  announceDeprecations(app);
  await documentApi(app);

  healthRoutes(app, deps);
  const oauth = createOauth(deps);
  const principalOf = authenticate({ ...deps, checkToken: oauth.checkToken });
  const failed = new FailedAuthentications(() => deps.settings().gateway.failed_auth_per_minute);
  await app.register((part: App) => registerOauth(part, { ...deps, ...oauth, principalOf, failed }));
  await app.register(async (api: App) => registerApi(api, deps, { principalOf, failed }), { prefix: '/api/v1' });
  await app.ready();
  return app;
}

/** Everything that needs a credential. Paths in the route files are relative to /api/v1. */
function registerApi(api: App, deps: ApiDeps, who: Parameters<typeof identify>[0]): void {
  const repeats = idempotency({ sql: deps.db.sql, secretBox: deps.secretBox });
  const eventTypes = createEventTypeCatalogue(deps.db.sql);
  api.decorateRequest('principal');
  api.decorateRequest('proveAgain', async function proveAgain(this: FastifyRequest) {
    const refusal = scopeRefusal(await who.principalOf(this), scopeOf(this.routeOptions.schema, this.url));
    if (refusal) throw refusal;
  });
  api.decorateRequest('idempotent', undefined);
  api.decorateRequest('holdsKey', false);
  const identifyCaller = identify(who);
  // Deny by default: a route that names no scope does not start.
  api.addHook('onRoute', (route) => {
    const checkScope = requireScope(scopeOf(route.schema, `${String(route.method)} ${route.url}`));
    route.onRequest = [checkScope, ...[route.onRequest ?? []].flat()];
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    // Again once the body is there, which may take a while: by then the credential may be revoked, or its partner suspended.
    route.preValidation = [...[route.preValidation ?? []].flat(), identifyCaller, checkScope];
  });
  api.addHook('onRequest', identifyCaller);
  giveBodiesRoom(api, BODY_LIMIT_BYTES);
  api.addHook('onRequest', holdToLimit(deps));
  api.addHook('preHandler', (request, reply, done) => {
    if (request.method !== 'POST') return done();
    repeats.begin(request, reply).then(() => (reply.sent ? undefined : done()), done);
  });
  api.addHook('onSend', (request, reply, payload, done) => {
    if (!request.holdsKey) return done(null, payload);
    repeats.complete(request, reply, payload).then((answer) => done(null, answer), done);
  });
  auditCalls(api, { sql: deps.db.sql, log: deps.log });
  eventRoutes(api, { ...deps, eventTypes });
  eventTypeRoutes(api, { ...deps, eventTypes });
  for (const register of [
    endpointRoutes,
    endpointStateRoutes,
    endpointSecretRoutes,
    endpointStatsRoutes,
    replayMissingRoutes,
    webhookTestRoutes,
    transformationRoutes,
    deliveryRoutes,
    deadLetterRoutes,
    deadLetterBulkRoutes,
    partnerRoutes,
    partnerStatusRoutes,
    erasureRoutes,
    sandboxRoutes,
    promotionRoutes,
    apiKeyRoutes,
    oauthClientRoutes,
    featureFlagRoutes,
    auditRoutes,
    programmeRoutes,
    dealDraftRoutes,
    dealRoutes,
    dealExportRoute,
    dealReviewRoutes,
    dealHandlingRoutes,
    dealQueueRoutes,
    dealNoteRoutes,
    dealSchemaRoutes,
    accountRoutes,
  ]) {
    register(api, deps);
  }
  void api.register((part: App) => dealImportRoutes(part, deps));
}

/**
 * Every certificate is let in, or those of clients that authenticate with their own could not call; what it is worth is judged
 * where it is used. Without authorities of our own none is trusted: the system's would let anybody in who bought a certificate.
 */
function httpsOptions(tls: ApiDeps['tls']): object {
  return tls ? { https: { ...tls, ca: tls.ca ?? [], minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false } } : {};
}

/** The ids by which a caller and we find the same request: taken from the caller when sane, and given back. */
function traceRequests(app: App, log: ApiDeps['log']): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id);
    const { traceparent } = request.headers;
    if (typeof traceparent === 'string' && TRACEPARENT.test(traceparent)) reply.header('traceparent', traceparent);
    done();
  });
  // At 1,000 requests a second a line each would cost more than the requests.
  if (!log.isLevelEnabled('debug')) return;
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    request.log.debug({ method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime }, 'request');
    done();
  });
}

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

function readRequestId(sent: string | string[] | undefined): string | undefined {
  return typeof sent === 'string' && /^[\w.:-]{1,128}$/.test(sent) ? sent : undefined;
}
