import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { featureFlagRoutes } from './feature-flag-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { partnerStatusRoutes } from './partner-status-routes.ts';

export function registerPartners(api: App, deps: ApiDeps): void {
  partnerRoutes(api, deps);
  partnerStatusRoutes(api, deps);
  featureFlagRoutes(api, deps);
}
