import { type LevelChange, listUntoldLevelChanges, markLevelChangesTold } from '#db/commissions/level-change.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { levelPayload } from '#domain/commissions/level-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';

const PAGE = 100;

/**
 * Tells partners and the company of changed levels, each once. Returns how many it looked at. Safe to repeat, and to run in two processes at once:
 * each change has one event, and is marked after the event is stored.
 */
export async function publishLevelNews({
  sql,
  publish,
  notify,
}: {
  sql: Sql;
  publish: (events: NewEvent[]) => Promise<unknown>;
  notify: Notify;
}): Promise<number> {
  const changes = await listUntoldLevelChanges(sql, PAGE);
  if (changes.length === 0) return 0;
  const told = await readEarningPartners(sql, [...new Set(changes.map(({ partnerId }) => partnerId))]);
  // A level that is only kept for longer is no news, and of a deleted partner nothing new is stored elsewhere.
  const news = changes.filter(({ partnerId, level, before }) => told.has(partnerId) && level !== before);
  if (news.length > 0) await publish(news.map(toEvent));
  for (const { id, partnerId, level, before, kind, effectiveFrom } of news) {
    const data = { partner_id: partnerId, level, previous_level: before, change: kind, effective_from: effectiveFrom };
    await notify('causeway.tier.changed', data, `causeway.tier.changed/${id}`);
  }
  await markLevelChangesTold(
    sql,
    changes.map(({ id }) => id),
  );
  return changes.length;
}

const toEvent = (change: LevelChange): NewEvent => ({
  ...{ id: newId('evt'), type: 'tier.changed', schemaVersion: 1, occurredAt: change.createdAt },
  ...{ dataJson: JSON.stringify(levelPayload(change)), externalId: `tier.changed/${change.id}` },
  ...{ orderingKey: change.partnerId, partnerIds: [change.partnerId] },
});
