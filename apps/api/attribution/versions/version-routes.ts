import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage, readPlace } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { compareVersions } from '#db/attribution/versions/compare-versions.ts';
import {
  activateVersion,
  endVersion,
  findActiveVersion,
  findVersion,
  insertVersion,
  listVersions,
  spareVersions,
  type Version,
} from '#db/attribution/versions/version.ts';
import type { Sql } from '#db/database.ts';
import { liveScope, measures, models } from '#domain/attribution/facts.ts';
import { VersionSettings, versionSettings } from '#domain/attribution/version-settings.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { DomainError } from '#domain/errors.ts';
import { Day } from '#domain/instant.ts';
import { noteVersionChange } from './note-version-change.ts';
import {
  AttributionComparison,
  AttributionVersion,
  AttributionVersionList,
  changedRules,
  toComparedPartner,
  toVersion,
} from './version-view.ts';

const tags = ['Attribution'];
const VersionParams = z.object({ number: wholeNumberText(1, 2_147_483_647) });
const compared = ['revenue', 'refund', 'leads', 'opportunities', 'customers', 'sourced_revenue', 'influenced_revenue'] as const;

/** Versions of the credits: by which settings they are computed, and which of them reports use. */
export function versionRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  createRoute(app, deps);
  activateRoute(app, deps);
  discardRoute(app, deps);
  compareRoute(app, deps);
}

function readRoutes(app: App, { attribution: { sql } }: ApiDeps): void {
  const list = {
    operationId: 'listAttributionVersions',
    summary: 'List attribution versions',
    description: 'Returns the versions of the credits, newest first. Reports use the one that is active, unless they name another one.',
    tags,
    ...needs('reports:read'),
    querystring: ListQuery,
    response: { 200: AttributionVersionList, ...problems(403) },
  };
  app.get('/attribution/versions', { onRequest: platformOnly, schema: list }, async (request, reply) => {
    const page = readPage(request);
    const below = page.after === undefined ? null : readPlace(page.after, 10);
    const rows = await listVersions(sql, { below, limit: page.limit + 1 });
    return listReply(
      request,
      reply,
      page,
      rows.map((row) => ({ ...row, id: String(row.number) })),
      toVersion,
    );
  });

  const get = {
    operationId: 'getAttributionVersion',
    summary: 'Get an attribution version',
    description: 'Returns one version of the credits: its settings, and how far it is computed.',
    tags,
    ...needs('reports:read'),
    params: VersionParams,
    response: { 200: AttributionVersion, ...problems(403, 404) },
  };
  app.get('/attribution/versions/:number', { onRequest: platformOnly, schema: get }, async (request) =>
    toVersion(await getVersion(sql, request.params.number)),
  );
}

function createRoute(app: App, { db, attribution: { sql }, settings, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'createAttributionVersion',
    summary: 'Create an attribution version',
    description: `Computes the credits of all facts anew, by the settings of the body or else by those of the installation. Reports do not change until the version is activated. At most ${spareVersions} versions wait beside the active one.`,
    tags,
    ...needs('attribution:write'),
    body: z
      .strictObject({ settings: VersionSettings.optional() })
      .meta({ id: 'CreateAttributionVersion', examples: [{ settings: { window_days: 30 } }] }),
    response: { 202: AttributionVersion.describe('It is being computed'), ...problems(403, 409) },
  };
  app.post('/attribution/versions', { onRequest: platformOnly, schema }, async (request, reply) => {
    const actor = actorOf(request);
    const wanted = request.body.settings ?? versionSettings(settings().attribution);
    await noteVersionChange(db.sql, actor, { what: 'creation_requested', number: 'new', detail: { settings: wanted } });
    const version = await insertVersion(sql, wanted, actor.id);
    if (version === null) {
      throw new DomainError('conflict', `${spareVersions} versions wait already. Activate or discard one of them first.`);
    }
    await noteVersionChange(db.sql, actor, { what: 'created', number: version.number, detail: { settings: wanted } });
    await bestEffort(request, 'compute an attribution version', () => workflows.attribution.recomputeAttribution(version.number));
    return reply.code(202).send(toVersion(version));
  });
}

