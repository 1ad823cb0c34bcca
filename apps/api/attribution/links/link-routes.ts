import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { findCaller, scopeOfPartner } from '#apps/api/attribution/facts/fact-caller.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { disableLink, insertLink, type LinkRow, listLinks } from '#db/attribution/link.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { isHostOf, LinkInput, readTarget } from '#domain/attribution/link-input.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';

const Link = z
  .object({
    code: z.string(),
    url: z.string().describe('What the partner publishes'),
    target: z.string(),
    partner_id: z.string(),
    campaign: z.string().nullable(),
    created_at: Timestamp,
    disabled_at: Timestamp.nullable().describe('Since then it leads nowhere'),
  })
  .meta({
    id: 'Link',
    examples: [
      {
        ...{ code: 'acme-spring', url: 'https://partners.example.com/r/acme-spring', target: 'https://www.example.com/pricing' },
        ...{ partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', campaign: 'spring' },
        ...{ created_at: '2026-03-01T09:30:00.000Z', disabled_at: null },
      },
    ],
  });
const LinkList = listOf(Link).meta({ id: 'LinkList' });
const LinkQuery = ListQuery.extend({ partner_id: z.string().max(40).optional(), sandbox_id: z.string().max(40).optional() });
const LinkParams = z.object({ code: z.string().max(64) });

/** Links that record a touch and forward: `/r/<code>`. */
export function linkRoutes(app: App, deps: ApiDeps): void {
  const { config, settings, directory } = deps;
  const { sql } = deps.attribution;
  const tags = ['Attribution'];
  const toLink = (row: LinkRow): z.infer<typeof Link> => ({
    code: row.code,
    url: `${config.PUBLIC_URL}/r/${row.code}`,
    target: row.target,
    partner_id: row.partnerId,
    campaign: row.campaign,
    created_at: row.createdAt.toISOString(),
    disabled_at: row.disabledAt && row.disabledAt.toISOString(),
  });

  const create = {
    operationId: 'createLink',
    summary: 'Create a link that records touches',
    description:
      'Whoever opens the link is forwarded to `target`, and a touch of the partner is recorded. The target receives the visitor as `cw_click` in ' +
      'its query: send it as `subject` to POST /subjects/identify once you know who it is. No cookie is set, unless `attribution.link_cookie` is on.',
    tags,
    ...needs('touches:write'),
    body: LinkInput,
    response: { 201: Link, ...problems(409) },
  };
  app.post('/links', { schema: create }, async (request, reply) => {
    const { target, code = randomBytes(6).toString('base64url'), campaign, partner_id } = request.body;
    const own = visiblePartner(request);
    const partnerId = partner_id ?? own;
    if (partnerId === undefined) throw invalidRequest([fieldError(['partner_id'], 'required', 'is required with a platform key')]);
    const { tenants } = await findCaller(request, directory, [partnerId]);
    const partner = tenants.get(partnerId);
    if (!partner) throw invalidRequest([fieldError(['partner_id'], 'unknown_partner', `is not a known partner: ${partnerId}`)]);
    const hosts = settings().attribution.link_hosts;
    const url = readTarget(target);
    if (!url || !isHostOf(hosts, url.hostname)) throw invalidRequest([foreignHost(hosts)]);
    const link = {
      code,
      scope: scopeOfPartner(partner),
      partnerId,
      campaign: campaign ?? null,
      target: url.href,
      createdBy: actorOf(request).id,
    };
    const row = await insertLink(sql, link);
    if (!row) {
      const fault = fieldError(['code'], 'duplicate', `is the code of another link: ${code}`);
      throw new DomainError('external_id_conflict', `The code ${code} belongs to another link. Choose another one, or omit it.`, [fault]);
    }
    return reply.code(201).send(toLink(row));
  });

  const list = {
    operationId: 'listLinks',
    summary: 'List links',
    description: 'Returns links in the order of their codes. A partner key sees its own.',
    tags,
    ...needs('reports:read'),
    querystring: LinkQuery,
    response: { 200: LinkList, ...problems() },
  };
  app.get('/links', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { query, principal } = request;
    const own = principal.kind === 'partner' ? principal.tenant : undefined;
    // Another partner's links must look as if they did not exist.
    const isForeign = own !== undefined && query.partner_id !== undefined && query.partner_id !== own.id;
    const scope = own ? scopeOfPartner(own) : (query.sandbox_id ?? liveScope);
    const filter = { scope, partnerId: own?.id ?? query.partner_id, after: page.after, limit: page.limit + 1 };
    const rows = isForeign ? [] : await listLinks(sql, filter);
    return listReply(
      request,
      reply,
      page,
      rows.map((row) => ({ ...row, id: row.code })),
      toLink,
    );
  });

  const disable = {
    operationId: 'disableLink',
    summary: 'Disable a link',
    description: 'From now on it leads nowhere. What it recorded stays.',
    tags,
    ...needs('touches:write'),
    params: LinkParams,
    response: { 200: Link, ...problems(404) },
  };
  app.post('/links/:code/disable', { schema: disable }, async (request) => {
    const row = await disableLink(sql, request.params.code, visiblePartner(request));
    if (!row) throw new DomainError('not_found', `There is no link ${request.params.code}.`);
    return toLink(row);
  });
}

function foreignHost(hosts: readonly string[]) {
  const allowed = hosts.length === 0 ? 'no host yet' : hosts.join(', ');
  return fieldError(
    ['target'],
    'not_permitted',
    `must lead to a host of attribution.link_hosts, which has ${allowed}: ask the operator to add it`,
  );
}
