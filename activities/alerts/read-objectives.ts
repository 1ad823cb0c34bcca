import { listUnwellEndpoints, listUnwellPartners, listUnwellSubjects } from '#db/alerts/objective-facts.ts';
import { countDeliveries, countFreshSeconds } from '#db/health/objective-counts.ts';
import type { RuleSettings } from '#domain/alerts/alert-settings.ts';
import { judgeObjectives, type Measured } from '#domain/alerts/judge-objectives.ts';
import { type Judged, MAX_READ, type Reading } from '#domain/alerts/judged.ts';
import { objectivesFor } from '#domain/health/health-settings.ts';
import { measureObjective, windowsS } from '#domain/health/objective.ts';
import { inDetail, readLimit, type ReadRule, type RuleContext } from './rule-reader.ts';

type ReadObjectives = (context: RuleContext, settings: RuleSettings<'objective_burning'>) => Promise<Reading>;

/** Deliveries of each are counted: those partners, and those endpoints, whose most deliveries have not arrived. */
const MAX_COUNTED_SUBJECTS = 30;
/** Of the latest of each in six hours: a busier one is judged by these. */
const MAX_COUNTED = 20_000;

export const readObjectives: ReadRule<'objective_burning'> = async (context, settings) => {
  const ofPartners = await readPartners(context, settings);
  return together(ofPartners, await readEndpoints(context, settings, ofPartners), await readSubjects(context, settings));
};

const readPartners: ReadObjectives = async (context, settings) => {
  const { sql, now, limit } = context;
  const partners = await listUnwellPartners(sql, { now, except: settings.except_partners, limit: readLimit });
  return inDetail(partners, { ...context, limit: Math.min(limit, MAX_COUNTED_SUBJECTS) }, (chosen) =>
    eachOf(chosen, async ({ id, name }) => {
      const measured = await measureDeliveries(context, { partnerId: id }, id);
      const promised = { subject: { kind: 'partner' as const, id }, partnerId: id, name, link: `/api/v1/partners/${id}/health` };
      return judgeObjectives(promised, measured, settings);
    }),
  );
};

/** Of single endpoints, unless their partner's alert, or the one that nothing arrives there, tells it already. */
async function readEndpoints(context: RuleContext, settings: RuleSettings<'objective_burning'>, ofPartners: Reading): Promise<Reading> {
  const { sql, now, open, limit } = context;
  const told = new Set(
    ofPartners.judged
      .filter(({ isHolding, finding }) => !isHolding || open.has(finding.subject.id))
      .map(({ finding }) => finding.subject.id),
  );
  const streakS = context.settings.alerts.rules.failure_streak.for_s;
  const endpoints = await listUnwellEndpoints(sql, { now, except: settings.except_partners, limit: readLimit, streakS });
  return inDetail(endpoints, { ...context, limit: Math.min(limit, MAX_COUNTED_SUBJECTS) }, (chosen) =>
    eachOf(chosen, async ({ id, partnerId, url, isStreak }) => {
      const measured = await measureDeliveries(context, { endpointId: id }, partnerId);
      const promised = { subject: { kind: 'endpoint' as const, id }, partnerId, name: url, link: `/api/v1/endpoints/${id}/health` };
      const isExplained = isStreak || told.has(partnerId);
      return judgeObjectives(promised, measured, settings).map((judged) => ({ ...judged, isHolding: judged.isHolding || isExplained }));
    }),
  );
}

const readSubjects: ReadObjectives = async (context, settings) => {
  const { sql, settings: all } = context;
  return inDetail(await listUnwellSubjects(sql, readLimit), context, (chosen) =>
    eachOf(chosen, async ({ kind, id, name }) => {
      const counts = await countFreshSeconds(sql, kind, id);
      const target = objectivesFor(all.health, id).freshness_percent / 100;
      const measured = [{ objective: measureObjective({ name: 'freshness', target, withinS: null }, counts), counts }];
      return judgeObjectives({ subject: { kind, id }, partnerId: null, name, link: `/api/v1/${kind}s/${id}/health` }, measured, settings);
    }),
  );
};

/** What is promised to a partner, measured of all its deliveries, or of those to one endpoint. */
async function measureDeliveries(
  { sql, now, settings: { health } }: RuleContext,
  of: Parameters<typeof countDeliveries>[1],
  partnerId: string,
): Promise<Measured[]> {
  const { delivery_success_percent, delivery_within_s: withinS, delivery_within_percent } = objectivesFor(health, partnerId);
  const counts = await countDeliveries(sql, of, withinS, { spanS: windowsS.quarter, limit: MAX_COUNTED, now });
  return [
    { name: 'delivery_success' as const, target: delivery_success_percent / 100, withinS: null, counts: counts.success },
    { name: 'delivery_latency' as const, target: delivery_within_percent / 100, withinS, counts: counts.latency },
  ].map(({ counts: own, ...objective }) => ({ objective: measureObjective(objective, own), counts: own }));
}

/** One after the other: a transaction has one connection. */
async function eachOf<One>(chosen: readonly One[], judge: (one: One) => Promise<Judged[]>): Promise<Judged[]> {
  const found: Judged[] = [];
  for (const one of chosen) found.push(...(await judge(one)));
  return found;
}

/** Partners and subjects that were not counted have not been found to burn: they are no remainder to tell of. */
function together(...readings: Reading[]): Reading {
  const judged = readings.flatMap((reading) => reading.judged);
  return { judged: judged.slice(0, MAX_READ), more: [], isCut: readings.some(({ isCut }) => isCut) };
}
