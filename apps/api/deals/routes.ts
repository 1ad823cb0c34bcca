import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { createCustomFieldsEvaluator } from './custom-fields.ts';
import { dealDraftRoutes } from './deal-draft-routes.ts';
import { dealExportRoute } from './deal-export-routes.ts';
import { dealHandlingRoutes } from './deal-handling-routes.ts';
import { dealImportRoutes } from './deal-import-routes.ts';
import { dealNoteRoutes } from './deal-note-routes.ts';
import { dealQueueRoutes } from './deal-queue-routes.ts';
import { dealReviewRoutes } from './deal-review-routes.ts';
import { dealRoutes } from './deal-routes.ts';
import { dealSchemaRoutes } from './deal-schema-routes.ts';
import { dealStatusRoutes } from './deal-status-routes.ts';
import { matchReviewRoutes } from './match-review-routes.ts';
import { pipelineRoutes } from './pipeline-routes.ts';
import { programmePreviewRoutes } from './programme-preview-routes.ts';
import { programmeRoutes } from './programme-routes.ts';

export function registerDeals(api: App, deps: ApiDeps): void {
  const checking = { ...deps, customFields: createCustomFieldsEvaluator(deps.schemas) };
  programmeRoutes(api, deps);
  programmePreviewRoutes(api, checking);
  dealDraftRoutes(api, checking);
  dealRoutes(api, checking);
  dealExportRoute(api, deps);
  pipelineRoutes(api, deps);
  dealReviewRoutes(api, deps);
  matchReviewRoutes(api, deps);
  dealHandlingRoutes(api, deps);
  dealQueueRoutes(api, deps);
  dealNoteRoutes(api, deps);
  dealSchemaRoutes(api, checking);
  dealStatusRoutes(api, deps);
  void api.register((part: App) => dealImportRoutes(part, deps));
}
