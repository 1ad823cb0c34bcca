import type { FastifyReply } from 'fastify';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { checkIfMatch, IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, requirePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { createPartner, getPartner, listPartners, programmeExists, updatePartner, type PartnerRow } from '#db/partners/partner.ts';
import { fieldError } from '#domain/field-error.ts';
import { partnerStatuses, tiers } from '#domain/partners/partner.ts';
import { FilledString } from '#domain/plain-text.ts';
import { CreatePartner, Partner, PartnerList, PartnerParams, toPartner, toPartnerColumns, UpdatePartner } from './partner-view.ts';

const tags = ['Partners'];

const PartnersQuery = ListQuery.extend({
  tier: oneOrMore(tiers).optional(),
  status: oneOrMore(partnerStatuses, 'Deleted partners are only returned with status=deleted').optional(),
  name: FilledString(200).optional().describe('Part of the name, case-insensitive'),
});

export function partnerRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  listRoute(app, deps);
  readRoutes(app, deps);
  updateRoute(app, deps);
}

function createRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'createPartner',
    summary: 'Create a partner',
    description: 'Creates a partner, which is a separate tenant and sees only its own data. Create a key for it with POST /api-keys.',
    tags,
    ...needs('partners:write'),
    body: CreatePartner,
    response: { 201: Partner, ...problems() },
  };
  app.post('/partners', { schema }, async (request, reply) => {
    const { name, tier, status, programme_id } = request.body;
    await assertProgramme(deps, programme_id);
    const row = await createPartner(deps.db, { ...toPartnerColumns(request.body), name, tier, status }, actorOf(request));
    reply.code(201).header('location', `/api/v1/partners/${row.id}`);
    return tagged(reply, row, deps);
  });
}

function listRoute(app: App, { db, settings }: ApiDeps): void {
  const schema = {
    operationId: 'listPartners',
    summary: 'List partners',
    description: 'Returns partners, newest first.',
    tags,
    ...needs('partners:read'),
    querystring: PartnersQuery,
    response: { 200: PartnerList, ...problems() },
  };
  app.get('/partners', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { tier, status, name } = request.query;
    const rows = await listPartners(db, {
      tiers: valuesOf(tier),
      statuses: valuesOf(status),
      name,
      before: page.after,
      limit: page.limit + 1,
    });
    return listReply(request, reply, page, rows, (row) => toPartner(row, settings()));
  });
}

function readRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getPartner',
    summary: 'Retrieve a partner',
    description: 'Returns the partner. Send the ETag of the response as If-Match to change the partner.',
    tags,
    ...needs('partners:read'),
    params: PartnerParams,
    headers: IfNoneMatch,
    response: { 200: Partner, ...problems(404) },
  };
  app.get('/partners/:id', { schema }, async (request, reply) => tagged(reply, await getPartner(deps.db, request.params.id), deps));

  const ownSchema = {
    operationId: 'getOwnPartner',
    summary: 'Retrieve your own partner',
    description: 'Returns the partner of the credential, with its effective rate limit.',
    tags,
    ...needs('partner:read'),
    headers: IfNoneMatch,
    response: { 200: Partner, ...problems() },
  };
  app.get('/partners/me', { schema: ownSchema }, async (request, reply) =>
    tagged(reply, await getPartner(deps.db, requirePartner(request)), deps),
  );
}

function updateRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'updatePartner',
    summary: 'Update a partner',
    description: 'Updates a partner. Takes effect within one second on every process. Without If-Match the last change wins.',
    tags,
    ...needs('partners:write'),
    params: PartnerParams,
    headers: IfMatch,
    body: UpdatePartner,
    response: { 200: Partner, ...problems(404, 409, 412) },
  };
  app.patch('/partners/:id', { schema }, async (request, reply) => {
    const { body } = request;
    if (Object.keys(body).length === 0) throw invalidRequest([fieldError([], 'required', 'must contain a field to change')]);
    await assertProgramme(deps, body.programme_id);
    const change = (present: PartnerRow) => {
      checkIfMatch(request, present, 'partner');
      return toPartnerColumns(body);
    };
    return tagged(reply, await updatePartner(deps.db, request.params.id, change, actorOf(request)), deps);
  });
}

async function assertProgramme({ db }: ApiDeps, id: string | undefined): Promise<void> {
  if (id === undefined || (await programmeExists(db, id))) return;
  throw invalidRequest([fieldError(['programme_id'], 'unknown_programme', `is not a known programme: ${id}`)]);
}

/** The response about one partner, with its version as ETag. */
export function tagged(reply: FastifyReply, row: PartnerRow, { settings }: ApiDeps): Partner {
  setETag(reply, row);
  return toPartner(row, settings());
}
