import { listFailingEndpoints, listGivenUp, readDueDeliveries } from '#db/alerts/delivery-facts.ts';
import { lookAtEndpoints } from '#db/health/look-at-endpoints.ts';
import { judgeGivenUp, judgeQueue, judgeStreak } from '#domain/alerts/judge-deliveries.ts';
import { readingOf } from '#domain/alerts/judged.ts';
import { inDetail, readLimit, type ReadRule } from './rule-reader.ts';

export const readStreaks: ReadRule<'failure_streak'> = async (context, settings) => {
  const { sql, now } = context;
  const failing = await listFailingEndpoints(sql, {
    ...{ forS: settings.for_s, failures: settings.failures, except: settings.except_partners },
    limit: readLimit,
  });
  return inDetail(failing, context, async (chosen) => {
    const facts = new Map(chosen.map((one) => [one.id, one]));
    const looks = await lookAtEndpoints(sql, { ids: [...facts.keys()], withOwn: true, limit: facts.size }, { now });
    return looks.flatMap((look) => {
      const own = facts.get(look.id);
      return own ? judgeStreak(own, look, settings) : [];
    });
  });
};

export const readGivenUp: ReadRule<'dead_letters_growing'> = async ({ sql }, settings) => {
  const { count, within_min: withinMin, except_partners: except } = settings;
  const found = await listGivenUp(sql, { withinMin, atLeast: Math.max(1, Math.floor(count / 2)), except, limit: readLimit });
  return readingOf(found.flatMap((facts) => judgeGivenUp(facts, settings)));
};

export const readQueue: ReadRule<'queue_stuck'> = async ({ sql }, settings) =>
  readingOf(judgeQueue(await readDueDeliveries(sql, settings.oldest_s / 2), settings));
