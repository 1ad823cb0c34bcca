import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { oauthClientRoutes } from './oauth-client-routes.ts';

export function registerOauthClients(api: App, deps: ApiDeps): void {
  oauthClientRoutes(api, deps);
}
