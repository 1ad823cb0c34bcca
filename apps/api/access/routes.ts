import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { embedSessionRoutes } from './embed-session-routes.ts';
import { scimTokenRoutes } from './sso/scim-token-routes.ts';
import { ssoChangeRoutes } from './sso/sso-change-routes.ts';
import { ssoConnectionRoutes } from './sso/sso-routes.ts';
import { userRoutes } from './users/user-routes.ts';

export function registerAccess(api: App, deps: ApiDeps): void {
  apiKeyRoutes(api, deps);
  userRoutes(api, deps);
  ssoConnectionRoutes(api, deps);
  ssoChangeRoutes(api, deps);
  scimTokenRoutes(api, deps);
  embedSessionRoutes(api, deps);
}
