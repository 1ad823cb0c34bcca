import type { FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import {
  createScimGroup,
  getScimGroup,
  listScimGroups,
  removeScimGroup,
  replaceScimGroup,
  type ScimGroupInput,
  type ScimGroupRow,
} from '#db/access/scim-group.ts';
import { groupAttributes } from '#domain/access/scim-input.ts';
import { boundedGroup } from '#domain/access/scim-user.ts';
import { listAnswer, onlyAsked } from './scim-answers.ts';
import { patched } from './scim-patch.ts';
import { type ReadAll, readBody, ScimParams, ScimQuery } from './scim-request.ts';
import { readResource, type ScimGroup, showResource, userLocation } from './scim-schema.ts';
import { scimActor } from './scim-tenant.ts';
import { locationOf } from './scim-user-routes.ts';

/** Groups decide roles, where the connection says so. Returns how all of them are read. */
export function groupRoutes(app: App, { db, config }: Pick<ApiDeps, 'db' | 'config'>): ReadAll {
  const route = { schema: { hide: true } };
  const show = (row: ScimGroupRow) => showResource('Group', config.PUBLIC_URL, toScim(config.PUBLIC_URL, row));
  const answer = async (request: FastifyRequest, id: string) =>
    onlyAsked(show(await getScimGroup(db.sql, request.scim.id, id)), ScimQuery.parse(request.query));

  app.get('/Groups', route, async (request) => {
    const query = ScimQuery.parse(request.query);
    const list = listAnswer((await listScimGroups(db.sql, request.scim.id)).map(show), query);
    return { ...list, Resources: list.Resources.map((one) => onlyAsked(one, query)) };
  });

  app.get('/Groups/:id', route, async (request) => answer(request, ScimParams.parse(request.params).id));

  app.post('/Groups', route, async (request, reply) => {
    const input = toInput(readResource('Group', readBody(request)) as unknown as ScimGroup);
    const id = await createScimGroup(db, request.scim, input, scimActor(request));
    const shown = await answer(request, id);
    return reply.code(201).header('location', locationOf(shown)).send(shown);
  });

  app.put('/Groups/:id', route, async (request) => {
    const { id } = ScimParams.parse(request.params);
    const input = toInput(readResource('Group', readBody(request)) as unknown as ScimGroup);
    await replaceScimGroup(db, request.scim, id, input, scimActor(request));
    return answer(request, id);
  });

  app.patch('/Groups/:id', route, async (request) => {
    const row = await getScimGroup(db.sql, request.scim.id, ScimParams.parse(request.params).id);
    const changed = await patched('Group', toScim(config.PUBLIC_URL, row), readBody(request), groupAttributes);
    if (changed) await replaceScimGroup(db, request.scim, row.id, toInput(changed as unknown as ScimGroup), scimActor(request));
    return answer(request, row.id);
  });

  app.delete('/Groups/:id', route, async (request, reply) => {
    await removeScimGroup(db, request.scim, ScimParams.parse(request.params).id, scimActor(request));
    return reply.code(204).send();
  });
  return async ({ scim }) => (await listScimGroups(db.sql, scim.id)).map(show);
}

const toInput = (group: ScimGroup): ScimGroupInput => boundedGroup(group);

function toScim(
  base: string,
  { id, displayName, externalId, createdAt, updatedAt, members: userIds }: ScimGroupRow,
): ScimGroup & { meta: object } {
  const meta = { created: createdAt, lastModified: updatedAt };
  const members = userIds.map((value) => ({ value, type: 'User', $ref: userLocation(base, value) }));
  return { id, displayName, ...(externalId !== null && { externalId }), members, meta };
}
