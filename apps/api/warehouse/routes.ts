import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { exportRoutes } from './export-routes.ts';

export function registerWarehouse(api: App, deps: ApiDeps): void {
  exportRoutes(api, deps);
}
