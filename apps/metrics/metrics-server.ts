import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import type { Logger } from 'pino';
import type { App } from '#apps/api/app.ts';
import { sendSafeHeaders } from '#apps/api/http/safe-headers.ts';
import { contentType, type Metrics } from './metrics.ts';

export interface MetricsServerOptions {
  metrics: Pick<Metrics, 'scrape'>;
  /** What a monitor sends as `Authorization: Bearer …`; null: whoever reaches the port may read. */
  token: string | null;
  log: Pick<Logger, 'error'>;
}

/** `/metrics` on a port of its own: nobody who can reach the API reaches it, unless the operator opens it. */
export async function buildMetricsServer({ metrics, token, log }: MetricsServerOptions): Promise<App> {
  const app: App = fastify({ logger: false });
  sendSafeHeaders(app);
  const wanted = token === null ? null : digestOf(`Bearer ${token}`);
  app.addHook('onRequest', async (request, reply) => {
    if (wanted === null || timingSafeEqual(digestOf(request.headers.authorization ?? ''), wanted)) return undefined;
    return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain').send('send METRICS_TOKEN as a bearer token\n');
  });
  app.get('/metrics', async (_request, reply) => {
    try {
      return await reply.type(contentType).send(await metrics.scrape());
    } catch (error) {
      log.error({ err: error }, 'the metrics could not be written');
      return reply.code(500).type('text/plain').send('the metrics could not be written: the log of the process has the reason\n');
    }
  });
  await app.ready();
  return app;
}

/** Digests have one length, so that comparing them tells nothing. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
