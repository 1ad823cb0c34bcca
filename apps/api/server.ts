import { randomUUID } from 'node:crypto';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { apiKeyRoutes } from '#apps/api/access/api-key-routes.ts';
import { authenticate } from '#apps/api/access/authenticate.ts';
import { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import { identify } from '#apps/api/access/identify.ts';
import { holdToLimit } from '#apps/api/access/rate-limit.ts';
import { accountRoutes } from '#apps/api/accounts/account-routes.ts';
import { auditRoutes } from '#apps/api/audit/audit-routes.ts';
import { auditCalls } from '#apps/api/audit/call-audit.ts';
import { dealDraftRoutes } from '#apps/api/deals/deal-draft-routes.ts';
import { dealExportRoute } from '#apps/api/deals/deal-export-routes.ts';
import { dealHandlingRoutes } from '#apps/api/deals/deal-handling-routes.ts';
import { dealImportRoutes } from '#apps/api/deals/deal-import-routes.ts';
import { dealNoteRoutes } from '#apps/api/deals/deal-note-routes.ts';
import { dealQueueRoutes } from '#apps/api/deals/deal-queue-routes.ts';
import { dealReviewRoutes } from '#apps/api/deals/deal-review-routes.ts';
import { dealRoutes } from '#apps/api/deals/deal-routes.ts';
import { dealSchemaRoutes } from '#apps/api/deals/deal-schema-routes.ts';
import { programmeRoutes } from '#apps/api/deals/programme-routes.ts';
import { deadLetterBulkRoutes } from '#apps/api/delivery/dead-letter-bulk-routes.ts';
import { deadLetterRoutes } from '#apps/api/delivery/dead-letter-routes.ts';
import { deliveryRoutes } from '#apps/api/delivery/delivery-routes.ts';
import { endpointRoutes } from '#apps/api/delivery/endpoint-routes.ts';
import { endpointSecretRoutes } from '#apps/api/delivery/endpoint-secret-routes.ts';
import { endpointStateRoutes } from '#apps/api/delivery/endpoint-state-routes.ts';
import { endpointStatsRoutes } from '#apps/api/delivery/endpoint-stats-routes.ts';
import { replayMissingRoutes } from '#apps/api/delivery/replay-missing-routes.ts';
import { transformationRoutes } from '#apps/api/delivery/transformation-routes.ts';
import { webhookTestRoutes } from '#apps/api/delivery/webhook-test-routes.ts';
import { erasureRoutes } from '#apps/api/erasure/erasure-routes.ts';
import { eventRoutes } from '#apps/api/events/event-routes.ts';
import { createEventTypeCatalogue } from '#apps/api/events/event-type-catalogue.ts';
import { eventTypeRoutes } from '#apps/api/events/event-type-routes.ts';
import { giveBodiesRoom } from '#apps/api/http/body-room.ts';
import { announceDeprecations } from '#apps/api/http/deprecation.ts';
import { handleError } from '#apps/api/http/errors.ts';
import { limitHandlerTime } from '#apps/api/http/handler-timeout.ts';
import { healthRoutes } from '#apps/api/http/health-routes.ts';
import { idempotency } from '#apps/api/http/idempotency.ts';
import { parseJsonBodies } from '#apps/api/http/json-body.ts';
import { shedLoad } from '#apps/api/http/load-shedding.ts';
import { answerMalformedHttp, answerUnknownRoutes } from '#apps/api/http/no-route.ts';
import { redactedLog } from '#apps/api/http/request-log.ts';
import { requireScope, scopeOf, scopeRefusal } from '#apps/api/http/scopes.ts';
import { serializeResponse } from '#apps/api/http/serialize-response.ts';
import { validatorCompiler } from '#apps/api/http/validation.ts';
import { oauthClientRoutes } from '#apps/api/oauth/oauth-client-routes.ts';
import { createOauth, registerOauth } from '#apps/api/oauth/register.ts';
import { documentApi } from '#apps/api/openapi/openapi.ts';
import { featureFlagRoutes } from '#apps/api/partners/feature-flag-routes.ts';
import { partnerRoutes } from '#apps/api/partners/partner-routes.ts';
import { partnerStatusRoutes } from '#apps/api/partners/partner-status-routes.ts';
import { promotionRoutes } from '#apps/api/sandboxes/promotion-routes.ts';
import { sandboxRoutes } from '#apps/api/sandboxes/sandbox-routes.ts';
import type { App } from './app.ts';
import type { ApiDeps } from './deps.ts';

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

  auditCalls(app, { sql: deps.db.sql, log: deps.log });
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
