import type { ConnectionRow } from '#db/connections/connection.ts';
import { markAnnounced } from '#db/connections/maintenance.ts';
import type { Database } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';

/** Publishes the state of a connection if it is another than the one that was published last. Each version has one event, however often it runs. */
export async function announce({ db, notify }: { db: Database; notify: Notify }, row: ConnectionRow): Promise<void> {
  const state = [row.status, ...row.missingScopes].join(' ');
  if (row.announced === state) return;
  const about = { connection_id: row.id, vendor: row.vendor, name: row.name };
  const occasion = `connection/${row.id}/${row.version}/${state}`;
  if (row.status === 'action_required') {
    await notify('causeway.connection.action_required', { ...about, reason: row.statusReason ?? '' }, occasion);
  } else if (row.status === 'disconnected') {
    await notify('causeway.connection.disconnected', { ...about, reason: row.statusReason ?? 'somebody disconnected it' }, occasion);
  } else if (row.missingScopes.length > 0) {
    const reason = `the vendor does not grant ${row.missingScopes.join(', ')}`;
    await notify('causeway.connection.scopes_missing', { ...about, reason, missing_scopes: row.missingScopes }, occasion);
  } else if (row.status === 'active' && row.announced !== null && row.announced !== 'pending') {
    await notify('causeway.connection.recovered', { ...about, reason: `it was ${row.announced.split(' ')[0]}` }, occasion);
  }
  await markAnnounced(db.sql, row.id, state);
}