function activateRoute(app: App, { db, attribution: { sql } }: ApiDeps): void {
  const schema = {
    operationId: 'activateAttributionVersion',
    summary: 'Activate an attribution version',
    description:
      'From now on reports use it. The one that was active is retired: it stays readable, as of this moment. Activating the active version changes nothing.',
    tags,
    ...needs('attribution:write'),
    params: VersionParams,
    response: { 200: AttributionVersion.describe('Active'), ...problems(403, 404, 409) },
  };
  app.post('/attribution/versions/:number/activate', { onRequest: platformOnly, schema }, async (request) => {
    const actor = actorOf(request);
    const { number, state } = await getVersion(sql, request.params.number);
    if (state !== 'active') {
      await noteVersionChange(db.sql, actor, { what: 'activation_requested', number });
      const version = await activateVersion(sql, number);
      if (version === null) {
        throw new DomainError('conflict', `Version ${number} is ${state}. Only a version that is ready can be activated.`);
      }
    }
    await noteVersionChange(db.sql, actor, { what: 'activated', number });
    return toVersion(await getVersion(sql, number));
  });
}

function discardRoute(app: App, { db, attribution: { sql } }: ApiDeps): void {
  const schema = {
    operationId: 'discardAttributionVersion',
    summary: 'Discard an attribution version',
    description: 'A version that is being computed, or waits to be activated, is retired. Nothing is added to it any more.',
    tags,
    ...needs('attribution:write'),
    params: VersionParams,
    response: { 200: AttributionVersion.describe('Retired'), ...problems(403, 404, 409) },
  };
  app.post('/attribution/versions/:number/discard', { onRequest: platformOnly, schema }, async (request) => {
    const actor = actorOf(request);
    const { number, state } = await getVersion(sql, request.params.number);
    await noteVersionChange(db.sql, actor, { what: 'discard_requested', number });
    const isEnded = await endVersion(sql, number, 'retired', `discarded by ${actor.id}`);
    if (!isEnded) throw new DomainError('conflict', `Version ${number} is ${state}. Only a version that waits can be discarded.`);
    await noteVersionChange(db.sql, actor, { what: 'discarded', number });
    return toVersion(await getVersion(sql, number));
  });
}

function compareRoute(app: App, { attribution: { sql } }: ApiDeps): void {
  const schema = {
    operationId: 'compareAttributionVersions',
    summary: 'Compare two attribution versions',
    description:
      'Returns who gains and who loses if this version takes the place of another one, the largest changes first, with the conversions or the revenue that change most, and the rules in which the versions differ. Explain one of the facts with both versions to see its touches and weights.',
    tags,
    ...needs('reports:read'),
    params: VersionParams,
    querystring: z.strictObject({
      with: wholeNumberText(1, 2_147_483_647).optional().describe('The version before. Omitted: the active one'),
      from: Day.describe('By the calendar of the version'),
      until: Day.describe('The day after the last one'),
      model: z.enum(models).default('position_based'),
      measure: z.enum(compared).default('revenue'),
      limit: wholeNumberText(1, 100).default(10).describe('Partners, and facts of each'),
    }),
    response: { 200: AttributionComparison.describe('The largest changes'), ...problems(403, 404, 409) },
  };
  app.get('/attribution/versions/:number/comparison', { onRequest: platformOnly, schema }, async (request) => {
    const { from, until, model, measure, limit, with: other } = request.query;
    if (from >= until) {
      throw new DomainError('invalid_request', `from (${from}) must be before until (${until}).`, []);
    }
    const after = await getVersion(sql, request.params.number);
    const before = other === undefined ? await findActiveVersion(sql) : await getVersion(sql, other);
    if (before === null) throw new DomainError('conflict', 'No version is active yet. Name the version to compare with.');
    const wanted = { scope: liveScope, from, until, timeZone: after.settings.time_zone, measure: measures[measure], model, limit };
    const partners = await compareVersions(sql, [before.number, after.number], wanted);
    return {
      ...{ before: before.number, after: after.number, model, measure, from, until, rules: changedRules(before, after) },
      partners: partners.map(toComparedPartner),
    };
  });
}

async function getVersion(sql: Sql, number: number): Promise<Version> {
  const version = await findVersion(sql, number);
  if (version === null) throw new DomainError('not_found', `There is no attribution version ${number}.`);
  return version;
}
