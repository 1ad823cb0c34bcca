import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { postAdjustment } from '#db/commissions/adjust.ts';
import { decideDispute, type Dispute, findDispute, insertDispute, isPartyTo, listDisputes } from '#db/commissions/dispute.ts';
import { findInvoice } from '#db/commissions/invoice.ts';
import { findLine } from '#db/commissions/line.ts';
import type { Database } from '#db/database.ts';
import { localDate } from '#domain/business-days.ts';
import { DAY_MS } from '#domain/days.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { signedMinor } from './corrected.ts';
import { DisputeDecision, DisputeList, DisputeView, CreateDispute, toDispute } from './dispute-view.ts';
import { earningPartner } from './earning-partner.ts';
import { ownsDeal } from './own-deal.ts';

const tags = ['Commissions'];
const DisputeParams = PartnerParams.extend({ dispute_id: z.string().max(40).describe('ID of the dispute (`dsp_…`)') });

/** A partner asks why it has no credit, or not more; the company answers. */
export function disputeRoutes(app: App, deps: ApiDeps): void {
  openRoute(app, deps);
  readRoutes(app, deps);
  decideRoute(app, deps);
}

function openRoute(app: App, { db, settings, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'openDispute',
    summary: 'Dispute a commission',
    description:
      'Asks about a deal, a line or an invoice of the partner. What the books say is attached, and the company is told. It answers within the days of its settings.',
    tags,
    ...needs('commissions:dispute'),
    params: PartnerParams,
    body: CreateDispute,
    response: { 201: DisputeView.describe('Open'), ...problems(404) },
  };
  app.post('/partners/:id/disputes', { schema }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const { deal_id: dealId, line_id: lineId, invoice_id: invoiceId, question } = request.body;
    await assertOwn(db, partnerId, { dealId, lineId, invoiceId });
    const actor = actorOf(request);
    const dueAt = new Date(Date.now() + settings().commissions.dispute_days * DAY_MS);
    const dispute = await beginAs(db.sql, actor, async (tx) => {
      const made = await insertDispute(tx, { id: newId('dsp'), partnerId, dealId, lineId, invoiceId, question, dueAt });
      const detail = { deal_id: dealId, line_id: lineId, invoice_id: invoiceId };
      await insertAuditEntry(tx, actor, { action: 'dispute.opened', objectKind: 'dispute', objectId: made.id, partnerId, detail });
      return made;
    });
    await bestEffort(request, 'attend to a dispute', () => workflows.commissions.answerDispute(dispute.id));
    return reply.code(201).send(toDispute(dispute));
  });
}

/** Another partner's deal looks like an unknown one, and so do its line and its invoice. */
type Subject = Pick<Dispute, 'dealId' | 'lineId' | 'invoiceId'>;
async function assertOwn(db: Database, partnerId: string, { dealId, lineId, invoiceId }: Subject): Promise<void> {
  const faults = [];
  const isParty = dealId === null || (await ownsDeal(db, partnerId, dealId)) || (await isPartyTo(db.sql, dealId, partnerId));
  if (!isParty) faults.push(fieldError(['deal_id'], 'invalid_value', `is not a deal of this partner: ${dealId}`));
  if (lineId !== null && !(await findLine(db.sql, partnerId, lineId))) {
    faults.push(fieldError(['line_id'], 'invalid_value', `is not a commission line of this partner: ${lineId}`));
  }
  if (invoiceId !== null && !(await findInvoice(db.sql, partnerId, invoiceId))) {
    faults.push(fieldError(['invoice_id'], 'invalid_value', `is not an invoice to this partner: ${invoiceId}`));
  }
  if (faults.length > 0) throw invalidRequest(faults);
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listDisputes',
    summary: "List a partner's disputes",
    description: 'Returns the disputes, newest first.',
    tags,
    ...needs('commissions:read'),
    params: PartnerParams,
    querystring: ListQuery,
    response: { 200: DisputeList, ...problems(404) },
  };
  app.get('/partners/:id/disputes', { schema: list }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const page = readPage(request);
    const rows = await listDisputes(db.sql, { partnerId, below: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toDispute);
  });

  const get = {
    operationId: 'getDispute',
    summary: 'Get a dispute',
    description: 'Returns the question, what the books say, and the answer.',
    tags,
    ...needs('commissions:read'),
    params: DisputeParams,
    response: { 200: DisputeView, ...problems(404) },
  };
  app.get('/partners/:id/disputes/:dispute_id', { schema: get }, async (request) =>
    toDispute(await getDispute(db, await earningPartner(request, db), request.params.dispute_id)),
  );
}

function decideRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'decideDispute',
    summary: 'Decide a dispute',
    description:
      'Answers a dispute, with a correction or with a reason. The partner is told. A decision is final: another dispute can be opened.',
    tags,
    ...needs('commissions:manage'),
    params: DisputeParams,
    body: DisputeDecision,
    response: { 200: DisputeView.describe('Decided'), ...problems(403, 404, 409) },
  };
  app.post('/partners/:id/disputes/:dispute_id/decide', { onRequest: platformOnly, schema }, async (request) => {
    const partnerId = await earningPartner(request, db);
    const { id, lineId } = await getDispute(db, partnerId, request.params.dispute_id);
    const { answer, adjustment } = request.body;
    const actor = actorOf(request);
    const decided = await beginAs(db.sql, actor, async (tx) => {
      const correction = adjustment && { ...signedMinor(adjustment), about: null, note: answer, day: localDate(new Date(), 'UTC') };
      const adjustmentId =
        correction && (await postAdjustment(tx, { source: `dispute/${id}`, partnerId, bookedBy: actor.id, ...correction }));
      const row = await decideDispute(tx, id, { answer, adjustmentId, decidedBy: actor.id });
      if (!row) throw new DomainError('conflict', `The dispute ${id} is decided already. If the decision was wrong, post an adjustment.`);
      const detail = { line_id: lineId, adjustment_id: adjustmentId };
      await insertAuditEntry(tx, actor, { action: 'dispute.decided', objectKind: 'dispute', objectId: id, partnerId, detail });
      return row;
    });
    await bestEffort(request, 'tell a dispute', () => workflows.commissions.answerDispute(id));
    return toDispute(decided);
  });
}

async function getDispute(db: Database, partnerId: string, id: string): Promise<Dispute> {
  const dispute = await findDispute(db.sql, id, partnerId);
  if (!dispute) throw new DomainError('not_found', `There is no dispute ${id} of this partner.`);
  return dispute;
}
