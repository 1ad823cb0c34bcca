import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { holdLine, unholdLine } from '#db/commissions/hold-line.ts';
import { findLine } from '#db/commissions/line.ts';
import { localDate } from '#domain/business-days.ts';
import { DomainError } from '#domain/errors.ts';
import { FilledText } from '#domain/plain-text.ts';
import { earningPartner } from './earning-partner.ts';
import { CommissionLine, toLine } from './line-view.ts';

const common = {
  tags: ['Commissions'],
  ...needs('commissions:manage'),
  params: PartnerParams.extend({ line_id: z.string().max(40).describe('ID of the line (`lin_…`)') }),
  body: z
    .strictObject({ reason: FilledText(500).describe('For the audit log') })
    .meta({ id: 'CommissionHold', examples: [{ reason: 'Under review' }] }),
  response: { 201: CommissionLine.describe('The line that moves it'), ...problems(403, 404, 409) },
};

/** A commission that a person keeps back, and lets go. */
export function holdRoutes(app: App, { db }: ApiDeps): void {
  const acts = [
    {
      path: '/partners/:id/commissions/lines/:line_id/hold',
      act: holdLine,
      what: 'commission.held',
      nothing: 'has nothing that is not paid yet, or it is held already',
      schema: {
        ...common,
        operationId: 'holdCommissionLine',
        summary: 'Keep a commission back',
        description: 'What is not paid of a line is neither released nor paid until it is let go.',
      },
    },
    {
      path: '/partners/:id/commissions/lines/:line_id/unhold',
      act: unholdLine,
      what: 'commission.unheld',
      nothing: 'is not held',
      schema: {
        ...common,
        operationId: 'unholdCommissionLine',
        summary: 'Let a commission go',
        description: 'It becomes payable if its hold period is over, and accrued if not.',
      },
    },
  ] as const;
  for (const { path, act, what, nothing, schema } of acts) {
    app.post(path, { onRequest: platformOnly, schema }, async (request, reply) => {
      const partnerId = await earningPartner(request, db);
      const { line_id: lineId } = request.params;
      const line = await findLine(db.sql, partnerId, lineId);
      if (!line) throw new DomainError('not_found', `There is no commission line ${lineId} of this partner.`);
      const actor = actorOf(request);
      const id = await beginAs(db.sql, actor, async (tx) => {
        const posted = await act(tx, { line, day: localDate(new Date(), 'UTC'), bookedBy: actor.id });
        if (posted === null) throw new DomainError('conflict', `The commission line ${lineId} ${nothing}.`);
        const entry = { action: what, objectKind: 'commission_line', objectId: lineId, partnerId };
        await insertAuditEntry(tx, actor, { ...entry, detail: request.body });
        return posted;
      });
      const posted = await findLine(db.sql, partnerId, id);
      if (!posted) throw new Error(`The line ${id} was posted, and is not there`);
      return reply.code(201).send(toLine(posted));
    });
  }
}
