import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { erasureRoutes } from './erasure-routes.ts';

export function registerErasure(api: App, deps: ApiDeps): void {
  erasureRoutes(api, deps);
}
