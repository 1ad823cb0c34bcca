import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { IfNoneMatch } from '#apps/api/http/conditional.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { MAX_PAGE, readLargeRows } from '#apps/api/http/large-rows.ts';
import { ListQuery, listReply, readPlace } from '#apps/api/http/pagination.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type CustomFieldsCheck, withCustomFieldsCheck } from '#db/deals/custom-fields.ts';
import { withdrawDeal } from '#db/deals/deal-review.ts';
import { faultsAmong, type SubmissionRules, submitDeal } from '#db/deals/deal-submit.ts';
import { changeDeal, type DealRow, dealSorts, getDeal, listDealChanges, listDealsUpTo } from '#db/deals/deal.ts';
import { deleteDraft } from '#db/deals/delete-draft.ts';
import { settingsOf } from '#db/deals/programme.ts';
import { editableFields } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { hiddenActions } from '#domain/deals/hidden-history.ts';
import { mergeFields } from '#domain/deals/same-deal.ts';
import { DomainError } from '#domain/errors.ts';
import { FilledText } from '#domain/plain-text.ts';
import { registrationError } from '#domain/registration-errors.ts';
import type { DealDeps } from './custom-fields.ts';
import { answerDeal, reviewBy } from './deal-answer.ts';
import { dealParts, expandDeals } from './deal-expand.ts';
import { DealFilters, readDealPage, toDealFilter } from './deal-filter.ts';
import { Deal, DealHistory, DealList, DealParams, toCompanyChange, toPartnerChange, UpdateDeal } from './deal-view.ts';
import { createUpdateReader } from './read-update.ts';

const tags = ['Deals'];

const DealsQuery = ListQuery.extend({
  ...DealFilters,
  ...dealParts,
  sort: z
    .enum(dealSorts)
    .default('-created_at')
    .describe(
      '`-` means latest first. By `updated_at`, a deal that changes while you read its list comes again later, and none is left out',
    ),
});
const Withdraw = z.strictObject({ reason: FilledText(500).optional() }).nullish();

export function dealRoutes(app: App, deps: DealDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listDeals',
    summary: 'List deals',
    description:
      'Returns deals, newest first unless you `sort` them otherwise. A partner sees only its own. To list the deals of a sandbox, filter by its partner_id.',
    tags,
    ...needs('deals:read'),
    querystring: DealsQuery,
    response: { 200: DealList, ...problems() },
  };
  app.get('/deals', { schema: list }, async (request, reply) => {
    const { sort, expand, updated_since: since } = request.query;
    const filter = { ...toDealFilter(request, request.query), sort };
    const { page, rows } = await readLargeRows(request, async (after, limit) => {
      const { toText, ...from } = await readDealPage(db.sql, { sort, isFollowing: since !== undefined }, after);
      const some = await listDealsUpTo(db, MAX_PAGE, { ...filter, ...from, limit });
      return { ...some, rows: some.rows.map((row) => ({ id: toText(row), row })) };
    });
    const deals = rows.map(({ row }) => row);
    const view = await expandDeals(db, request, deals, expand);
    return listReply(request, reply, page, rows, ({ row }) => view(row));
  });

  const read = {
    operationId: 'getDeal',
    summary: 'Retrieve a deal',
    description: 'Returns the deal. Send the ETag of the response as If-Match to change the deal.',
    tags,
    ...needs('deals:read'),
    params: DealParams,
    querystring: z.object(dealParts),
    headers: IfNoneMatch,
    response: { 200: Deal, ...problems(404) },
  };
  app.get('/deals/:id', { schema: read }, async (request, reply) => {
    const row = await getDeal(db, request.params.id, visiblePartner(request));
    const view = await expandDeals(db, request, [row], request.query.expand);
    setETag(reply, row);
    return view(row);
  });

  const history = {
    operationId: 'getDealHistory',
    summary: 'Retrieve the history of a deal',
    description: 'Returns all changes of the deal, oldest first. A partner sees the changes since the deal became its own.',
    tags,
    ...needs('deals:read'),
    params: DealParams,
    querystring: ListQuery,
    response: { 200: DealHistory, ...problems(404) },
  };
  app.get('/deals/:id/history', { schema: history }, async (request, reply) => {
    const forPartner = visiblePartner(request) !== undefined;
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    const hidden = forPartner ? hiddenActions : [];
    const { page, rows } = await readLargeRows(request, async (after, limit) => {
      const changes = await listDealChanges(db, id, { after: readPlace(after), limit, sinceMoved: forPartner, hidden });
      return changes.map((row) => ({ ...row, id: String(row.version) }));
    });
    return listReply(request, reply, page, rows, forPartner ? toPartnerChange : toCompanyChange);
  });
}

