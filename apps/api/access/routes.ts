import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { userRoutes } from './user-routes.ts';

export function registerAccess(api: App, deps: ApiDeps): void {
  apiKeyRoutes(api, deps);
  userRoutes(api, deps);
}
