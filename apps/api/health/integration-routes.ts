import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, oneOrMoreIds, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { type Principal, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { countStates } from '#db/health/period.ts';
import { listVendorOutages } from '#db/health/vendor-outages.ts';
import { listUnwellVendors } from '#db/health/vendor-status.ts';
import { readTime } from '#db/time.ts';
import type { Scope } from '#domain/access/scope.ts';
import { bannersOf } from '#domain/health/banner.ts';
import { describeBy } from '#domain/health/describe-vendor.ts';
import { type HealthState, healthStates } from '#domain/health/health.ts';
import { IntegrationHealthList, toHealth } from './health-view.ts';
import { type ListedKind, listedKinds, lookAtAll } from './look-at-all.ts';
import { recentOf } from './recent-of.ts';

const Query = ListQuery.extend({
  kind: oneOrMore(listedKinds).optional(),
  state: oneOrMore(healthStates).optional(),
  subject_id: oneOrMoreIds('Connections, syncs or endpoints').optional(),
  partner_id: z.string().max(64).optional().describe('Only the endpoints of this partner: connections and syncs belong to the company'),
});

export function integrationRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'listIntegrationHealth',
    summary: 'List the health of integrations',
    description:
      'Is everything all right, and if not, what is to be done? Returns connections, then syncs, then endpoints, the newest of each first. A partner sees its own ' +
      'endpoints. With a platform key, connections need the scope `connections:read` as well, and syncs `syncs:read`; without it they are left out.',
    tags: ['Integration Health'],
    ...needs('webhooks:read'),
    querystring: Query,
    response: { 200: IntegrationHealthList, ...problems() },
  };
  app.get('/health/integrations', { schema }, async (request, reply) => {
    const page = readPage(request);
    const { kind, state, subject_id, partner_id: partnerId } = request.query;
    const wanted = valuesOf(kind);
    const kinds = visibleKinds(request.principal).filter(
      (each) => (wanted?.includes(each) ?? true) && (partnerId === undefined || each === 'endpoint'),
    );
    const partnerIds = [visiblePartner(request), partnerId].filter((id) => id !== undefined);
    const filter = { kinds, partnerIds, states: valuesOf(state), ids: valuesOf(subject_id) };
    const now = await readTime(deps.db.sql);
    const rows = await lookAtAll(deps, { ...filter, after: page.after, limit: page.limit + 1 }, now);
    const recent = await recentOf(
      deps,
      rows.map(({ subjectId, ...look }) => ({ ...look, id: subjectId })),
    );
    const list = listReply(request, reply, page, rows, ({ subjectId, ...look }) =>
      toHealth({ ...look, id: subjectId }, { recent: recent.get(subjectId), now }),
    );
    const { counts, lookedAt } = await countStates(deps.db.sql, { kinds, partnerIds });
    const all = Object.fromEntries(healthStates.map((each) => [each, counts[each] ?? 0])) as Record<HealthState, number>;
    const banners = visibleKinds(request.principal).includes('connection') ? await readBanners(deps, now) : [];
    return { ...list, summary: { counts: all, looked_at: lookedAt?.toISOString() ?? null }, banners };
  });
}

async function readBanners({ db: { sql }, settings, vendors }: ApiDeps, now: Date) {
  const statuses = settings().health.vendor_status ? await listUnwellVendors(sql) : [];
  const labelOf = (vendor: string) => describeBy(vendors.connectors)(vendor).label;
  const banners = bannersOf(await listVendorOutages(sql), statuses, { labelOf, now });
  return banners.map(({ since, ...banner }) => ({ ...banner, since: since.toISOString() }));
}

const scopeOfKind = { connection: 'connections:read', sync: 'syncs:read', endpoint: 'webhooks:read' } as const satisfies Record<
  ListedKind,
  Scope
>;

/** Connections and syncs belong to the company: the credential of a partner cannot have their scopes. */
export const visibleKinds = ({ kind, scopes }: Principal): ListedKind[] =>
  listedKinds.filter((listed) => scopes.has(scopeOfKind[listed]) && (kind === 'platform' || listed === 'endpoint'));
