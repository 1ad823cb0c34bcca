import { z } from 'zod';
import type { FailedAuthentications } from '#apps/api/access/failed-authentication.ts';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { readJsonBody } from '#apps/api/http/json-body.ts';
import { takeBodies } from '#apps/api/http/receive-body.ts';
import { DomainError } from '#domain/errors.ts';
import { listAnswer, onlyAsked, SCIM_JSON, sendScimError } from './scim-answers.ts';
import { groupRoutes } from './scim-group-routes.ts';
import { type ReadAll, readSearch } from './scim-request.ts';
import { describeSchemas, MAX_RESULTS, providerConfig, resourceTypes } from './scim-schema.ts';
import { proveScim } from './scim-tenant.ts';
import { scimUserRoutes } from './scim-user-routes.ts';

/** `/scim/v2`: an identity provider creates, changes and disables the people of its organisation (RFC 7643, RFC 7644). */
export function registerScim(app: App, deps: ApiDeps & { failed: FailedAuthentications }): void {
  app.decorateRequest('scim');
  app.setErrorHandler(sendScimError);
  takeBodies(app, SCIM_JSON, readJsonBody);
  app.addHook('onRequest', proveScim(deps));
  app.addHook(
    'onSend',
    async (_request, reply) => void (reply.statusCode < 300 && reply.statusCode !== 204 && reply.header('content-type', SCIM_JSON)),
  );
  const base = deps.config.PUBLIC_URL;
  const route = { schema: { hide: true } };
  const one = <Item extends { id: string }>(all: Item[], params: unknown): Item => {
    const { id } = z.object({ id: z.string() }).parse(params);
    const found = all.find((item) => item.id === id);
    if (found) return found;
    throw new DomainError('not_found', `There is no ${id}`);
  };
  const list = (all: object[]) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults: all.length, startIndex: 1, itemsPerPage: Math.min(all.length, MAX_RESULTS), Resources: all },
  });
  app.get('/ServiceProviderConfig', route, async () => providerConfig(base));
  app.get('/Schemas', route, async () => list(describeSchemas(base)));
  app.get('/Schemas/:id', route, async ({ params }) => one(describeSchemas(base), params));
  app.get('/ResourceTypes', route, async () => list(resourceTypes(base)));
  app.get('/ResourceTypes/:id', route, async ({ params }) => one(resourceTypes(base), params));
  const [users, groups] = [scimUserRoutes(app, deps), groupRoutes(app, deps)];
  const searches: [path: string, readers: ReadAll[]][] = [
    ['/.search', [users, groups]],
    ['/Users/.search', [users]],
    ['/Groups/.search', [groups]],
  ];
  for (const [path, readers] of searches) {
    app.post(path, route, async (request) => {
      const query = readSearch(request);
      const all = await Promise.all(readers.map((read) => read(request)));
      const found = listAnswer(all.flat(), query);
      return { ...found, Resources: found.Resources.map((one) => onlyAsked(one, query)) };
    });
  }
}
