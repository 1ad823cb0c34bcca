import { listUnwellPartners, listUnwellSubjects } from '#db/alerts/objective-facts.ts';
import { countDeliveries, countFreshSeconds } from '#db/health/objective-counts.ts';
import { judgeObjectives } from '#domain/alerts/judge-objectives.ts';
import { MAX_READ, type Reading } from '#domain/alerts/judged.ts';
import { objectivesFor } from '#domain/health/health-settings.ts';
import { measureObjective, windowsS } from '#domain/health/objective.ts';
import { inDetail, readLimit, type ReadRule } from './rule-reader.ts';

/** Deliveries of each are counted: those partners whose most deliveries have not arrived. */
const MAX_PARTNERS = 30;
/** Of the latest of one partner in six hours: a busier one is judged by these. */
const MAX_COUNTED = 20_000;

export const readObjectives: ReadRule<'objective_burning'> = async (context, settings) => {
  const { sql, now, settings: all } = context;
  const partners = await listUnwellPartners(sql, { now, except: settings.except_partners, limit: readLimit });
  const ofPartners = await inDetail(partners, { ...context, limit: Math.min(context.limit, MAX_PARTNERS) }, async (chosen) => {
    const found = [];
    for (const { id, name } of chosen) {
      const { delivery_success_percent, delivery_within_s: withinS, delivery_within_percent } = objectivesFor(all.health, id);
      const counts = await countDeliveries(sql, { partnerId: id }, withinS, { spanS: windowsS.quarter, limit: MAX_COUNTED });
      const measured = [
        { name: 'delivery_success' as const, target: delivery_success_percent / 100, withinS: null, counts: counts.success },
        { name: 'delivery_latency' as const, target: delivery_within_percent / 100, withinS, counts: counts.latency },
      ].map(({ counts: own, ...objective }) => ({ objective: measureObjective(objective, own), counts: own }));
      const promised = { subject: { kind: 'partner' as const, id }, partnerId: id, name, link: `/api/v1/partners/${id}/health` };
      found.push(...judgeObjectives(promised, measured, settings));
    }
    return found;
  });
  const ofSubjects = await inDetail(await listUnwellSubjects(sql, readLimit), context, async (chosen) => {
    const found = [];
    for (const { kind, id, name } of chosen) {
      const counts = await countFreshSeconds(sql, kind, id);
      const target = objectivesFor(all.health, id).freshness_percent / 100;
      const measured = [{ objective: measureObjective({ name: 'freshness', target, withinS: null }, counts), counts }];
      const promised = { subject: { kind, id }, partnerId: null, name, link: `/api/v1/${kind}s/${id}/health` };
      found.push(...judgeObjectives(promised, measured, settings));
    }
    return found;
  });
  return together(ofPartners, ofSubjects);
};

/** Partners and subjects that were not counted have not been found to burn: they are no remainder to tell of. */
function together(...readings: Reading[]): Reading {
  const judged = readings.flatMap((reading) => reading.judged);
  return { judged: judged.slice(0, MAX_READ), more: [], isCut: readings.some(({ isCut }) => isCut) };
}
