import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { eventRoutes } from './event-routes.ts';
import { createEventTypeCatalogue } from './event-type-catalogue.ts';
import { eventTypeRoutes } from './event-type-routes.ts';

export function registerEvents(api: App, deps: ApiDeps): void {
  const eventTypes = createEventTypeCatalogue(deps.db.sql, deps.schemas);
  eventRoutes(api, { ...deps, eventTypes });
  eventTypeRoutes(api, { ...deps, eventTypes });
}
