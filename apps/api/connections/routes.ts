import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { connectionDetailRoutes } from './connection-detail-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { connectionStateRoutes } from './connection-state-routes.ts';
import { connectorRoutes } from './connector-routes.ts';

export function registerConnections(api: App, deps: ApiDeps): void {
  connectorRoutes(api, deps);
  connectionRoutes(api, deps);
  connectionStateRoutes(api, deps);
  connectionDetailRoutes(api, deps);
}
