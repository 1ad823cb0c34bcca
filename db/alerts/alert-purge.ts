import type { EndedRows } from '#db/ended-rows.ts';

/** With what was told of them. */
export const settledAlerts: EndedRows = { table: 'alert', prefix: 'alt', endedAt: (sql) => sql`t.settled_at` };

/** Those that no alert needs any more. */
export const endedMessages: EndedRows = {
  table: 'alert_message',
  prefix: 'amg',
  endedAt: (sql) => sql`t.ended_at`,
  where: (sql) => sql`not exists (select from alert_notice n where n.message_id = t.id)`,
};
