import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { findNote } from '#db/commissions/adjust.ts';
import { readBalances } from '#db/commissions/balance.ts';
import { findLine, listLines, readLinesAbout } from '#db/commissions/line.ts';
import { readTerms, termsOf } from '#db/commissions/terms.ts';
import { earnedOf } from '#domain/commissions/accrue.ts';
import { lineKinds } from '#domain/commissions/ledger.ts';
import { DomainError } from '#domain/errors.ts';
import { Currency } from '#domain/money.ts';
import { earningPartner } from './earning-partner.ts';
import { CommissionBalances, CommissionExplanation, CommissionLineList, toBalance, toLine, toPinned } from './line-view.ts';

const common = { tags: ['Commissions'], ...needs('commissions:read') };

/** What a partner earned, and why. */
export function commissionRoutes(app: App, { db }: ApiDeps): void {
  const { sql } = db;
  const balance = {
    ...common,
    operationId: 'getCommissionBalance',
    summary: "Get a partner's commission balance",
    description: 'Returns what the partner has in each account, by currency: the sums of its lines.',
    params: PartnerParams,
    response: { 200: CommissionBalances, ...problems(404) },
  };
  app.get('/partners/:id/commissions', { schema: balance }, async (request) => {
    const partnerId = await earningPartner(request, db);
    const balances = await readBalances(sql, partnerId);
    return { partner_id: partnerId, balances: [...balances].map(([currency, place]) => toBalance(currency, place)) };
  });

  const list = {
    ...common,
    operationId: 'listCommissionLines',
    summary: "List a partner's commission lines",
    description: 'Returns the lines of the ledger, newest first. Lines never change: a correction is another line.',
    params: PartnerParams,
    querystring: ListQuery.extend({ currency: Currency.optional(), kind: oneOrMore(lineKinds).optional() }),
    response: { 200: CommissionLineList, ...problems(404) },
  };
  app.get('/partners/:id/commissions/lines', { schema: list }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const page = readPage(request);
    const { currency, kind } = request.query;
    const rows = await listLines(sql, { partnerId, currency, kinds: valuesOf(kind), below: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toLine);
  });

  const explain = {
    ...common,
    operationId: 'explainCommissionLine',
    summary: 'Explain a commission line',
    description: 'Returns the line, what it is computed with, and what happened to its commission since: release, clawbacks, payout.',
    params: PartnerParams.extend({ line_id: z.string().max(40).describe('ID of the line (`lin_…`)') }),
    response: { 200: CommissionExplanation, ...problems(404) },
  };
  app.get('/partners/:id/commissions/lines/:line_id', { schema: explain }, async (request) => {
    const partnerId = await earningPartner(request, db);
    const line = await findLine(sql, partnerId, request.params.line_id);
    if (!line) throw new DomainError('not_found', `There is no commission line ${request.params.line_id} of this partner.`);
    const [terms] = line.termsId === null ? [] : await readTerms(sql, { ids: [line.termsId] });
    const rule = terms && earnedOf(termsOf(terms), terms.sale.netMinor).find((one) => one.partnerId === partnerId)?.rule;
    const name = typeof rule === 'number' ? (terms?.plan.rules[rule]?.name ?? null) : null;
    return {
      line: toLine(line),
      terms: terms ? toPinned(terms, name, visiblePartner(request) === undefined) : null,
      reason: await findNote(sql, line.id),
      about_it: (await readLinesAbout(sql, line.id)).map(toLine),
    };
  });
}
