import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { findInvoice, type Invoice, listInvoices, readInvoiceLines } from '#db/commissions/invoice.ts';
import { readPaperName } from '#db/commissions/paper-name.ts';
import type { Database } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { toMoney } from '#domain/money.ts';
import { earningPartner } from './earning-partner.ts';
import { InvoiceList, InvoiceWithLines, toInvoice } from './invoice-view.ts';
import type { Paper } from './paper-page.ts';
import { paperContent, paperFormats, sendPaper } from './send-paper.ts';

export const InvoiceParams = PartnerParams.extend({ invoice_id: z.string().max(40).describe('ID of the invoice (`cin_…`)') });
const common = { tags: ['Commissions'], ...needs('commissions:read') };

/** What a partner is asked to pay back. */
export function invoiceRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listCommissionInvoices',
    summary: 'List the invoices to a partner',
    description: 'Returns the invoices over what the partner owes, newest first.',
    params: PartnerParams,
    querystring: ListQuery,
    response: { 200: InvoiceList, ...problems(404) },
  };
  app.get('/partners/:id/commission-invoices', { schema: list }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const page = readPage(request);
    const rows = await listInvoices(db.sql, { partnerId, below: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toInvoice);
  });

  const get = {
    ...common,
    operationId: 'getCommissionInvoice',
    summary: 'Get an invoice to a partner',
    description: 'Returns what the partner owes for which line, as JSON, as CSV, as a page to print, or as a PDF.',
    params: InvoiceParams,
    querystring: z.strictObject({ format: z.enum(paperFormats).default('json') }),
    response: { 200: { description: 'The invoice', content: paperContent(InvoiceWithLines) }, ...problems(404) },
  };
  app.get('/partners/:id/commission-invoices/:invoice_id', { schema: get }, async (request, reply) => {
    const invoice = await getInvoice(request, db);
    const lines = await readInvoiceLines(db.sql, invoice.id);
    const { format } = request.query;
    if (format !== 'json') {
      return sendPaper(reply, format, toPaper(invoice, lines, await readPaperName(db.sql, invoice)));
    }
    const shown = lines.map(({ id, changeMinor, ...line }) => ({ ...line, line_id: id, amount: toMoney(changeMinor, invoice.currency) }));
    return { ...toInvoice(invoice), lines: InvoiceWithLines.shape.lines.parse(shown) };
  });
}

/** The invoice of the path, if the caller may see its partner. */
export async function getInvoice(request: FastifyRequest, db: Database): Promise<Invoice> {
  const { invoice_id: id } = request.params as { invoice_id: string };
  const invoice = await findInvoice(db.sql, await earningPartner(request, db), id);
  if (!invoice) throw new DomainError('not_found', `There is no invoice ${id} to this partner.`);
  return invoice;
}

/** As it was issued: what was repaid since is on the statements. */
const toPaper = (invoice: Invoice, lines: Paper['lines'], partner: string): Paper => ({
  ...{ id: invoice.id, partner, currency: invoice.currency, issuedAt: invoice.issuedAt, lines, opening: null },
  title: `Invoice over commissions to pay back, ${invoice.currency}`,
  note: `issued on ${invoice.issuedAt.toISOString().slice(0, 10)}. These commissions were paid before they were taken back.`,
  closing: { kind: 'total', name: 'To be paid back', minor: invoice.amountMinor },
});
