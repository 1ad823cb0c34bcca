import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { inboundEventRoutes } from './inbound-event-routes.ts';
import { inboundSourceRoutes } from './inbound-source-routes.ts';

export function registerInbound(api: App, deps: ApiDeps): void {
  inboundSourceRoutes(api, deps);
  inboundEventRoutes(api, deps);
}
