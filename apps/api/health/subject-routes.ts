import type { App } from '#apps/api/app.ts';
import { ConnectionParams } from '#apps/api/connections/connection-view.ts';
import { EndpointParams } from '#apps/api/delivery/endpoint-view.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { SyncParams } from '#apps/api/sync/sync-view.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { lookAtEndpoints } from '#db/health/look-at-endpoints.ts';
import { lookAtPartner } from '#db/health/look-at-partner.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import { getPartner, noPartner } from '#db/partners/partner.ts';
import { readTime } from '#db/time.ts';
import { DomainError } from '#domain/errors.ts';
import { describeBy } from '#domain/health/describe-vendor.ts';
import type { Look } from '#domain/health/look.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { IntegrationHealthDetail, PartnerHealth, toHealth } from './health-view.ts';
import { deliveryObjectives, freshnessObjectives } from './objectives-of.ts';
import { recentOf } from './recent-of.ts';

const tags = ['Integration Health'];
const response = { 200: IntegrationHealthDetail, ...problems(403, 404) };

/** The health of one subject each. */
export function subjectRoutes(app: App, deps: ApiDeps): void {
  companyRoutes(app, deps);
  endpointRoute(app, deps);
  partnerRoute(app, deps);
}

function companyRoutes(app: App, deps: ApiDeps): void {
  const { sql } = deps.db;
  const connection = {
    operationId: 'getConnectionHealth',
    summary: 'Retrieve the health of a connection',
    description: 'Returns its state with reason and remedy, what is left of its quota, and how fresh the records of its syncs are.',
    tags,
    ...needs('connections:read'),
    params: ConnectionParams,
    response,
  };
  app.get('/connections/:id/health', { schema: connection }, async ({ params: { id } }) => {
    const now = await readTime(sql);
    const looks = await lookAtConnections(sql, { ids: [id], limit: 1 }, { describe: describeBy(deps.vendors.connectors), now });
    const health = await withRecent(deps, found(looks, 'connection', id), now);
    return { ...health, objectives: await freshnessObjectives(deps, 'connection', id) };
  });

  const sync = {
    operationId: 'getSyncHealth',
    summary: 'Retrieve the health of a sync',
    description: 'Returns its state with reason and remedy, the records that are not written, and how old its last complete run is.',
    tags,
    ...needs('syncs:read'),
    params: SyncParams,
    response,
  };
  app.get('/syncs/:id/health', { schema: sync }, async ({ params: { id } }) => {
    const now = await readTime(sql);
    const looks = await lookAtSyncs(sql, { ids: [id], limit: 1 }, { describe: describeBy(deps.vendors.connectors), now });
    const health = await withRecent(deps, found(looks, 'sync', id), now);
    return { ...health, objectives: await freshnessObjectives(deps, 'sync', id) };
  });
}

function endpointRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getEndpointHealth',
    summary: 'Retrieve the health of an endpoint',
    description: 'Returns its state with reason and remedy: what is held, repeated or given up, and since when.',
    tags,
    ...needs('webhooks:read'),
    params: EndpointParams,
    response,
  };
  app.get('/endpoints/:id/health', { schema }, async (request) => {
    const { id } = request.params;
    const partnerIds = [visiblePartner(request)].filter((partnerId) => partnerId !== undefined);
    const now = await readTime(deps.db.sql);
    const looks = await lookAtEndpoints(deps.db.sql, { ids: [id], partnerIds, limit: 1 }, { now });
    const look = found(looks, 'endpoint', id);
    const objectives = await deliveryObjectives(deps, { partnerId: look.partnerId ?? '', endpointId: id, now });
    return { ...(await withRecent(deps, look, now)), objectives };
  });
}

function partnerRoute(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const schema = {
    operationId: 'getPartnerHealth',
    summary: 'Retrieve the health of a partner',
    description:
      'Returns the state of the partner, which is that of its worst endpoint unless the partner itself is pending or suspended, and of each endpoint.',
    tags,
    ...needs('webhooks:read'),
    params: PartnerParams,
    response: { 200: PartnerHealth, ...problems(403, 404) },
  };
  app.get('/partners/:id/health', { schema }, async (request) => {
    const { id } = request.params;
    if (id === platformPartnerId || (visiblePartner(request) ?? id) !== id) throw noPartner(id);
    const now = await readTime(db.sql);
    const { partner, endpoints } = await lookAtPartner(db.sql, await getPartner(db, id), now);
    const [own, recent] = [await recentOf(deps, [partner]), await recentOf(deps, endpoints)];
    return {
      ...toHealth(partner, { recent: own.get(id), now }),
      objectives: await deliveryObjectives(deps, { partnerId: id, now }),
      endpoints: endpoints.map((look) => toHealth(look, { recent: recent.get(look.id), now })),
    };
  });
}

const withRecent = async (deps: ApiDeps, look: Look, now: Date) =>
  toHealth(look, { recent: (await recentOf(deps, [look])).get(look.id), now });

function found(looks: readonly Look[], kind: string, id: string): Look {
  const [look] = looks;
  if (!look) throw new DomainError('not_found', `There is no ${kind} ${id}`);
  return look;
}
