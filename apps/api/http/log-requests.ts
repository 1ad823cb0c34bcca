import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { App } from '#apps/api/app.ts';
import type { Settings } from '#domain/settings.ts';

/** A request that takes longer is slow: ten times what most take. */
const SLOW_MS = 1_000;

/**
 * One line a request, of those that the setting asks for. It names the route and not the URL, which can hold secrets and personal data. At 1,000 requests a second a
 * line each would cost more than the requests, so it is off by default; `debug` has a line of each.
 */
export function logRequests(app: App, { log, settings }: { log: Logger; settings: () => Settings }): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (isWanted(settings().log.requests, reply)) log.info(lineOf(request, reply), 'request');
    else if (log.isLevelEnabled('debug')) log.debug(lineOf(request, reply), 'request');
    done();
  });
}

function isWanted(which: Settings['log']['requests'], { statusCode, elapsedTime }: FastifyReply): boolean {
  if (which === 'all') return true;
  const isFailed = statusCode >= 500;
  return which === 'errors' ? isFailed : which === 'slow' && (isFailed || elapsedTime >= SLOW_MS);
}

function lineOf({ id, trace, principal, method, routeOptions }: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): object {
  return {
    request_id: id,
    trace_id: trace?.traceId,
    principal_id: principal?.credentialId,
    partner_id: principal?.kind === 'partner' ? principal.partnerId : undefined,
    method,
    route: routeOptions.url,
    status: statusCode,
    ms: Math.round(elapsedTime * 10) / 10,
  };
}
