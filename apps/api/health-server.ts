import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { healthRoutes, type ReadinessCheck } from '#apps/api/http/health-routes.ts';
import { sendSafeHeaders } from '#apps/api/http/safe-headers.ts';
import type { App } from './app.ts';

/** The server of a worker without an API: only its health, for supervisors. */
export async function buildHealthServer(readiness: () => Promise<ReadinessCheck[]>): Promise<App> {
  const app: App = fastify({ logger: false });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  sendSafeHeaders(app);
  healthRoutes(app, readiness);
  await app.ready();
  return app;
}
