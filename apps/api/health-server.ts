import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { healthRoutes } from '#apps/api/http/health-routes.ts';
import type { App } from './app.ts';
import type { ApiDeps } from './deps.ts';

/** What a worker without an API answers: its health, for supervisors. */
export async function buildHealthServer(deps: Pick<ApiDeps, 'readiness'>): Promise<App> {
  const app: App = fastify({ logger: false });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  healthRoutes(app, deps);
  await app.ready();
  return app;
}
