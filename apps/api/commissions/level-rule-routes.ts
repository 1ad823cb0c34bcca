import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { type AssessedLevel, assessLevels } from '#db/commissions/assess-levels.ts';
import { addLevelRules, listLevelRules } from '#db/commissions/level-rules.ts';
import { readLevelSums } from '#db/commissions/level-sums.ts';
import { localDate, nextDay } from '#domain/business-days.ts';
import { LevelRules } from '#domain/commissions/level.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { LevelPreview, PartnerLevelsVersion, toLevelsVersion, toPreviewed } from './level-view.ts';

const PAGE = 500;
/** A preview is one response. The night has no such limit. */
const MAX_PARTNERS = 10_000;

const common = { tags: ['Partner levels'], ...needs('commissions:manage') };

/** The levels of partners, and what each requires. A version never changes: the next one takes its place from a day on. */
export function levelRuleRoutes(app: App, deps: ApiDeps): void {
  readRoute(app, deps);
  addRoute(app, deps);
  previewRoute(app, deps);
}

function readRoute(app: App, { db: { sql } }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'listPartnerLevels',
    summary: 'List the levels of partners',
    description: 'Returns all versions of the levels and of what they require, newest first.',
    response: {
      200: z.object({ versions: z.array(PartnerLevelsVersion).meta({ maxItems: 1000 }) }).meta({ id: 'PartnerLevelsVersions' }),
      ...problems(403),
    },
  };
  app.get('/partner-levels', { onRequest: platformOnly, schema }, async () => ({
    versions: (await listLevelRules(sql)).map(toLevelsVersion),
  }));
}

function addRoute(app: App, { db: { sql } }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'createPartnerLevels',
    summary: 'Change the levels of partners',
    description:
      'Adds a version of the levels. From its day on every night promotes and demotes partners by it, with effect from the next day. Preview it before.',
    body: LevelRules,
    response: { 201: PartnerLevelsVersion.describe('The new version'), ...problems(403, 409) },
  };
  app.post('/partner-levels', { onRequest: platformOnly, schema }, async (request, reply) => {
    const actor = actorOf(request);
    const added = await beginAs(sql, actor, async (tx) => {
      const version = await addLevelRules(tx, { rules: request.body, createdBy: actor.id });
      if ('beginsTooEarly' in version) throw tooEarly(version.beginsTooEarly.number, version.beginsTooEarly.rules);
      await insertAuditEntry(tx, actor, {
        ...{ action: 'partner_levels.version_added', objectKind: 'partner_levels', objectId: String(version.number) },
        detail: { version: version.number, levels: request.body },
      });
      return version;
    });
    return reply.code(201).send(toLevelsVersion(added));
  });
}

function tooEarly(number: number, { effective_from: from }: LevelRules): DomainError {
  const message = `must be after ${from}, when version ${number} begins`;
  return new DomainError('conflict', `Version ${number} of the levels begins on ${from}. A later version must begin later.`, [
    fieldError(['effective_from'], 'out_of_range', message),
  ]);
}

function previewRoute(app: App, { db: { sql }, attribution: { sql: store }, settings }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'previewPartnerLevels',
    summary: 'Preview the levels of partners',
    description: `Changes nothing. Returns who would be promoted and demoted by these levels tonight, and on which figures: of at most ${MAX_PARTNERS} partners.`,
    body: LevelRules,
    response: { 200: LevelPreview, ...problems(403, 409, 422) },
  };
  app.post('/partner-levels/preview', { onRequest: platformOnly, schema }, async ({ body: rules }) => {
    const day = localDate(new Date(), rules.time_zone);
    const sums = await readLevelSums({ sql, store, model: settings().commissions.model }, rules, day);
    const found: AssessedLevel[] = [];
    for (let [after, seen] = ['', 0]; seen < MAX_PARTNERS; seen += PAGE) {
      const page = await assessLevels(sql, { rules, sums, day, after, limit: PAGE });
      found.push(...page.filter(({ before, decision }) => decision.name !== before || decision.belowSince !== null));
      after = page.at(-1)?.partnerId ?? '';
      if (page.length < PAGE) break;
    }
    return { day, effective_from: nextDay(day), partners: found.map((one) => toPreviewed(one, rules)) };
  });
}
