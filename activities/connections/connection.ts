import { announce } from '#activities/connections/announce-connection.ts';
import { announceOutages } from '#activities/connections/announce-outages.ts';
import { reportGivenUp } from '#activities/give-up.ts';
import type { Vendors } from '#apps/vendors/vendors.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Actor } from '#db/actor.ts';
import { type ConnectionRow, getConnection } from '#db/connections/connection.ts';
import { eraseConnectionData, forgetCredentials } from '#db/connections/disconnect.ts';
import type { NewInboundWebhook } from '#db/connections/inbound-intake.ts';
import { giveUpConnection, scheduleMaintenance } from '#db/connections/maintenance.ts';
import type { Database } from '#db/database.ts';
import { DAY_MS } from '#domain/days.ts';
import { DomainError } from '#domain/errors.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Settings } from '#domain/settings.ts';

export interface ConnectionActivityDeps {
  db: Database;
  settings: () => Settings;
  vendors: Vendors;
  notify: Notify;
  /** Stores what a vendor told, and has it processed. */
  acceptInbound: (webhook: NewInboundWebhook) => Promise<number>;
}

/** So long before they expire, tokens are renewed: a request never waits for it, and an outage of the vendor may last as long. */
const RENEW_AHEAD_MS = 10 * 60_000;
/** Tokens that live for less than that are renewed as often as this. */
const SHORTEST_MS = 60_000;
/** How often scopes and account are compared with what the vendor says now. */
const CHECK_EVERY_MS = 6 * 3_600_000;
/** A minute is how late a change may be known that no webhook tells. */
const PULL_EVERY_MS = 60_000;
const actor = (connectionId: string): Actor => ({ kind: 'system', id: `maintain-connection/${connectionId}` });

export function createConnectionActivities({ db, settings, vendors, notify, acceptInbound }: ConnectionActivityDeps) {
  return {
    /**
     * Renews tokens ahead of their expiry, compares scopes and account with the vendor, and publishes what changed. Returns when to come back;
     * null if the connection has ended. Safe to repeat: each step finds out what is still to do.
     */
    async maintainConnection(connectionId: string): Promise<{ nextInMs: number | null }> {
      const before = await getConnection(db, connectionId);
      if (isEnded(before)) return { nextInMs: null };
      if (before.status === 'active' || before.status === 'paused') await keepAlive(before);
      const row = await getConnection(db, connectionId);
      await announce({ db, notify }, row);
      await announceOutages({ sql: db.sql, notify }, [connectionId]);
      const nextInMs = nextIn(row);
      await scheduleMaintenance(db.sql, connectionId, new Date(Date.now() + nextInMs));
      return { nextInMs };
    },

    /**
     * Has the vendor send no more webhooks, then takes its permission back. Returns why the vendor did not confirm the latter, or null. Safe to
     * repeat: a token that is revoked already is as good as revoked.
     */
    async revokeConnection(connectionId: string): Promise<string | null> {
      const row = await getConnection(db, connectionId);
      await vendors.unsubscribe(row);
      return vendors.revoke(row);
    },

    /**
     * Erases the credentials, and writes the report. `notRevoked`: why the vendor may still accept the old tokens. Returns how long the rest is
     * kept. Safe to repeat: the first report and the first time stay.
     */
    async forgetConnection(connectionId: string, notRevoked: string | null): Promise<{ eraseInMs: number }> {
      await vendors.release(connectionId);
      const row = await getConnection(db, connectionId);
      const wanted = new Date(Date.now() + settings().connections.erase_after_days * DAY_MS);
      const report = vendors.disconnectReport(row, notRevoked);
      const eraseAt = await forgetCredentials(db, { id: connectionId, eraseAt: wanted, report }, actor(connectionId));
      await announce({ db, notify }, await getConnection(db, connectionId));
      return { eraseInMs: Math.max(0, eraseAt.getTime() - Date.now()) };
    },

    /** Erases what was cached. Safe to repeat: it finds nothing the second time. */
    eraseConnectionData: (connectionId: string): Promise<void> => eraseConnectionData(db, connectionId, actor(connectionId)),

    /** Stores why no workflow works on the connection any more, and reports it. Safe to repeat: the same reason is stored. */
    async giveUpConnection(connectionId: string, reason: string): Promise<void> {
      await giveUpConnection(db.sql, connectionId, reason);
      await reportGivenUp(notify, connectionId, reason);
    },
  };

  /** Also sees to it that the vendor sends webhooks, or reads its log. What the vendor refuses is recorded with the connection. That it is away is no news here: the next time is soon enough. */
  async function keepAlive(row: ConnectionRow): Promise<void> {
    try {
      await vendors.renewAhead(row, RENEW_AHEAD_MS);
      const present = await vendors.check(row.id, actor(row.id));
      if (present.status !== 'active') return;
      if (present.pullsChanges) await vendors.pullChanges(present, acceptInbound, actor(row.id));
      else await vendors.subscribe(present, actor(row.id));
    } catch (error) {
      if (!(error instanceof ConnectorError) && !(error instanceof DomainError)) throw error;
    }
  }
}

const isEnded = ({ status }: ConnectionRow) => status === 'disconnecting' || status === 'disconnected';

function nextIn({ tokensExpireAt, status, pullsChanges }: ConnectionRow): number {
  if (pullsChanges && status === 'active') return PULL_EVERY_MS;
  if (tokensExpireAt === null || status === 'action_required') return CHECK_EVERY_MS;
  return Math.min(CHECK_EVERY_MS, Math.max(SHORTEST_MS, tokensExpireAt.getTime() - Date.now() - RENEW_AHEAD_MS));
}
