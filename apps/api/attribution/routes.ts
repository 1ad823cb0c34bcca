import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { accuracyRoutes } from './accuracy-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { explainFactRoutes } from './explain-fact-routes.ts';
import { explainRoutes } from './explain-routes.ts';
import { factListRoutes } from './fact-list-routes.ts';
import { ingestRoutes } from './ingest-routes.ts';
import { leagueRoutes } from './league-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { roiRoutes } from './roi-routes.ts';
import { seriesRoutes } from './series-routes.ts';
import { sourceNameRoutes } from './source-name-routes.ts';
import { subjectRoutes } from './subject-routes.ts';
import { versionRoutes } from './version-routes.ts';

export function registerAttribution(api: App, deps: ApiDeps): void {
  ingestRoutes(api, deps);
  factListRoutes(api, deps);
  subjectRoutes(api, deps);
  linkRoutes(api, deps);
  sourceNameRoutes(api, deps);
  roiRoutes(api, deps);
  seriesRoutes(api, deps);
  customerRoutes(api, deps);
  explainRoutes(api, deps);
  explainFactRoutes(api, deps);
  leagueRoutes(api, deps);
  accuracyRoutes(api, deps);
  versionRoutes(api, deps);
}
