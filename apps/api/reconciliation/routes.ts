import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bookRoutes } from './book-routes.ts';
import { driftRoutes } from './drift-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { reconciliationPlanRoutes } from './reconciliation-plan-routes.ts';
import { reconciliationRoutes } from './reconciliation-routes.ts';
import { reportRoutes } from './report-routes.ts';

export function registerReconciliation(api: App, deps: ApiDeps): void {
  reconciliationPlanRoutes(api, deps);
  reconciliationRoutes(api, deps);
  driftRoutes(api, deps);
  findingRoutes(api, deps);
  bookRoutes(api, deps);
  reportRoutes(api, deps);
}
