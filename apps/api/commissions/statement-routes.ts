import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { sendCsv } from '#apps/api/attribution/reports/report-csv.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { findStatement, listStatements, readStatementLines, type Statement, type StatementLine } from '#db/commissions/statement.ts';
import { findPartnerName } from '#db/partners/partner-name.ts';
import { Month } from '#domain/commissions/month.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { Currency, SignedMoney, toMoney } from '#domain/money.ts';
import { earningPartner } from './earning-partner.ts';
import { CommissionLine, toLine } from './line-view.ts';
import { type PrintedStatement, statementPage, statementRows } from './statement-page.ts';

const Head = z.object({
  id: z.string().meta({ example: 'stm_01k9v5yq3n8t2e6w7x4z0b1c2g' }),
  month: z.string().meta({ example: '2026-03' }),
  currency: z.string().meta({ example: 'EUR' }),
  opening: SignedMoney.describe('What was owed to the partner before: accrued, held and payable, less what it owed'),
  closing: SignedMoney,
  issued_at: Timestamp,
});
const CommissionStatement = Head.extend({
  lines: z
    .array(CommissionLine.extend({ change: SignedMoney.describe('By how much the line changed what is owed. 0 if it only moved it') }))
    .meta({ maxItems: 100_000 }),
}).meta({ id: 'CommissionStatement' });

const toHead = (one: Statement): z.infer<typeof Head> => ({
  ...{ id: one.id, month: one.month, currency: one.currency, issued_at: one.issuedAt.toISOString() },
  ...{ opening: toMoney(one.openingMinor, one.currency), closing: toMoney(one.closingMinor, one.currency) },
});

const common = { tags: ['Commissions'], ...needs('commissions:read') };

/** What a partner earned and was paid, month by month. */
export function statementRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listCommissionStatements',
    summary: "List a partner's commission statements",
    description: 'Returns the statements that were issued, newest month first. They are issued in the night after the end of their month.',
    params: PartnerParams,
    response: {
      200: z.object({ data: z.array(Head).meta({ maxItems: 200 }) }).meta({ id: 'CommissionStatements' }),
      ...problems(404),
    },
  };
  app.get('/partners/:id/statements', { schema: list }, async (request) => {
    const partnerId = await earningPartner(request, db);
    return { data: (await listStatements(db.sql, partnerId)).map(toHead) };
  });

  const get = {
    ...common,
    operationId: 'getCommissionStatement',
    summary: 'Get a commission statement',
    description:
      'Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, or as a page to print.',
    params: PartnerParams.extend({ month: Month }),
    querystring: z.strictObject({ currency: Currency, format: z.enum(['json', 'csv', 'html']).default('json') }),
    response: {
      200: {
        description: 'The statement',
        content: {
          'application/json': { schema: CommissionStatement },
          'text/csv': { schema: z.string().meta({ maxLength: 67_108_864, example: 'day,line,kind,…\r\n' }) },
          'text/html': { schema: z.string().meta({ maxLength: 67_108_864, example: '<!doctype html>…' }) },
        },
      },
      ...problems(404),
    },
  };
  app.get('/partners/:id/statements/:month', { schema: get }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const { currency, format } = request.query;
    const { month } = request.params;
    const statement = await findStatement(db.sql, { partnerId, currency, month });
    if (!statement) throw new DomainError('not_found', `There is no statement of ${month} in ${currency} of this partner.`);
    const lines = await readStatementLines(db.sql, statement);
    if (format === 'json') {
      return { ...toHead(statement), lines: lines.map((line) => ({ ...toLine(line), change: toMoney(line.changeMinor, currency) })) };
    }
    return sendPrinted(reply, format, toPrinted(statement, lines, (await findPartnerName(db.sql, partnerId)) ?? partnerId));
  });
}

const toPrinted = (statement: Statement, lines: StatementLine[], partner: string): PrintedStatement => ({
  ...statement,
  ...{ partner, lines, issuedOn: statement.issuedAt.toISOString().slice(0, 10) },
});

function sendPrinted(reply: FastifyReply, format: 'csv' | 'html', statement: PrintedStatement): never {
  const columns = ['day', 'line', 'kind', 'explanation', 'amount', 'currency'];
  if (format === 'csv') return sendCsv(reply, statement.id, columns, statementRows(statement));
  reply.type('text/html; charset=utf-8').header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  return reply.send(statementPage(statement)) as never;
}
