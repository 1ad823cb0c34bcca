import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { accountRoutes } from './account-routes.ts';
import { verdictRoutes } from './verdict-routes.ts';

export function registerAccounts(api: App, deps: ApiDeps): void {
  accountRoutes(api, deps);
  verdictRoutes(api, deps);
}
