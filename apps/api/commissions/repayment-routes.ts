import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { endInvoice, findInvoice, issueInvoice } from '#db/commissions/invoice.ts';
import { findLine } from '#db/commissions/line.ts';
import { recordRepayment } from '#db/commissions/repay-invoice.ts';
import type { Queryable } from '#db/database.ts';
import { localDate } from '#domain/business-days.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { toMinor } from '#domain/money.ts';
import { earningPartner } from './earning-partner.ts';
import { getInvoice, InvoiceParams } from './invoice-routes.ts';
import { InvoiceCancellation, InvoiceView, NewInvoice, NewRepayment, toInvoice } from './invoice-view.ts';
import { CommissionLine, toLine } from './line-view.ts';

const common = { tags: ['Commissions'], ...needs('commissions:manage') };

/** What the company does with invoices over what partners owe. */
export function repaymentRoutes(app: App, deps: ApiDeps): void {
  issueRoute(app, deps);
  repayRoute(app, deps);
  cancelRoute(app, deps);
}

function issueRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'issueCommissionInvoice',
    summary: 'Invoice what a partner owes',
    description:
      'Sets off what is payable, and lists the rest of what the partner owes. A partner has one open invoice in a currency. With the setting commissions.negative_balances they are issued with the statements.',
    params: PartnerParams,
    body: NewInvoice,
    response: { 201: InvoiceView, ...problems(403, 404, 409) },
  };
  app.post('/partners/:id/commission-invoices', { onRequest: platformOnly, schema }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const { currency } = request.body;
    const actor = actorOf(request);
    const issued = await beginAs(db.sql, actor, async (tx) => {
      const id = await issueInvoice(tx, { partnerId, currency }, { month: null, day: localDate(new Date(), 'UTC'), issuedBy: actor.id });
      if (id === null) {
        const message = `The partner ${partnerId} owes no more than is payable to it in ${currency}, or has an open invoice already.`;
        throw new DomainError('conflict', message);
      }
      await audit(tx, actor, { what: 'issued', id, partnerId, detail: request.body });
      return findInvoice(tx, partnerId, id);
    });
    if (!issued) throw new Error(`An invoice to ${partnerId} was issued, and is not there`);
    return reply.code(201).send(toInvoice(issued));
  });
}

function repayRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'recordCommissionRepayment',
    summary: 'Record that a partner has paid back',
    description:
      'Posts a line: what the partner owed is money in the bank. The same external id is recorded once. What is more than is owed is refused.',
    params: InvoiceParams,
    body: NewRepayment,
    response: { 201: CommissionLine.describe('The line of the repayment'), ...problems(403, 404, 409) },
  };
  app.post('/partners/:id/commission-invoices/:invoice_id/repayments', { onRequest: platformOnly, schema }, async (request, reply) => {
    const invoice = await getInvoice(request, db);
    const { external_id: externalId, amount, day } = request.body;
    const faults = [];
    if (amount.currency !== invoice.currency) {
      faults.push(fieldError(['amount', 'currency'], 'invalid_value', `must be the currency of the invoice: ${invoice.currency}`));
    }
    if (toMinor(amount) === 0n) faults.push(fieldError(['amount', 'amount'], 'invalid_value', 'must be more than 0'));
    if (faults.length > 0) throw invalidRequest(faults);
    const actor = actorOf(request);
    const line = await beginAs(db.sql, actor, async (tx) => {
      const id = await recordRepayment(tx, invoice, { externalId, amountMinor: toMinor(amount), day, bookedBy: actor.id });
      await audit(tx, actor, { what: 'repaid', id: invoice.id, partnerId: invoice.partnerId, detail: { ...request.body, line_id: id } });
      return findLine(tx, invoice.partnerId, id);
    });
    if (!line) throw new Error(`A repayment of ${invoice.id} was posted, and is not there`);
    return reply.code(201).send(toLine(line));
  });
}

function cancelRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'cancelCommissionInvoice',
    summary: 'Cancel an invoice to a partner',
    description: 'What it lists is carried forward again, and set off at the next payouts. What was repaid stays repaid.',
    params: InvoiceParams,
    body: InvoiceCancellation,
    response: { 200: InvoiceView, ...problems(403, 404, 409) },
  };
  app.post('/partners/:id/commission-invoices/:invoice_id/cancel', { onRequest: platformOnly, schema }, async (request) => {
    const { id, partnerId, state } = await getInvoice(request, db);
    const { reason } = request.body;
    const actor = actorOf(request);
    await beginAs(db.sql, actor, async (tx) => {
      const isEnded = state === 'open' && (await endInvoice(tx, id, { state: 'cancelled', reason }));
      if (!isEnded) throw new DomainError('conflict', `The invoice ${id} is ${state}. Only an open one can be cancelled.`);
      await audit(tx, actor, { what: 'cancelled', id, partnerId, detail: request.body });
    });
    return toInvoice(await getInvoice(request, db));
  });
}

interface Audited {
  what: string;
  id: string;
  partnerId: string;
  detail: object;
}
const audit = (tx: Queryable, actor: Actor, { what, id, partnerId, detail }: Audited) =>
  insertAuditEntry(tx, actor, { action: `commission_invoice.${what}`, objectKind: 'commission_invoice', objectId: id, partnerId, detail });
