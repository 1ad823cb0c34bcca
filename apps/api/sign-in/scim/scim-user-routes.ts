import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import {
  createScimUser,
  getScimUser,
  listScimUsers,
  removeScimUser,
  replaceScimUser,
  type ScimUserInput,
  type ScimUserRow,
} from '#db/access/scim-user.ts';
import { normalUser, userAttributes } from '#domain/access/scim-input.ts';
import { boundedAttributes } from '#domain/access/scim-user.ts';
import { listAnswer, onlyAsked } from './scim-answers.ts';
import { patched } from './scim-patch.ts';
import { type ReadAll, readBody, ScimParams, ScimQuery } from './scim-request.ts';
import { readResource, type ScimUser, showResource } from './scim-schema.ts';
import { scimActor } from './scim-tenant.ts';

/** Returns how all of them are read. */
export function scimUserRoutes(app: App, { db, config }: Pick<ApiDeps, 'db' | 'config'>): ReadAll {
  const route = { schema: { hide: true } };
  const show = (row: ScimUserRow) => showResource('User', config.PUBLIC_URL, toScim(row));
  const answer = async (request: FastifyRequest, id: string) =>
    onlyAsked(show(await getScimUser(db.sql, request.scim, id)), ScimQuery.parse(request.query));

  app.get('/Users', route, async (request) => {
    const query = ScimQuery.parse(request.query);
    const list = listAnswer((await listScimUsers(db.sql, request.scim)).map(show), query);
    return { ...list, Resources: list.Resources.map((one) => onlyAsked(one, query)) };
  });

  app.get('/Users/:id', route, async (request) => answer(request, ScimParams.parse(request.params).id));

  app.post('/Users', route, async (request, reply) => {
    const input = toInput(readResource('User', normalUser(readBody(request))) as unknown as ScimUser);
    const id = await createScimUser(db, request.scim, input, scimActor(request));
    const shown = await answer(request, id);
    return reply.code(201).header('location', locationOf(shown)).send(shown);
  });

  app.put('/Users/:id', route, async (request) => {
    const { id } = await getScimUser(db.sql, request.scim, ScimParams.parse(request.params).id);
    const input = toInput(readResource('User', normalUser(readBody(request))) as unknown as ScimUser);
    await replaceScimUser(db, request.scim, id, input, scimActor(request));
    return answer(request, id);
  });

  app.patch('/Users/:id', route, async (request) => {
    const row = await getScimUser(db.sql, request.scim, ScimParams.parse(request.params).id);
    const changed = await patched('User', normalUser({ ...toScim(row) }), readBody(request), userAttributes);
    if (changed) await replaceScimUser(db, request.scim, row.id, toInput(changed as unknown as ScimUser), scimActor(request));
    return answer(request, row.id);
  });

  app.delete('/Users/:id', route, async (request, reply) => {
    const { id } = await getScimUser(db.sql, request.scim, ScimParams.parse(request.params).id);
    await removeScimUser(db, request.scim, id, scimActor(request));
    return reply.code(204).send();
  });
  return async ({ scim }) => (await listScimUsers(db.sql, scim)).map(show);
}

const toInput = ({ active = true, ...rest }: ScimUser): ScimUserInput => ({ attributes: boundedAttributes(rest), isActive: active });

/** A user of whom the provider has not told yet has what was given here. */
function toScim({ id, email, name, isActive, createdAt, updatedAt, attributes, groups }: ScimUserRow): ScimUser & { meta: object } {
  const told = attributes ?? {
    userName: email,
    displayName: name,
    name: { formatted: name },
    emails: [{ value: email, type: 'work', primary: true }],
  };
  return { ...told, id, active: isActive, groups, meta: { created: createdAt, lastModified: updatedAt } } as ScimUser & { meta: object };
}

export const locationOf = (shown: Record<string, unknown>): string => z.object({ location: z.string() }).parse(shown['meta']).location;
