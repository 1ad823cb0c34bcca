import underPressure from '@fastify/under-pressure';
import type { FastifyReply } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { Settings } from '#domain/settings.ts';
import { describeProblem, type Problem, refuse } from './errors.ts';

/** Over less, one long collection of garbage, or the compilation of the workflows at the start, would look like overload. */
const SAMPLE_MS = 2_000;

interface LoadSheddingDeps {
  settings: () => Settings;
  inFlight: () => number;
  /** Routes under /oauth answer in OAuth's form, which is not known here. */
  sendOauthError: (refusal: Problem, reply: FastifyReply) => void;
}

/**
 * Refuses requests with 503 while the process has more to do than it can, so that those it has begun still end. Health is
 * always answered: a process that is busy must not be restarted for it. The plugin only measures; what it measures is
 * compared here, with the settings as they are now.
 */
export async function shedLoad(app: App, { settings, inFlight, sendOauthError }: LoadSheddingDeps): Promise<void> {
  await app.register(underPressure, { sampleInterval: SAMPLE_MS, eventLoopUtilizationMode: 'interval' });
  app.addHook('onRequest', (request, reply, done) => {
    const reason = overload(app.memoryUsage(), inFlight(), settings().gateway.load_shedding);
    if (reason === undefined || request.routeOptions.url?.startsWith('/health/')) return done();
    const refusal = { code: 'overloaded', message: `${reason}. Nothing was done; send the same request again in a moment.` };
    if (request.routeOptions.url?.startsWith('/oauth/')) sendOauthError(describeProblem(refusal, request.id), reply);
    else refuse(request, reply, refusal);
  });
}

function overload(
  load: { eventLoopDelay: number; eventLoopUtilized: number },
  inFlight: number,
  limits: Settings['gateway']['load_shedding'],
): string | undefined {
  if (inFlight > limits.max_in_flight) return `This process has ${limits.max_in_flight} requests in hand, and takes no more`;
  if (load.eventLoopDelay > limits.max_event_loop_delay_ms || load.eventLoopUtilized > limits.max_event_loop_utilization) {
    return 'This process is too busy to take more requests';
  }
  return undefined;
}
