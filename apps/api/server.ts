import fastify, { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { authenticate } from '#apps/api/access/authenticate.ts';
import { chargeForChecking } from '#apps/api/access/charge.ts';
import { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import { PlatformAccounts } from '#apps/api/access/platform-accounts.ts';
import { holdToLimit } from '#apps/api/access/rate-limit.ts';
import { logRefusedRequests } from '#apps/api/access/refused-requests.ts';
import { requireCredential } from '#apps/api/access/require-credential.ts';
import { registerAccess } from '#apps/api/access/routes.ts';
import { registerAccounts } from '#apps/api/accounts/routes.ts';
import { registerAlerts } from '#apps/api/alerts/routes.ts';
import { redirectRoutes } from '#apps/api/attribution/links/redirect-routes.ts';
import { registerAttribution } from '#apps/api/attribution/routes.ts';
import { auditCalls } from '#apps/api/audit/call-audit.ts';
import { registerAudit } from '#apps/api/audit/routes.ts';
import { registerCommissions } from '#apps/api/commissions/routes.ts';
import { connectRoutes } from '#apps/api/connections/connect-routes.ts';
import { inboundRoutes } from '#apps/api/connections/inbound-routes.ts';
import { registerInbound } from '#apps/api/connections/register-inbound.ts';
import { registerConnections } from '#apps/api/connections/routes.ts';
import { consoleRoutes } from '#apps/api/console/console-routes.ts';
import { registerDeals } from '#apps/api/deals/routes.ts';
import { registerDelivery } from '#apps/api/delivery/routes.ts';
import { docsRoutes } from '#apps/api/docs/docs-routes.ts';
import { registerErasure } from '#apps/api/erasure/routes.ts';
import { registerEvents } from '#apps/api/events/routes.ts';
import { embedRoutes } from '#apps/api/health/embed/embed-routes.ts';
import { publicStatusRoutes } from '#apps/api/health/public-status-routes.ts';
import { registerHealth } from '#apps/api/health/routes.ts';
import { limitBodyMemory } from '#apps/api/http/body-budget.ts';
import { compressAnswers } from '#apps/api/http/compress.ts';
import { answerUnchanged } from '#apps/api/http/conditional.ts';
import { announceDeprecations } from '#apps/api/http/deprecation.ts';
import { handleError } from '#apps/api/http/errors.ts';
import { limitHandlerTime } from '#apps/api/http/handler-timeout.ts';
import { healthRoutes } from '#apps/api/http/health-routes.ts';
import { answerRepeats } from '#apps/api/http/idempotency.ts';
import { parseJsonBodies } from '#apps/api/http/json-body.ts';
import { shedLoad } from '#apps/api/http/load-shedding.ts';
import { logRequests } from '#apps/api/http/log-requests.ts';
import { answerMalformedHttp, answerUnknownExpectations, answerUnknownRoutes } from '#apps/api/http/not-found.ts';
import { observeRequests } from '#apps/api/http/observe-requests.ts';
import { redactedLog } from '#apps/api/http/request-log.ts';
import { safeHeaders, sendSafeHeaders } from '#apps/api/http/safe-headers.ts';
import { countLines } from '#apps/api/http/send-lines.ts';
import { serializeResponse } from '#apps/api/http/serialize-response.ts';
import { requestIdOf, traceRequests } from '#apps/api/http/trace-requests.ts';
import { checkInTurns } from '#apps/api/http/turns.ts';
import { refuseAmbiguousRequests } from '#apps/api/http/unambiguous-request.ts';
import { closeUnreadBodies } from '#apps/api/http/unread-bodies.ts';
import { validatorCompiler } from '#apps/api/http/validation.ts';
import { sendOauthError } from '#apps/api/oauth/oauth-errors.ts';
import { createOauth, registerOauth } from '#apps/api/oauth/register.ts';
import { registerOauthClients } from '#apps/api/oauth/routes.ts';
import { documentApi } from '#apps/api/openapi/openapi.ts';
import { registerPartners } from '#apps/api/partners/routes.ts';
import { registerReconciliation } from '#apps/api/reconciliation/routes.ts';
import { registerSandboxes } from '#apps/api/sandboxes/routes.ts';
import { registerSignIn } from '#apps/api/sign-in/register.ts';
import { registerScim } from '#apps/api/sign-in/scim/register.ts';
import { sendScimError } from '#apps/api/sign-in/scim/scim-answers.ts';
import { registerSyncs } from '#apps/api/sync/routes.ts';
import { registerWarehouse } from '#apps/api/warehouse/routes.ts';
import type { App } from './app.ts';
import type { ApiDeps } from './deps.ts';

/** Enough for the whole configuration of an endpoint or event type (schemas may have 64 KiB). Routes for events declare their own limit. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** No route runs more than a few statements, so a handler that takes this long has lost its database. */
const HANDLER_TIMEOUT_MS = 30_000;
/** Slow senders must not keep connections open forever. The largest body, 16 MiB, arrives in this time at 2.3 Mbit/s. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the idle timeout of common load balancers (60 s), so that they close idle connections and the server does not. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Node reads so much of a body that nobody reads yet, and what one read of the connection brings beyond that. Its default is 64 KiB, which
 * are 65,000 objects if the body comes in chunks of a byte.
 */
const UNREAD_BODY_BYTES = 1024;

/** Builds the API without listening: `main.ts` does that, and tests use `inject`. */
export async function buildServer(deps: ApiDeps): Promise<App> {
  const app = fastify({
    ...serverOptions(deps.tls),
    loggerInstance: redactedLog(deps.log),
    bodyLimit: BODY_LIMIT_BYTES,
    // Names of event types have up to 128 characters.
    routerOptions: { maxParamLength: 200 },
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    // The address of a request is the address of its connection. access/client-address.ts reads what trusted proxies add.
    trustProxy: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      handleError(error, request, reply.headers(safeHeaders));
    },
    clientErrorHandler: answerMalformedHttp,
  }) as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializeResponse);
  app.setErrorHandler(handleError);
  sendSafeHeaders(app);
  parseJsonBodies(app);
  closeUnreadBodies(app);
  countLines(app);
  refuseAmbiguousRequests(app);
  const { inFlight, replies } = limitHandlerTime(app, HANDLER_TIMEOUT_MS);
  checkInTurns(app, replies);
  traceRequests(app, deps.tracer);
  logRequests(app, deps);
  observeRequests(app, deps.onAnswered);
  await shedLoad(app, { settings: deps.settings, inFlight, sendOauthError });
  answerUnknownRoutes(app, { '/scim/': sendScimError });
  answerUnknownExpectations(app);
  announceDeprecations(app);
  answerUnchanged(app);
  compressAnswers(app);
  app.decorateReply('problemCode', undefined);
  logRefusedRequests(app, deps);
  await documentApi(app);

  auditCalls(app, { sql: deps.db.sql, log: deps.log, notify: deps.notify });
  healthRoutes(app, deps.readiness);
  docsRoutes(app);
  consoleRoutes(app, deps);
  connectRoutes(app, deps);
  redirectRoutes(app, deps);
  embedRoutes(app, deps);
  const oauth = createOauth(deps);
  const principalOf = authenticate({ ...deps, checkToken: oauth.checkToken });
  const failed = new FailedAuthentications(deps.settings);
  await app.register(async (part: App) => publicStatusRoutes(part, { ...deps, principalOf, failed }));
  await app.register(async (part: App) => registerOauth(part, { ...deps, ...oauth, principalOf, failed }));
  await app.register(async (part: App) => registerSignIn(part, { ...deps, principalOf, failed }), { prefix: '/auth' });
  await app.register(async (part: App) => registerScim(part, { ...deps, failed }), { prefix: '/scim/v2' });
  await app.register(async (part: App) => inboundRoutes(part, deps), { prefix: '/api/v1' });
  await app.register(async (api: App) => registerApi(api, deps, { principalOf, failed }), { prefix: '/api/v1' });
  await app.ready();
  return app;
}

