import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { withCustomFieldsCheck } from '#db/deals/custom-fields.ts';
import { submissionFaults } from '#db/deals/deal-submit.ts';
import { insertDeal } from '#db/deals/deal.ts';
import { settingsOf } from '#db/deals/programme.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { type FieldError, MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { registrationError } from '#domain/registration-errors.ts';
import type { DealDeps } from './custom-fields.ts';
import { tagged } from './deal-answer.ts';
import { findOwner } from './deal-owner.ts';
import { CreateDeal, Deal } from './deal-view.ts';
import { checkDeal, readDeal } from './read-deal.ts';

const tags = ['Deals'];

const Validation = z
  .object({
    valid: z.boolean(),
    errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }).describe('All errors that prevent the deal from being submitted'),
  })
  .meta({
    id: 'DealValidation',
    examples: [
      {
        valid: false,
        errors: [registrationError(['close_date'], 'out_of_range', 'must not be in the past: today is 2026-11-21', { in: 'body' })],
      },
    ],
  });

export function dealDraftRoutes(app: App, deps: DealDeps): void {
  const { db } = deps;
  const common = { tags, ...needs('deals:write'), body: CreateDeal };
  const create = {
    ...common,
    operationId: 'createDeal',
    summary: 'Create a draft of a deal',
    description:
      'Creates a draft. Only the customer’s name is required. The rules of the partner’s programme apply when the deal is submitted.',
    response: { 201: Deal, ...problems() },
  };
  app.post('/deals', { schema: create, attachValidation: true }, async (request, reply) => {
    const { partner_id, external_id: externalId, metadata, ...fields } = readDeal(CreateDeal, request);
    const owner = await findOwner(db, request, partner_id);
    if ('code' in owner) throw invalidRequest([owner]);
    const { id: partnerId, programmeId } = owner;
    const created = await insertDeal(db, { id: newId('deal'), partnerId, programmeId, externalId, metadata, fields }, actorOf(request));
    reply.code(201).header('location', `/api/v1/deals/${created.id}`);
    return tagged(request, reply, created);
  });

  const validate = {
    ...common,
    operationId: 'validateDeal',
    summary: 'Validate a deal',
    description:
      'Returns all errors that would prevent the deal from being submitted under the programme of its partner. `x-submission` ' +
      'of this operation shows what such rules look like; GET /deal-schema returns the rules that apply. Nothing is stored.',
    response: { 200: Validation, ...problems() },
  };
  app.post('/deals/validate', { schema: validate, attachValidation: true }, async (request) => {
    const read = checkDeal(CreateDeal, request);
    const shape = 'faults' in read ? read.faults : [];
    const rules = await rulesFaults(deps, request);
    const errors = [...shape, ...rules.filter((fault) => !shape.some((known) => isAbout(known.pointer, fault.pointer)))];
    return { valid: errors.length === 0, errors: shownErrors(errors).map((fault) => ({ in: 'body' as const, ...fault })) };
  });
}

/** Checks the body even if its structure is not valid: a structural error must not hide the rule errors of the other fields. */
async function rulesFaults({ db, customFields }: DealDeps, request: FastifyRequest): Promise<FieldError[]> {
  const sent = z.looseObject({ partner_id: CreateDeal.shape.partner_id }).safeParse(request.body);
  if (!sent.success) return [];
  const { partner_id, ...fields } = sent.data;
  const owner = await findOwner(db, request, partner_id);
  if ('code' in owner) return [owner];
  const settings = await settingsOf(db, owner);
  return withCustomFieldsCheck(customFields, owner.id, async (checkCustomFields) =>
    submissionFaults(fields as unknown as DealFields, { settings, checkCustomFields }),
  );
}

/** Whether two errors concern the same field, or a field and one of its members. */
const isAbout = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
