import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { syncConflictRoutes } from './sync-conflict-routes.ts';
import { syncPresetRoutes } from './sync-preset-routes.ts';
import { syncPreviewRoutes } from './sync-preview-routes.ts';
import { syncRoutes } from './sync-routes.ts';
import { syncRunRoutes } from './sync-run-routes.ts';
import { syncTestRoutes } from './sync-test-routes.ts';
import { syncWriteRoutes } from './sync-write-routes.ts';

export function registerSyncs(api: App, deps: ApiDeps): void {
  syncRoutes(api, deps);
  syncRunRoutes(api, deps);
  syncWriteRoutes(api, deps);
  syncConflictRoutes(api, deps);
  syncPreviewRoutes(api, deps);
  syncTestRoutes(api, deps);
  syncPresetRoutes(api, deps);
}
