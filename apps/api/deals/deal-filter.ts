import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readWindow, toWindowPlace, updatedSince } from '#apps/api/http/changes-page.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { forged } from '#apps/api/http/pagination.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { Sql } from '#db/database.ts';
import type { DealFilter, DealRow, DealSort } from '#db/deals/deal.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { crmStates, reviewStatuses, stages } from '#domain/deals/deal-states.ts';
import { fieldError } from '#domain/field-error.ts';
import { Instant, toDate } from '#domain/instant.ts';

/** The filters of deal lists and exports. */
export const DealFilters = {
  partner_id: z.string().max(64).optional(),
  review_status: oneOrMore(reviewStatuses).optional(),
  stage: oneOrMore(stages).optional(),
  external_id: z.string().max(200).optional(),
  crm_state: oneOrMore(
    crmStates,
    'State of the CRM write, as in `crm.state` of a deal. For example, `retrying` while the CRM is unavailable. Platform keys only',
  ).optional(),
  created_after: Instant.optional().describe('Exclusive'),
  created_before: Instant.optional().describe('Exclusive'),
  updated_since: updatedSince,
  protection_ends_before: Instant.optional().describe('Open deals whose protection ends before this time'),
  in_stage_before: Instant.optional().describe('Deals that came to their stage before this time'),
};
type DealFilters = z.infer<z.ZodObject<typeof DealFilters>>;

/** A partner's filter is always restricted to its own id. Deals of a sandbox are found only by its id. */
export function toDealFilter(
  request: FastifyRequest,
  { partner_id, review_status, stage, external_id: externalId, crm_state, ...times }: DealFilters,
): Omit<DealFilter, 'place' | 'limit'> {
  const visible = visiblePartner(request);
  if (crm_state !== undefined && visible !== undefined) {
    throw invalidRequest([fieldError(['crm_state'], 'not_permitted', 'is only for platform keys', { in: 'query' })]);
  }
  const partnerIds = [visible, partner_id].filter((id) => id !== undefined);
  return {
    partnerIds,
    isProduction: partnerIds.length === 0,
    reviewStatuses: valuesOf(review_status),
    stages: valuesOf(stage),
    externalId,
    crmStates: valuesOf(crm_state),
    createdAfter: toDate(times.created_after),
    createdBefore: toDate(times.created_before),
    updatedSince: toDate(times.updated_since),
    protectionEndsBefore: toDate(times.protection_ends_before),
    inStageBefore: toDate(times.in_stage_before),
  };
}

/**
 * Where a page of a sorted list begins, and before which time its deals have changed, so that no slow transaction adds one behind the reader. What
 * changes while a pass is read is left to the next pass; by `updated_at`, it comes at the end of this one.
 */
export async function readDealPage(
  sql: Sql,
  { sort, isFollowing }: { sort: DealSort; isFollowing: boolean },
  place: string | undefined,
): Promise<Pick<DealFilter, 'place' | 'updatedBefore'> & { toText(row: Pick<DealRow, 'id' | 'updatedAt'>): string }> {
  const toText = (row: Pick<DealRow, 'id' | 'updatedAt'>) => toPlaceText(sort, row);
  if (sort === 'updated_at') return { place: readDealPlace(sort, place), updatedBefore: await readSettledUntil(sql), toText };
  if (!isFollowing) return { place: readDealPlace(sort, place), toText };
  const { until, after } = await readWindow(sql, place);
  return { place: readDealPlace(sort, after), updatedBefore: until, toText: (row) => toWindowPlace(until, toText(row)) };
}

/** The place of a deal in a sorted list, as a cursor has it. */
function toPlaceText(sort: DealSort, { id, updatedAt }: Pick<DealRow, 'id' | 'updatedAt'>): string {
  return sort.endsWith('updated_at') ? `${updatedAt.toISOString()} ${id}` : id;
}

function readDealPlace(sort: DealSort, text: string | undefined): DealFilter['place'] {
  if (text === undefined) return undefined;
  if (!sort.endsWith('updated_at')) return { id: text };
  const [at, id] = text.split(' ');
  if (id === undefined || !Instant.safeParse(at).success || at === undefined) throw forged();
  return { updatedAt: new Date(at), id };
}
