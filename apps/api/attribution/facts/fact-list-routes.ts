import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import type { Principal } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { listConversions, listCosts, listRevenue, listTouches } from '#db/attribution/facts/list-facts.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import { SubjectName } from '#domain/attribution/fact-input.ts';
import { conversionKinds, costKinds, liveScope, revenueKinds, touchSources } from '#domain/attribution/facts.ts';
import { Instant, toDate } from '#domain/instant.ts';
import { scopeOfPartner } from './fact-caller.ts';
import { ConversionList, CostList, RevenueList, toConversion, toCost, toRevenue, toTouch, TouchList } from './fact-view.ts';

const filters = {
  external_id: z.string().max(200).optional(),
  occurred_from: Instant.optional().describe('Inclusive'),
  occurred_to: Instant.optional().describe('Exclusive'),
  sandbox_id: z.string().max(40).optional().describe('Only for platform keys: facts of this sandbox instead of live ones'),
};
const partnerId = z.string().max(40).optional();
const subject = SubjectName.optional().describe('Your own id of the subject: its facts, and those of subjects that are the same');

const TouchQuery = ListQuery.extend({ ...filters, partner_id: partnerId, source: oneOrMore(touchSources).optional(), subject });
const ConversionQuery = ListQuery.extend({ ...filters, kind: oneOrMore(conversionKinds).optional(), subject });
const RevenueQuery = ListQuery.extend({ ...filters, kind: oneOrMore(revenueKinds).optional(), subject });
const CostQuery = ListQuery.extend({ ...filters, partner_id: partnerId, kind: oneOrMore(costKinds).optional() });

interface Asked {
  external_id?: string | undefined;
  occurred_from?: string | undefined;
  occurred_to?: string | undefined;
  sandbox_id?: string | undefined;
  subject?: string | undefined;
}

/** What was recorded, newest first. A partner sees its own touches and costs. */
export function factListRoutes(app: App, deps: ApiDeps): void {
  const { sql } = deps.attribution;
  const pseudonyms = createPseudonyms(sql, deps.secretBox);
  const toFilter = async (scope: string, query: Asked) => ({
    scope,
    externalId: query.external_id,
    occurredFrom: toDate(query.occurred_from),
    occurredTo: toDate(query.occurred_to),
    subjectKey: query.subject === undefined ? undefined : (await pseudonyms())(scope, query.subject),
  });
  ownListRoutes(app, deps, toFilter);
  platformListRoutes(app, deps, toFilter);
}

/** What a caller may list: a partner its own. What is another partner's must look as if it did not exist. */
function allowedTo(principal: Principal, query: Pick<Asked, 'sandbox_id'> & { partner_id?: string | undefined }) {
  if (principal.kind !== 'partner') return { scope: query.sandbox_id ?? liveScope, partnerId: query.partner_id, isForeign: false };
  const { tenant: own } = principal;
  const isForeign = query.partner_id !== undefined && query.partner_id !== own.id;
  return { scope: scopeOfPartner(own), partnerId: own.id, isForeign };
}

type ToFilter = (scope: string, query: Asked) => Promise<{ scope: string }>;

function ownListRoutes(app: App, { attribution: { sql } }: ApiDeps, toFilter: ToFilter): void {
  const touches = {
    operationId: 'listTouches',
    summary: 'List touches',
    description: 'Returns touches, newest recorded first. A partner key sees its own.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    querystring: TouchQuery,
    response: { 200: TouchList, ...problems() },
  };
  app.get('/touches', { schema: touches }, async (request, reply) => {
    const page = readPage(request);
    const { query, principal } = request;
    const allowed = allowedTo(principal, query);
    const filter = await toFilter(allowed.scope, query);
    const more = { partnerId: allowed.partnerId, kinds: valuesOf(query.source), before: page.after, limit: page.limit + 1 };
    const rows = allowed.isForeign ? [] : await listTouches(sql, { ...filter, ...more });
    return listReply(request, reply, page, rows, toTouch);
  });

  const costs = {
    operationId: 'listCosts',
    summary: 'List costs',
    description: 'Returns costs, newest recorded first. A partner key sees its own.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    querystring: CostQuery,
    response: { 200: CostList, ...problems() },
  };
  app.get('/costs', { schema: costs }, async (request, reply) => {
    const page = readPage(request);
    const { query, principal } = request;
    const allowed = allowedTo(principal, query);
    const filter = await toFilter(allowed.scope, query);
    const more = { partnerId: allowed.partnerId, kinds: valuesOf(query.kind), before: page.after, limit: page.limit + 1 };
    const rows = allowed.isForeign ? [] : await listCosts(sql, { ...filter, ...more });
    return listReply(request, reply, page, rows, toCost);
  });
}

function platformListRoutes(app: App, { attribution: { sql } }: ApiDeps, toFilter: ToFilter): void {
  const common = { tags: ['Attribution'], ...needs('reports:read') };
  const conversions = {
    ...common,
    operationId: 'listConversions',
    summary: 'List conversions',
    description: 'Returns conversions, newest recorded first. Platform keys only: a conversion can belong to several partners.',
    querystring: ConversionQuery,
    response: { 200: ConversionList, ...problems(403) },
  };
  app.get('/conversions', { schema: conversions, onRequest: platformOnly }, async (request, reply) => {
    const page = readPage(request);
    const filter = await toFilter(request.query.sandbox_id ?? liveScope, request.query);
    const rows = await listConversions(sql, { ...filter, kinds: valuesOf(request.query.kind), before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toConversion);
  });

  const revenue = {
    ...common,
    operationId: 'listRevenue',
    summary: 'List revenue',
    description: 'Returns sales, refunds and changes of subscriptions, newest recorded first. Platform keys only.',
    querystring: RevenueQuery,
    response: { 200: RevenueList, ...problems(403) },
  };
  app.get('/revenue', { schema: revenue, onRequest: platformOnly }, async (request, reply) => {
    const page = readPage(request);
    const filter = await toFilter(request.query.sandbox_id ?? liveScope, request.query);
    const rows = await listRevenue(sql, { ...filter, kinds: valuesOf(request.query.kind), before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toRevenue);
  });
}
