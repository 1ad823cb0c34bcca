import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { alertActionRoutes } from './alert-action-routes.ts';
import { alertRoutes } from './alert-routes.ts';
import { channelChangeRoutes } from './channel-change-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { channelTestRoute } from './channel-test-route.ts';
import { routingRoutes } from './routing-routes.ts';
import { ruleRoutes } from './rule-routes.ts';

export function registerAlerts(api: App, deps: ApiDeps): void {
  alertRoutes(api, deps);
  alertActionRoutes(api, deps);
  channelRoutes(api, deps);
  channelChangeRoutes(api, deps);
  channelTestRoute(api, deps);
  routingRoutes(api, deps);
  ruleRoutes(api, deps);
}