/** The routes of each subject, in their order. */
const subjects = [
  registerAudit,
  registerPartners,
  registerAccess,
  registerOauthClients,
  registerEvents,
  registerDelivery,
  registerAccounts,
  registerConnections,
  registerInbound,
  registerSyncs,
  registerDeals,
  registerAttribution,
  registerCommissions,
  registerReconciliation,
  registerHealth,
  registerAlerts,
  registerWarehouse,
  registerSandboxes,
  registerErasure,
];

/** Everything that needs a credential. Paths in the route files are relative to /api/v1. */
function registerApi(api: App, deps: ApiDeps, who: Parameters<typeof requireCredential>[1]): void {
  requireCredential(api, who);
  limitBodyMemory(api, BODY_LIMIT_BYTES);
  const accounts = { ...deps, platformAccounts: new PlatformAccounts() };
  api.addHook('onRequest', holdToLimit(accounts));
  answerRepeats(api, { sql: deps.db.sql, secretBox: deps.secretBox });
  // After it, so that its hooks run first: it measures until the first preHandler.
  chargeForChecking(api, accounts);
  for (const register of subjects) register(api, deps);
}

/**
 * The options of Node's server. Every client certificate is accepted during the handshake, because clients can authenticate with self-signed ones. It is verified where
 * it is used. Without a configured authority none is trusted: the system's authorities would admit anyone who bought a certificate.
 */
function serverOptions(tls: ApiDeps['tls']): object {
  // http/unambiguous-request.ts answers requests without a Host header, as a problem.
  const shared = { requireHostHeader: false, highWaterMark: UNREAD_BODY_BYTES };
  return tls
    ? { https: { ...shared, ...tls, ca: tls.ca ?? [], minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false } }
    : { http: shared };
}
