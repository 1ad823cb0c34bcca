import { listOutageNews, markOutageTold } from '#db/connections/vendor-outage.ts';
import type { Sql } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';

/** One failed request is no outage: it is repeated after 1, 2 and 4 s. */
const REPORT_AFTER_S = 5;

/**
 * Publishes that the vendors of these connections are away, or answer again: once each, across all processes. Published before it is marked,
 * so that a crash in between loses nothing: the occasion makes it one event.
 */
export async function announceOutages({ sql, notify }: { sql: Sql; notify: Notify }, connectionIds: readonly string[]): Promise<void> {
  for (const news of await listOutageNews(sql, connectionIds, REPORT_AFTER_S)) {
    const { id, vendor, name, awaySince, awayReason, awayTold } = news;
    const about = { connection_id: id, vendor, name };
    if (awayTold === null) {
      const since = awaySince?.toISOString() ?? '';
      const data = { ...about, reason: awayReason ?? 'no answer', failing_since: since };
      await notify('causeway.connection.unavailable', data, `connection/${id}/away/${since}`);
    } else {
      const since = awayTold.toISOString();
      await notify('causeway.connection.recovered', { ...about, reason: `it was away since ${since}` }, `connection/${id}/back/${since}`);
    }
    await markOutageTold(sql, news);
  }
}
