import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { readPaperName } from '#db/commissions/paper-name.ts';
import { findStatement, listStatements, readStatementLines, type Statement, type StatementLine } from '#db/commissions/statement.ts';
import { Month } from '#domain/commissions/month.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { Currency, SignedMoney, toMoney } from '#domain/money.ts';
import { earningPartner } from './earning-partner.ts';
import { CommissionLine, toLine } from './line-view.ts';
import type { Paper } from './paper-page.ts';
import { paperContent, paperFormats, sendPaper } from './send-paper.ts';

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
      'Returns the opening balance, the lines with their reasons, and the closing balance, as JSON, as CSV, as a page to print, or as a PDF.',
    params: PartnerParams.extend({ month: Month }),
    querystring: z.strictObject({ currency: Currency, format: z.enum(paperFormats).default('json') }),
    response: {
      200: {
        description: 'The statement',
        content: paperContent(CommissionStatement),
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
    return sendPaper(reply, format, toPaper(statement, lines, await readPaperName(db.sql, statement)));
  });
}

const toPaper = (statement: Statement, lines: StatementLine[], partner: string): Paper => ({
  ...{ id: statement.id, partner, currency: statement.currency, issuedAt: statement.issuedAt, lines },
  title: `Commission statement ${statement.month}, ${statement.currency}`,
  note: `issued on ${statement.issuedAt.toISOString().slice(0, 10)}. It is final: corrections are on the next statement.`,
  opening: { kind: 'opening', name: 'Opening balance', minor: statement.openingMinor },
  closing: { kind: 'closing', name: 'Closing balance', minor: statement.closingMinor },
});
