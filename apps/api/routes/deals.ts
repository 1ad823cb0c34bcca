import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeDeal, type DealRow, getDeal, insertDeal, listDealChanges, listDeals } from '#db/deal.ts';
import { settingsOf, withdrawDeal } from '#db/deal-review.ts';
import { submissionFaults, submitDeal } from '#db/deal-submit.ts';
import { findPartner } from '#db/partner.ts';
import { defaultProgrammeId } from '#db/programme.ts';
import { DealFields } from '#domain/deal.ts';
import { dealFaults } from '#domain/deal-faults.ts';
import { editableFields } from '#domain/deal-states.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { PlainText } from '#domain/plain-text.ts';
import type { App } from '../app.ts';
import { answerDeal, reviewBy, tagged } from '../deal-answer.ts';
import { DealFilters, toDealFilter } from '../deal-filter.ts';
import { CreateDeal, Deal, DealChange, DealList, DealParams, toDeal, toDealChange, UpdateDeal } from '../deal-view.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidRequest, problems } from '../errors.ts';
import { IfMatch } from '../if-match.ts';
import { ListQuery, listReply, readPage } from '../pagination.ts';
import { actorOf, visiblePartner } from '../principal.ts';
import { needs } from '../scopes.ts';

const tags = ['Deals'];

const DealsQuery = ListQuery.extend(DealFilters);
const Withdraw = z.strictObject({ reason: PlainText(500).min(1).optional() }).nullish();

const Validation = z
  .object({
    valid: z.boolean(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).describe('Everything that keeps the deal from being submitted'),
  })
  .meta({ id: 'DealValidation', examples: [{ valid: false, errors: [{ field: 'close_date', code: 'VALUE_OUT_OF_RANGE', message: 'must not be in the past: today is 2026-11-21' }] }] });

export function dealRoutes(app: App, deps: ApiDeps): void {
  createRoutes(app, deps);
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function createRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const create = {
    operationId: 'createDeal',
    summary: 'Create a draft of a deal',
    description: 'Only the customer’s name is required; the programme’s rules apply when it is submitted.',
    tags,
    ...needs('deals:write'),
    body: CreateDeal,
    response: { 201: Deal, ...problems() },
  };
  app.post('/deals', { schema: create, attachValidation: true }, async (request, reply) => {
    const { partner_id, external_id: externalId, ...fields } = readBody(CreateDeal, request);
    const partnerId = await ownerOf(request, partner_id, db);
    const row = { id: newId('deal'), partnerId, programmeId: defaultProgrammeId, externalId, fields };
    const created = await insertDeal(db, row, actorOf(request));
    reply.code(201).header('location', `/api/v1/deals/${created.id}`);
    return tagged(reply, created);
  });

  const validate = {
    operationId: 'validateDeal',
    summary: 'Validate a deal',
    description: 'Says everything that would keep it from being submitted. Nothing is written.',
    tags,
    ...needs('deals:write'),
    body: CreateDeal,
    response: { 200: Validation, ...problems() },
  };
  app.post('/deals/validate', { schema: validate, attachValidation: true }, async (request) => {
    const parsed = CreateDeal.safeParse(request.body);
    const errors = parsed.success ? await rulesFaults(deps, withoutIds(parsed.data)) : dealFaults(parsed.error);
    return { valid: errors.length === 0, errors };
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listDeals',
    summary: 'List deals',
    description: 'Newest first. A partner sees its own.',
    tags,
    ...needs('deals:read'),
    querystring: DealsQuery,
    response: { 200: DealList, ...problems() },
  };
  app.get('/deals', { schema: list }, async (request, reply) => {
    const page = readPage(request.query);
    const rows = await listDeals(db, { ...toDealFilter(request, request.query), before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toDeal);
  });

  const read = {
    operationId: 'getDeal',
    summary: 'Read a deal',
    description: 'The ETag of the answer is what If-Match takes when the deal is changed.',
    tags,
    ...needs('deals:read'),
    params: DealParams,
    response: { 200: Deal, ...problems(404) },
  };
  app.get('/deals/:id', { schema: read }, async (request, reply) => tagged(reply, await getDeal(db, request.params.id, visiblePartner(request))));

  const history = {
    operationId: 'getDealHistory',
    summary: 'Read the history of a deal',
    description: 'Everything that was done to it, oldest first.',
    tags,
    ...needs('deals:read'),
    params: DealParams,
    response: { 200: z.object({ data: z.array(DealChange) }).meta({ id: 'DealHistory' }), ...problems(404) },
  };
  app.get('/deals/:id/history', { schema: history }, async (request) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    const forPartner = visiblePartner(request) !== undefined;
    return { data: (await listDealChanges(db, id)).map((row) => toDealChange(row, forPartner)) };
  });
}

function changeRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const common = { tags, ...needs('deals:write'), params: DealParams, headers: IfMatch, response: { 200: Deal, ...problems(404, 409, 412) } };

  const update = {
    ...common,
    operationId: 'updateDeal',
    summary: 'Change a deal',
    description: 'What may be changed depends on the review: all of a draft, the fields that were asked for, and little of an approved deal. If-Match is required.',
    body: UpdateDeal,
    response: { ...common.response, ...problems(428) },
  };
  app.patch('/deals/:id', { schema: update, attachValidation: true }, async (request, reply) => {
    const sent = readBody(UpdateDeal, request);
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    requireIfMatch(request);
    const { actor, assertVersion } = reviewBy(request);
    const row = await changeDeal(db, id, (present) => {
      assertVersion(present);
      assertEditable(present, Object.keys(sent));
      const merged = { ...present.fields, ...sent };
      const fields = DealFields.parse(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
      return { action: 'updated', set: { fields } };
    }, actor);
    return answerDeal(deps, request, reply, row);
  });

  const submit = {
    ...common,
    operationId: 'submitDeal',
    summary: 'Submit a deal',
    description: 'Hands it in for review. The first submission for a customer holds it; every fault of the programme’s rules is listed. With If-Match only from that version.',
  };
  app.post('/deals/:id/submit', { schema: submit }, async (request, reply) => {
    const found = await getDeal(db, request.params.id, visiblePartner(request));
    const { actor, assertVersion } = reviewBy(request);
    const row = await submitDeal(db, found.id, { settings: await settingsOf(db, found), assertVersion }, actor);
    return answerDeal(deps, request, reply, row);
  });

  const withdraw = {
    ...common,
    operationId: 'withdrawDeal',
    summary: 'Withdraw a deal',
    description: 'Its customer is free for others again. There is no way back. With If-Match only from that version.',
    body: Withdraw,
  };
  app.post('/deals/:id/withdraw', { schema: withdraw }, async (request, reply) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    return answerDeal(deps, request, reply, await withdrawDeal(db, id, request.body ?? {}, reviewBy(request)));
  });
}

