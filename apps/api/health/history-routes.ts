import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { forged, listOf, ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listPeriods, type PeriodFilter, type PeriodRow } from '#db/health/period.ts';
import { healthCodes, healthStates } from '#domain/health/health.ts';
import { momentOf, Timestamp } from '#domain/instant.ts';
import { visibleKinds } from './integration-routes.ts';
import { listedKinds } from './look-at-all.ts';

const HealthPeriod = z
  .object({
    kind: z.enum(listedKinds),
    subject_id: z.string(),
    partner_id: z.string().nullable(),
    state: z.enum(healthStates),
    n: z.int().nullable().describe('As it was last'),
    code: z.enum(healthCodes),
    reason: z.string(),
    began_at: Timestamp,
    ended_at: Timestamp.nullable().describe('Null while it lasts. Between two periods nobody looked'),
  })
  .meta({
    id: 'HealthPeriod',
    examples: [
      {
        ...{ kind: 'endpoint', subject_id: 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d', partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d' },
        ...{
          state: 'held',
          n: 12,
          code: 'breaker_open',
          reason: 'The endpoint failed too often recently (HTTP 500), so its circuit breaker is open',
        },
        ...{ began_at: '2026-03-01T09:30:00.000Z', ended_at: '2026-03-01T09:42:00.000Z' },
      },
    ],
  });
const HealthHistory = listOf(HealthPeriod).meta({ id: 'HealthHistory' });

const Query = ListQuery.extend({
  kind: oneOrMore(listedKinds).optional(),
  subject_id: z.string().max(64).optional().describe('Of one connection, sync or endpoint'),
  partner_id: z.string().max(64).optional().describe('Of the endpoints of this partner'),
});

export function historyRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'listHealthHistory',
    summary: 'List the history of states',
    description:
      'Returns how connections, syncs and endpoints were, and for how long, the latest first: what a status page needs. Everything is looked at twice a ' +
      'minute, and kept for `health.history_days` of the settings. Each sees what it sees in `GET /health/integrations`.',
    tags: ['Integration Health'],
    ...needs('webhooks:read'),
    querystring: Query,
    response: { 200: HealthHistory, ...problems() },
  };
  app.get('/health/history', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { kind, subject_id: subjectId, partner_id: partnerId } = request.query;
    const wanted = valuesOf(kind);
    const kinds = visibleKinds(request.principal).filter((each) => wanted?.includes(each) ?? true);
    const partnerIds = [visiblePartner(request), partnerId].filter((id) => id !== undefined);
    const filter = { kinds, subjectId, partnerIds, before: readPlace(page.after), limit: page.limit + 1 };
    const rows = await listPeriods(deps.db.sql, filter);
    return listReply(request, reply, page, rows.map(placed), toPeriod);
  });
}

const placed = (row: PeriodRow) => ({ ...row, id: `${row.beganAt.toISOString()}/${row.kind}/${row.subjectId}` });

function readPlace(after: string | undefined): PeriodFilter['before'] {
  if (after === undefined) return undefined;
  const [time, kind, subjectId] = after.split('/');
  const beganAt = momentOf(time);
  if (beganAt === null || kind === undefined || subjectId === undefined) throw forged();
  return { beganAt, kind, subjectId };
}

function toPeriod({ kind, subjectId, partnerId, state, n, code, reason, beganAt, endedAt }: PeriodRow): z.infer<typeof HealthPeriod> {
  return {
    // The history of a partner is that of its endpoints.
    ...{ kind: kind as z.infer<typeof HealthPeriod>['kind'], subject_id: subjectId, partner_id: partnerId, state, n, code, reason },
    began_at: beganAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
  };
}
