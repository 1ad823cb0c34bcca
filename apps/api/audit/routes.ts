import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { auditRoutes } from './audit-routes.ts';

export function registerAudit(api: App, deps: ApiDeps): void {
  auditRoutes(api, deps);
}
