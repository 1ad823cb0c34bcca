import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { deadLetterBulkRoutes } from './dead-letter-bulk-routes.ts';
import { deadLetterGroupRoutes } from './dead-letter-group-routes.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { deliverySeriesRoutes } from './delivery-series-routes.ts';
import { partnerEndpoints, platformEndpoints } from './endpoint-family.ts';
import { endpointObjectRoutes, endpointRoutes } from './endpoint-routes.ts';
import { endpointSecretRoutes } from './endpoint-secret-routes.ts';
import { endpointStateRoutes } from './endpoint-state-routes.ts';
import { endpointStatsRoutes } from './endpoint-stats-routes.ts';
import { platformEndpointRoutes } from './platform-endpoint-routes.ts';
import { replayMissingRoutes } from './replay-missing-routes.ts';
import { transformationRoutes } from './transformation-routes.ts';
import { endpointTestRoute, partnerTestRoute } from './webhook-test-routes.ts';

export function registerDelivery(api: App, deps: ApiDeps): void {
  endpointRoutes(api, deps);
  platformEndpointRoutes(api, deps);
  for (const family of [partnerEndpoints, platformEndpoints]) {
    endpointObjectRoutes(api, deps, family);
    endpointStateRoutes(api, deps, family);
    endpointSecretRoutes(api, deps, family);
    endpointStatsRoutes(api, deps, family);
    endpointTestRoute(api, deps, family);
  }
  replayMissingRoutes(api, deps);
  partnerTestRoute(api, deps);
  transformationRoutes(api, deps);
  deliveryRoutes(api, deps);
  deliverySeriesRoutes(api, deps);
  deadLetterRoutes(api, deps);
  deadLetterGroupRoutes(api, deps);
  deadLetterBulkRoutes(api, deps);
}
