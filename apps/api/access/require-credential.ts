import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { requireScope, scopeOf, scopeRefusal } from '#apps/api/http/scopes.ts';
import { identify } from './identify.ts';

/** Every route registered after this call needs a credential with the scope that the route names. */
export function requireCredential(api: App, who: Parameters<typeof identify>[0]): void {
  const identifyCaller = identify(who);
  api.decorateRequest('principal');
  api.decorateRequest('proveAgain', async function proveAgain(this: FastifyRequest) {
    const refusal = scopeRefusal(await who.principalOf(this), scopeOf(this.routeOptions.schema, this.url));
    if (refusal) throw refusal;
  });
  api.addHook('onRequest', identifyCaller);
  // Deny by default: registration fails for a route that names no scope.
  api.addHook('onRoute', (route) => {
    const checkScope = requireScope(scopeOf(route.schema, `${String(route.method)} ${route.url}`));
    route.onRequest = [checkScope, ...[route.onRequest ?? []].flat()];
    if (['GET', 'HEAD'].includes(String(route.method))) return;
    // Repeated after the body was received. That can take a while, and the credential may have been revoked or its partner suspended.
    route.preValidation = [...[route.preValidation ?? []].flat(), identifyCaller, checkScope];
  });
}
