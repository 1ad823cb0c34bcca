import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { oneOrMore } from '#apps/api/http/one-or-more.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { DealFilter } from '#db/deals/deal.ts';
import { crmStates, reviewStatuses, stages } from '#domain/deals/deal-states.ts';
import { fieldError } from '#domain/field-error.ts';
import { Instant } from '#domain/instant.ts';

/** The filters of deal lists and exports. */
export const DealFilters = {
  partner_id: z.string().max(64).optional(),
  review_status: oneOrMore(reviewStatuses).optional(),
  stage: z.enum(stages).optional(),
  external_id: z.string().max(200).optional(),
  crm_state: z
    .enum(crmStates)
    .optional()
    .describe(
      'State of the CRM write, as in `crm.state` of a deal. For example, `retrying` while the CRM is unavailable. Platform keys only',
    ),
  updated_since: Instant.optional().describe('Return only deals that changed at or after this time. Use it to synchronise'),
};
type DealFilters = z.infer<z.ZodObject<typeof DealFilters>>;

/** A partner's filter is always restricted to its own id. Deals of a sandbox are found only by its id. */
export function toDealFilter(
  request: FastifyRequest,
  { partner_id, review_status, stage, external_id: externalId, crm_state: crmState, updated_since }: DealFilters,
): Omit<DealFilter, 'before' | 'limit'> {
  const visible = visiblePartner(request);
  if (crmState !== undefined && visible !== undefined) {
    throw invalidRequest([fieldError(['crm_state'], 'not_permitted', 'is only for platform keys', { in: 'query' })]);
  }
  const partnerIds = [visible, partner_id].filter((id) => id !== undefined);
  return {
    partnerIds,
    isProduction: partnerIds.length === 0,
    reviewStatuses: review_status === undefined ? undefined : [review_status].flat(),
    stage,
    externalId,
    crmState,
    updatedSince: updated_since === undefined ? undefined : new Date(updated_since),
  };
}
