import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { promotionRoutes } from './promotion-routes.ts';
import { sandboxRoutes } from './sandbox-routes.ts';

export function registerSandboxes(api: App, deps: ApiDeps): void {
  sandboxRoutes(api, deps);
  promotionRoutes(api, deps);
}
