import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { factListRoutes } from './facts/fact-list-routes.ts';
import { ingestRoutes } from './facts/ingest-routes.ts';
import { sourceNameRoutes } from './facts/source-name-routes.ts';
import { subjectRoutes } from './facts/subject-routes.ts';
import { linkRoutes } from './links/link-routes.ts';
import { accuracyRoutes } from './reports/accuracy-routes.ts';
import { customerRoutes } from './reports/customer-routes.ts';
import { explainFactRoutes } from './reports/explain-fact-routes.ts';
import { explainRoutes } from './reports/explain-routes.ts';
import { leagueRoutes } from './reports/league-routes.ts';
import { roiRoutes } from './reports/roi-routes.ts';
import { seriesRoutes } from './reports/series-routes.ts';
import { versionRoutes } from './versions/version-routes.ts';

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
