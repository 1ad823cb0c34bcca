import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { postAdjustment } from '#db/commissions/adjust.ts';
import { findLine } from '#db/commissions/line.ts';
import { localDate } from '#domain/business-days.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { FilledText } from '#domain/plain-text.ts';
import { signedMinor } from './corrected.ts';
import { Correction } from './dispute-view.ts';
import { earningPartner } from './earning-partner.ts';
import { CommissionLine, toLine } from './line-view.ts';

const NewAdjustment = Correction.extend({
  about: z.string().max(40).nullable().default(null).describe('The line that is corrected'),
  reason: FilledText(2_000).describe('Kept beside the ledger, and erased with the partner'),
}).meta({
  id: 'CreateCommissionAdjustment',
  examples: [{ effect: 'take', amount: { amount: '12.00', currency: 'EUR' }, about: null, reason: 'Agreed by phone on 3 March' }],
});

/** Corrections by a person. */
export function adjustmentRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'adjustCommission',
    summary: 'Correct a commission',
    description:
      'Posts a line that adds to what the partner is owed, or takes from it. What is paid already is owed by the partner, and set off at its next payout.',
    tags: ['Commissions'],
    ...needs('commissions:manage'),
    params: PartnerParams,
    body: NewAdjustment,
    response: { 201: CommissionLine.describe('The line of the correction'), ...problems(403, 404) },
  };
  app.post('/partners/:id/commissions/adjustments', { onRequest: platformOnly, schema }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const { about, reason } = request.body;
    const corrected = signedMinor(request.body);
    const line = about === null ? undefined : await findLine(db.sql, partnerId, about);
    if (about !== null && line?.currency !== corrected.currency) {
      throw invalidRequest([
        fieldError(['about'], 'invalid_value', `is not a commission line of this partner in ${corrected.currency}: ${about}`),
      ]);
    }
    const actor = actorOf(request);
    const root = line?.about ?? about;
    const id = await beginAs(db.sql, actor, async (tx) => {
      const common = { source: `adjustment/${newId('lin')}`, partnerId, about: root, note: reason, bookedBy: actor.id };
      const posted = await postAdjustment(tx, { ...common, ...corrected, day: localDate(new Date(), 'UTC') });
      await insertAuditEntry(tx, actor, {
        ...{ action: 'commission.adjusted', objectKind: 'commission_line', objectId: posted, partnerId, detail: request.body },
      });
      return posted;
    });
    const posted = await findLine(db.sql, partnerId, id);
    if (!posted) throw new Error(`The line ${id} was posted, and is not there`);
    return reply.code(201).send(toLine(posted));
  });
}
