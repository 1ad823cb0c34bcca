import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { forged, ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { findVerdicts } from '#db/accounts/verdict.ts';
import type { Sql } from '#db/database.ts';
import { listMatchesToReview, type MatchToReview, type Place } from '#db/deals/match-review.ts';
import { Address } from '#domain/accounts/company.ts';
import { type CompanyFacts, profileOf } from '#domain/accounts/matching.ts';
import { sidesOf } from '#domain/accounts/verdict-sides.ts';
import { identityKeys, verdictOn, verdicts } from '#domain/accounts/verdict.ts';

const kinds = ['account', 'deal'] as const;
const MatchesQuery = ListQuery.extend({ partner_id: z.string().max(64).optional(), kind: oneOrMore(kinds).optional() });

const Company = z.object({
  id: z.string().meta({ example: 'acc_01k9v5yq3n8t2e6w7x4z0b1c2d' }).describe('ID of the deal or of the account'),
  kind: z.enum(kinds),
  partner_id: z.string().nullable().describe('Partner of the deal. Null for an account'),
  name: z.string().meta({ example: 'Brightwell Analytics GmbH' }),
  websites: z.array(z.string().meta({ example: 'brightwell.example' })),
  email_domains: z.array(z.string().meta({ example: 'brightwell.example' })),
  duns: z.string().nullable(),
  address: Address.nullable(),
});
const Side = z.object({ kind: z.enum(['name', 'website']), value: z.string().meta({ example: 'brightwell.example' }) });
const AccountMatch = z
  .object({
    customer: Company.describe('The customer of a deal that awaits a decision'),
    other: Company.describe('What may be the same company'),
    score: z.number(),
    evidence: z
      .array(z.object({ signal: z.string(), weight: z.number(), explanation: z.string() }))
      .meta({ example: [{ signal: 'name', weight: 0.5, explanation: 'the names are alike: Brightwell Analytics GmbH' }] }),
    sides: z
      .object({ a: Side, b: Side })
      .nullable()
      .describe('How POST /account-verdicts names the two. Null if neither a name nor a website tells them apart'),
    verdict: z
      .object({ id: z.string().meta({ example: 'vdt_01k9v5yq3n8t2e6w7x4z0b1c2d' }), verdict: z.enum(verdicts) })
      .nullable()
      .describe('What a person decided about the two. It applies to deals that are submitted afterwards'),
  })
  .meta({ id: 'AccountMatch' });
const AccountMatchList = listOf(AccountMatch).meta({ id: 'AccountMatchList' });

/** What matched customers of deals that await a decision: pairs of which a person knows whether they are one company. */
export function matchReviewRoutes(app: App, { db: { sql } }: ApiDeps): void {
  const schema = {
    operationId: 'listAccountMatches',
    summary: 'List matches to review',
    description:
      'Returns what the customers of deals that await a decision matched when they were submitted, the newest deal first, with the facts of both sides. Decide about a pair with POST /account-verdicts. To list those of a sandbox, filter by its partner_id.',
    tags: ['Accounts'],
    ...needs('deals:review'),
    querystring: MatchesQuery,
    response: { 200: AccountMatchList, ...problems(403) },
  };
  app.get('/account-matches', { onRequest: platformOnly, schema }, async (request, reply) => {
    const page = readPage(request);
    const { partner_id: partnerId, kind } = request.query;
    const found = await listMatchesToReview(sql, {
      partnerId,
      kinds: valuesOf(kind),
      after: readMatchPlace(page.after),
      limit: page.limit + 1,
    });
    const rows = found.map((match) => ({ id: `${match.dealId} ${match.otherId}`, match }));
    const view = await viewOf(sql, found);
    return listReply(request, reply, page, rows, ({ match }) => view(match));
  });
}

function readMatchPlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const [dealId, otherId] = text.split(' ');
  if (dealId === undefined || otherId === undefined) throw forged();
  return { dealId, otherId };
}

/** The view of matches with what people decided about them: one statement for all of them. */
async function viewOf(sql: Sql, matches: readonly MatchToReview[]) {
  const keysOf = new Map(
    matches.flatMap(({ customer, other }) => [customer, other]).map((facts) => [facts, identityKeys(profileOf(facts))]),
  );
  const known = await findVerdicts(sql, new Set([...keysOf.values()].flatMap((keys) => [...keys])));
  return ({
    dealId,
    partnerId,
    customer,
    otherId,
    kind,
    otherPartnerId,
    other,
    score,
    evidence,
  }: MatchToReview): z.infer<typeof AccountMatch> => {
    const verdict = verdictOn(known, [keysOf.get(customer) ?? new Set(), keysOf.get(other) ?? new Set()]);
    return {
      customer: { id: dealId, kind: 'deal', partner_id: partnerId, ...toCompany(customer) },
      other: { id: otherId, kind, partner_id: otherPartnerId, ...toCompany(other) },
      ...{ score, evidence, sides: sidesOf(customer, other) },
      verdict: verdict ? { id: verdict.id, verdict: verdict.verdict } : null,
    };
  };
}

function toCompany({ name, websites, contactEmails, duns, address }: CompanyFacts) {
  const domains = contactEmails.flatMap((email) => email.split('@')[1] ?? []);
  return {
    ...{ name, websites: [...websites], email_domains: [...new Set(domains)], duns },
    address: address && { street: address.street, postal_code: address.postalCode, city: address.city, country: address.country },
  };
}
