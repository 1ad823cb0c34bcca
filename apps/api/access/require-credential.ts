import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { requireScope, scopeOf, scopeRefusal } from '#apps/api/http/scopes.ts';
import { identify } from './identify.ts';

/** From here on each route needs a credential with the scope that it names. Register it before the routes. */
export function requireCredential(api: App, who: Parameters<typeof identify>[0]): void {
  const identifyCaller = identify(who);
  api.decorateRequest('principal');
  api.decorateRequest('proveAgain', async function proveAgain(this: FastifyRequest) {
    const refusal = scopeRefusal(await who.principalOf(this), scopeOf(this.routeOptions.schema, this.url));
    if (refusal) throw refusal;
  });
  api.addHook('onRequest', identifyCaller);
  // Deny by default: a route that names no scope does not start.
  api.addHook('onRoute', (route) => {
    const checkScope = requireScope(scopeOf(route.schema, `${String(route.method)} ${route.url}`));
    route.onRequest = [checkScope, ...[route.onRequest ?? []].flat()];
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    // Again once the body is there, which may take a while: by then the credential may be revoked, or its partner suspended.
    route.preValidation = [...[route.preValidation ?? []].flat(), identifyCaller, checkScope];
  });
}
