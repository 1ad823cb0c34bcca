import underPressure from '@fastify/under-pressure';
import type { FastifyReply } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { Settings } from '#domain/settings.ts';
import { describeProblem, type Problem, refuse } from './errors.ts';

/** With a shorter sample, one long garbage collection or the compilation of the workflows at startup would look like overload. */
const SAMPLE_MS = 2_000;

interface LoadSheddingDeps {
  settings: () => Settings;
  inFlight: () => number;
  /** Routes under /oauth respond in OAuth's format, which this module does not know. */
  sendOauthError: (refusal: Problem, reply: FastifyReply) => void;
}

/**
 * Rejects requests with 503 while the process is overloaded, so that the requests it has begun can finish. Health routes always respond,
 * because a busy process must not be restarted. The plugin only measures; its values are compared here with the current settings.
 */
export async function shedLoad(app: App, { settings, inFlight, sendOauthError }: LoadSheddingDeps): Promise<void> {
  await app.register(underPressure, { sampleInterval: SAMPLE_MS, eventLoopUtilizationMode: 'interval' });
  app.addHook('onRequest', (request, reply, done) => {
    const reason = overload(app.memoryUsage(), inFlight(), settings().gateway.load_shedding);
    if (reason === undefined || request.routeOptions.url?.startsWith('/health/')) return done();
    const refusal = { code: 'overloaded', message: `${reason}. Nothing was done. Send the same request again in a moment.` };
    if (request.routeOptions.url?.startsWith('/oauth/')) sendOauthError(describeProblem(refusal, request.id), reply);
    else refuse(request, reply, refusal);
  });
}

/** An interval in which the loop never turned has no delay that could be judged: it was one long pause, and that is over. */
function overload(
  load: { eventLoopDelay: number; eventLoopUtilized: number },
  inFlight: number,
  limits: Settings['gateway']['load_shedding'],
): string | undefined {
  if (inFlight > limits.max_in_flight) return `This process has ${limits.max_in_flight} requests in flight, which is its limit`;
  if (!Number.isFinite(load.eventLoopDelay)) return undefined;
  if (load.eventLoopDelay > limits.max_event_loop_delay_ms || load.eventLoopUtilized > limits.max_event_loop_utilization) {
    return 'This process is too busy to accept more requests';
  }
  return undefined;
}