function changeRoutes(app: App, deps: DealDeps): void {
  const { db, customFields } = deps;
  const common = {
    tags,
    ...needs('deals:write'),
    params: DealParams,
    headers: IfMatch,
    response: { 200: Deal, ...problems(404, 409, 412) },
  };

  const update = {
    ...common,
    operationId: 'updateDeal',
    summary: 'Update a deal',
    description:
      'Updates a deal. The fields that may be changed depend on the review status: all fields of a draft, the requested fields when action is required, and a few fields of an approved deal. `metadata` may be changed in every state. An object replaces the stored one as a whole. If-Match is required.',
    body: UpdateDeal,
    response: { ...common.response, ...problems(428) },
  };
  app.patch('/deals/:id', { schema: update, attachValidation: true, config: { mergesObjects: 'all' } }, async (request, reply) => {
    const { id, partnerId, ...stored } = await getDeal(db, request.params.id, visiblePartner(request));
    const readUpdate = createUpdateReader(request);
    readUpdate(stored);
    requireIfMatch(request);
    const { actor, assertVersion } = reviewBy(request);
    const change = (checkCustomFields: CustomFieldsCheck) =>
      changeDeal(
        db,
        id,
        async (present, tx) => {
          assertVersion(present);
          const { metadata: noted, ...wanted } = readUpdate(present);
          const { fields, changed } = mergeFields(present, wanted);
          assertEditable(present, changed);
          // A deal that will be submitted again is checked then. An approved deal must continue to meet the rules under which it was
          // approved.
          if (present.reviewStatus === 'approved') {
            assertRules(fields, changed, { settings: await settingsOf({ orm: tx }, present), checkCustomFields });
          }
          const set = { fields, metadata: noted === undefined ? present.metadata : (noted ?? {}) };
          return isDeepStrictEqual(set, { fields: present.fields, metadata: present.metadata }) ? null : { action: 'updated', set };
        },
        actor,
      );
    const row = await withCustomFieldsCheck(customFields, partnerId, change);
    return answerDeal(deps, request, reply, row);
  });

  const submit = {
    ...common,
    operationId: 'submitDeal',
    summary: 'Submit a deal',
    description:
      'Submits the deal for review. The first submission for a customer registers the customer. If the deal violates the rules of its programme, the response lists all errors. GET /deal-schema returns its rules. If-Match is optional.',
  };
  app.post('/deals/:id/submit', { schema: submit }, async (request, reply) => {
    const found = await getDeal(db, request.params.id, visiblePartner(request));
    const { actor, assertVersion } = reviewBy(request);
    const row = await withCustomFieldsCheck(customFields, found.partnerId, async (checkCustomFields) =>
      submitDeal(db, found.id, { settings: await settingsOf(db, found), checkCustomFields, assertVersion }, actor),
    );
    return answerDeal(deps, request, reply, row);
  });

  const remove = {
    ...common,
    operationId: 'deleteDeal',
    summary: 'Delete a draft of a deal',
    description:
      'Deletes a deal that was never submitted, with its history and notes. Its `external_id` can be used again. A deal that was submitted stays: ' +
      'withdraw it. If-Match is optional.',
    response: { 204: z.null().describe('Deleted'), ...problems(404, 409, 412) },
  };
  app.delete('/deals/:id', { schema: remove }, async (request, reply) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    await deleteDraft(db, id, reviewBy(request));
    return reply.code(204).send(null);
  });

  const withdraw = {
    ...common,
    operationId: 'withdrawDeal',
    summary: 'Withdraw a deal',
    description: 'Withdraws the deal. Other partners can then register its customer. This cannot be undone. If-Match is optional.',
    body: Withdraw,
  };
  app.post('/deals/:id/withdraw', { schema: withdraw }, async (request, reply) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    return answerDeal(deps, request, reply, await withdrawDeal(db, id, request.body ?? {}, reviewBy(request)));
  });
}

/** Checks the rules of the programme that concern these fields. */
function assertRules(fields: DealFields, names: string[], rules: SubmissionRules): void {
  const faults = faultsAmong(names, fields, rules);
  if (faults.length > 0) throw invalidRequest(faults, 'invalid_deal', 'The deal');
}

function requireIfMatch(request: FastifyRequest): void {
  if (request.headers['if-match'] !== undefined) return;
  throw new DomainError('precondition_required', 'Send the ETag of the deal on which the change is based as If-Match.');
}

function assertEditable(present: DealRow, names: string[]): void {
  const editable = editableFields(present);
  const refused = names.filter((name) => editable !== null && !editable.includes(name));
  if (refused.length === 0) return;
  const may = editable?.length ? `only ${editable.join(', ')} may be changed` : 'no field may be changed';
  throw new DomainError(
    'action_not_permitted',
    `The deal is ${present.reviewStatus}: ${may}.`,
    refused.map((field) => registrationError([field], 'not_permitted', 'may not be changed in this state')),
  );
}
