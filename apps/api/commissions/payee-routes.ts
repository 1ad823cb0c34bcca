import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { findPayee, savePayee } from '#db/commissions/payee.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { noPartner } from '#db/partners/partner.ts';
import { Payee } from '#domain/commissions/payout.ts';
import { DomainError } from '#domain/errors.ts';

const common = { tags: ['Payouts'], ...needs('commissions:manage'), params: PartnerParams };

/** Where the money of a partner goes. Only the company changes it: whoever has a partner's key must not redirect its money. */
export function payeeRoutes(app: App, { db: { sql } }: ApiDeps): void {
  const get = {
    ...common,
    operationId: 'getPayee',
    summary: 'Get where a partner is paid',
    description: "Returns the partner's account and tax fields.",
    response: { 200: Payee, ...problems(403, 404) },
  };
  app.get('/partners/:id/payee', { onRequest: platformOnly, schema: get }, async (request) => {
    const payee = await findPayee(sql, request.params.id);
    if (!payee) throw new DomainError('not_found', `There is no account of the partner ${request.params.id}.`);
    return Payee.parse(payee);
  });

  const put = {
    ...common,
    operationId: 'savePayee',
    summary: 'Change where a partner is paid',
    description: 'Applies to batches that are collected from now on. Tax fields are carried to exports, and nothing is computed with them.',
    body: Payee,
    response: { 200: Payee, ...problems(403, 404) },
  };
  app.put('/partners/:id/payee', { onRequest: platformOnly, schema: put }, async (request) => {
    const { id } = request.params;
    if (!(await readEarningPartners(sql, [id])).has(id)) throw noPartner(id);
    const actor = actorOf(request);
    await beginAs(sql, actor, async (tx) => {
      await savePayee(tx, id, request.body, actor.id);
      // Not the account itself: the log is kept longer than it.
      const detail = { iban_ends_with: request.body.iban.slice(-4) };
      await insertAuditEntry(tx, actor, { action: 'payee.saved', objectKind: 'payee', objectId: id, partnerId: id, detail });
    });
    return request.body;
  });
}
