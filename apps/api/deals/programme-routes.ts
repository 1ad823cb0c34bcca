import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { readLargeRows } from '#apps/api/http/large-rows.ts';
import { ListQuery, listReply } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { createProgramme, deleteProgramme, getProgramme, listProgrammes, type ProgrammeRow, updateProgramme } from '#db/deals/programme.ts';
import { fieldError } from '#domain/field-error.ts';
import { assertSettings, assertVersion, settledWith } from './programme-input.ts';
import { CreateProgramme, Programme, ProgrammeList, ProgrammeParams, toProgramme, UpdateProgramme } from './programme-view.ts';

const tags = ['Programmes'];

/** The rules under which partners register deals. Reviewers can read them; only those who manage partners can write them. */
export function programmeRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  createRoute(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listProgrammes',
    summary: 'List programmes',
    description: 'Returns the default programme prg_default, then the others, newest first.',
    tags,
    ...needs('deals:review'),
    querystring: ListQuery,
    response: { 200: ProgrammeList, ...problems() },
  };
  app.get('/programmes', { schema: list }, async (request, reply) => {
    const { page, rows } = await readLargeRows(request, (before, limit) => listProgrammes(db, { before, limit }));
    return listReply(request, reply, page, rows, toProgramme);
  });

  const read = {
    operationId: 'getProgramme',
    summary: 'Retrieve a programme',
    description:
      'Returns the programme with all settings, including defaults. Send the ETag of the response as If-Match to change the programme.',
    tags,
    ...needs('deals:review'),
    params: ProgrammeParams,
    headers: IfNoneMatch,
    response: { 200: Programme, ...problems(404) },
  };
  app.get('/programmes/:id', { schema: read }, async (request, reply) => tagged(reply, await getProgramme(db, request.params.id)));
}

function createRoute(app: App, { db, schemas }: ApiDeps): void {
  const schema = {
    operationId: 'createProgramme',
    summary: 'Create a programme',
    description:
      'Creates a programme. Assign it to partners with `programme_id`: their new deals are then registered under it. If the settings are not valid, the response lists all errors.',
    tags,
    ...needs('partners:write'),
    body: CreateProgramme,
    response: { 201: Programme, ...problems() },
  };
  app.post('/programmes', { schema, attachValidation: true }, async (request, reply) => {
    await assertSettings(schemas, request);
    const row = await createProgramme(db, request.body, actorOf(request));
    reply.code(201).header('location', `/api/v1/programmes/${row.id}`);
    return tagged(reply, row);
  });
}

function changeRoutes(app: App, { db, schemas }: ApiDeps): void {
  const common = { tags, ...needs('partners:write'), params: ProgrammeParams };
  const update = {
    ...common,
    operationId: 'updateProgramme',
    summary: 'Update a programme',
    description:
      'Updates a programme. The change applies to deals that are submitted, approved or extended from now on. Without If-Match the last change wins.',
    headers: IfMatch,
    body: UpdateProgramme,
    response: { 200: Programme, ...problems(404, 412) },
  };
  app.patch('/programmes/:id', { schema: update, attachValidation: true }, async (request, reply) => {
    await assertSettings(schemas, request);
    const { name, settings } = request.body;
    if (name === undefined && settings === undefined) {
      throw invalidRequest([fieldError([], 'required', 'must contain a field to change')]);
    }
    const change = (present: ProgrammeRow) => {
      assertVersion(request, present);
      return { name: name ?? present.name, settings: settledWith(present, settings ?? {}) };
    };
    return tagged(reply, await updateProgramme(db, request.params.id, change, actorOf(request)));
  });

  const remove = {
    ...common,
    operationId: 'deleteProgramme',
    summary: 'Delete a programme',
    description: 'Deletes a programme. Fails with 409 while a partner or a deal uses it. prg_default cannot be deleted.',
    response: { 204: z.null().describe('Deleted'), ...problems(404, 409) },
  };
  app.delete('/programmes/:id', { schema: remove }, async (request, reply) => {
    await deleteProgramme(db, request.params.id, (present) => assertVersion(request, present), actorOf(request));
    return reply.code(204).send(null);
  });
}

function tagged(reply: FastifyReply, row: ProgrammeRow): Programme {
  setETag(reply, row);
  return toProgramme(row);
}
