import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { deadLetterBulkRoutes } from './dead-letter-bulk-routes.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { endpointSecretRoutes } from './endpoint-secret-routes.ts';
import { endpointStateRoutes } from './endpoint-state-routes.ts';
import { endpointStatsRoutes } from './endpoint-stats-routes.ts';
import { replayMissingRoutes } from './replay-missing-routes.ts';
import { transformationRoutes } from './transformation-routes.ts';
import { webhookTestRoutes } from './webhook-test-routes.ts';

export function registerDelivery(api: App, deps: ApiDeps): void {
  endpointRoutes(api, deps);
  endpointStateRoutes(api, deps);
  endpointSecretRoutes(api, deps);
  endpointStatsRoutes(api, deps);
  replayMissingRoutes(api, deps);
  webhookTestRoutes(api, deps);
  transformationRoutes(api, deps);
  deliveryRoutes(api, deps);
  deadLetterRoutes(api, deps);
  deadLetterBulkRoutes(api, deps);
}
