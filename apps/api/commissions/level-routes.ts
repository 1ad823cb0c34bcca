import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage, readPlace } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { findNextLevelChange, listLevelChanges, readLevelChangesAt, readLevels } from '#db/commissions/level-change.ts';
import { readBelowSince } from '#db/commissions/level-grace.ts';
import { findLevelRules } from '#db/commissions/level-rules.ts';
import { setLevel } from '#db/commissions/set-level.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { noPartner } from '#db/partners/partner.ts';
import { localDate } from '#domain/business-days.ts';
import { demotionDay, type LevelRules } from '#domain/commissions/level.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { earningPartner } from './earning-partner.ts';
import { PartnerLevel, PartnerLevelChange, PartnerLevelChangeList, SetPartnerLevel, toLevelChange } from './level-view.ts';
import { noLevel } from './no-level.ts';

const tags = ['Partner levels'];

/** The level of a partner, and its history. */
export function levelRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  setRoute(app, deps);
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const { sql } = db;
  const common = { tags, ...needs('commissions:read'), params: PartnerParams };
  const get = {
    ...common,
    operationId: 'getPartnerLevel',
    summary: "Get a partner's level",
    description: 'Returns the level that the partner has today, and what will become of it.',
    response: { 200: PartnerLevel, ...problems(404) },
  };
  app.get('/partners/:id/level', { schema: get }, async (request) => {
    const id = await earningPartner(request, db);
    const now = new Date();
    const [levelAt, changes, grace] = [
      await readLevels(sql, [id], now),
      await readLevelChangesAt(sql, [id], now),
      await readBelowSince(sql, [id]),
    ];
    const [belowSince, rules] = [grace.get(id) ?? null, (await findLevelRules(sql, now))?.rules];
    const next = await findNextLevelChange(sql, id, now);
    return {
      ...{ partner_id: id, level: levelAt(id, now), since: changes.get(id)?.effectiveFrom ?? null, below_since: belowSince },
      demoted_on: belowSince === null || !rules ? null : demotionDay(rules, belowSince),
      next: next ? toLevelChange(next, visiblePartner(request) === undefined) : null,
    };
  });

  const list = {
    ...common,
    operationId: 'listPartnerLevelChanges',
    summary: "List the changes of a partner's level",
    description: 'Returns the history, newest first. It never changes.',
    querystring: ListQuery,
    response: { 200: PartnerLevelChangeList, ...problems(404) },
  };
  app.get('/partners/:id/level/changes', { schema: list }, async (request, reply) => {
    const partnerId = await earningPartner(request, db);
    const page = readPage(request);
    const below = page.after === undefined ? undefined : readPlace(page.after);
    const rows = await listLevelChanges(sql, { partnerId, below, limit: page.limit + 1 });
    const shown = rows.map((row) => ({ id: String(row.id), row }));
    return listReply(request, reply, page, shown, ({ row }) => toLevelChange(row, visiblePartner(request) === undefined));
  });
}

function setRoute(app: App, { db: { sql } }: ApiDeps): void {
  const schema = {
    ...{ tags, ...needs('commissions:manage'), params: PartnerParams },
    operationId: 'setPartnerLevel',
    summary: "Set a partner's level",
    description: 'Gives a partner a level whatever the rules say, from a day on, and keeps it there until another day, or for ever.',
    body: SetPartnerLevel,
    response: { 200: PartnerLevelChange, ...problems(403, 404, 409) },
  };
  app.put('/partners/:id/level', { onRequest: platformOnly, schema }, async (request) => {
    const { id } = request.params;
    if (!(await readEarningPartners(sql, [id])).has(id)) throw noPartner(id);
    const version = await findLevelRules(sql, new Date());
    if (!version) throw new DomainError('conflict', 'There are no levels yet. Create them with POST /partner-levels.');
    const { level, reason, keep_until: keepUntil } = request.body;
    const today = localDate(new Date(), version.rules.time_zone);
    const from = request.body.from ?? today;
    const faults = findFaults(version.rules, { level, from, keepUntil, today });
    if (faults.length > 0) throw invalidRequest(faults);
    const actor = actorOf(request);
    const change = await beginAs(sql, actor, async (tx) => {
      const set = await setLevel(tx, version, { partnerId: id, level, from, keepUntil, note: reason, createdBy: actor.id });
      const detail = { level, from, keep_until: keepUntil };
      await insertAuditEntry(tx, actor, { action: 'partner_level.set', objectKind: 'partner_level', objectId: id, partnerId: id, detail });
      return set;
    });
    return toLevelChange(change, true);
  });
}

function findFaults(
  { levels }: LevelRules,
  { level, from, keepUntil, today }: { level: string; from: string; keepUntil: string | null; today: string },
): FieldError[] {
  const faults: FieldError[] = [];
  const names = levels.map(({ name }) => name);
  if (!names.includes(level)) faults.push(noLevel(['level'], level, names));
  if (from < today) faults.push(fieldError(['from'], 'out_of_range', `must not be before today, ${today}: the history does not change`));
  if (keepUntil !== null && keepUntil <= from) faults.push(fieldError(['keep_until'], 'out_of_range', `must be after from, ${from}`));
  return faults;
}