/** The body, or every fault of it at once in the codes of deal registration. */
function readBody<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  throw invalidRequest(dealFaults(parsed.error), 'invalid_request', 'The deal');
}

async function ownerOf(request: FastifyRequest, asked: string | undefined, db: ApiDeps['db']): Promise<string> {
  const visible = visiblePartner(request);
  const id = asked ?? visible;
  const fault = (code: string, message: string) => invalidRequest([{ field: 'partner_id', code, message }]);
  if (id === undefined) throw fault('REQUIRED_FIELD_MISSING', 'is required with a platform key: say whose deal it is');
  if (id === visible || (visible === undefined && (await findPartner(db, id)))) return id;
  throw fault('INVALID_VALUE', `names no partner: ${id}`);
}

async function rulesFaults({ db }: ApiDeps, fields: DealFields): Promise<FieldError[]> {
  return submissionFaults(fields, await settingsOf(db, { programmeId: defaultProgrammeId }));
}

function withoutIds({ partner_id: _partner, external_id: _external, ...fields }: CreateDeal): DealFields {
  return fields;
}

function requireIfMatch(request: FastifyRequest): void {
  if (request.headers['if-match'] !== undefined) return;
  throw new DomainError('precondition_required', 'Send the ETag of the deal that the change is based on as If-Match.');
}

function assertEditable(present: DealRow, names: string[]): void {
  const editable = editableFields(present);
  const refused = names.filter((name) => editable !== null && !editable.includes(name));
  if (refused.length === 0) return;
  const may = editable?.length ? `only ${editable.join(', ')} may be changed` : 'nothing of it may be changed';
  throw new DomainError(
    'action_not_permitted',
    `The deal is ${present.reviewStatus}: ${may}.`,
    refused.map((field) => ({ field, code: 'ACTION_NOT_PERMITTED', message: 'may not be changed now' })),
  );
}
