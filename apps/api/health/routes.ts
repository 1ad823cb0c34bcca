import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { historyRoutes } from './history-routes.ts';
import { integrationRoutes } from './integration-routes.ts';
import { subjectRoutes } from './subject-routes.ts';
import { taskRoutes } from './task-routes.ts';

export function registerHealth(api: App, deps: ApiDeps): void {
  integrationRoutes(api, deps);
  historyRoutes(api, deps);
  subjectRoutes(api, deps);
  taskRoutes(api, deps);
}
