import { ConnectorError } from '#connectors/connector-error.ts';
import type { VendorFeed } from '#connectors/feed.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import type { Actor } from '#db/actor.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import { newInboundEvents, type NewInboundWebhook } from '#db/connections/inbound-intake.ts';
import { noteRefusal } from '#db/connections/inbound-source.ts';
import { storeFeedCursor, storeSubscription } from '#db/connections/vendor-subscription.ts';
import type { Database } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { VendorAccess } from './vendor-access.ts';

interface FeedDeps {
  vendors: VendorAccess;
  db: Database;
}

/** In place of an id: a connection has one log. */
const THE_LOG = 'log';
const calls = { lane: 'webhook', patienceMs: 5_000 } as const;
/** The rest is read the next time. */
const MAX_PAGES = 200;

/** Opens the log with the application's own credentials. Null if the connection has none. */
async function open(
  { vendors }: FeedDeps,
  row: ConnectionRow,
): Promise<{ feed: VendorFeed; session: VendorSession; accountId: string } | null> {
  const { feed, oauth } = vendors.connectorOf(row.vendor);
  if (!feed || row.accountId === null) return null;
  const client = vendors.keeper.openClient(row.id, row);
  const request = feed.tokens(client);
  if (!request) return null;
  const tokens = await requestTokens(vendors.http, oauth, request, client);
  return { feed, session: vendors.sessionOf(row, calls, tokens), accountId: row.accountId };
}

/**
 * Reads what the vendor logged since the last time, and accepts it like webhooks. Safe to repeat: the place is stored after what was read, and
 * an event has its effect once. Why it cannot be read is shown with the source.
 */
export async function pullChanges(
  deps: FeedDeps,
  row: ConnectionRow,
  accept: (webhook: NewInboundWebhook) => Promise<number>,
  actor: Actor,
): Promise<void> {
  const { vendors, db } = deps;
  try {
    const opened = await open(deps, row);
    if (!opened) return;
    const { feed, session, accountId } = opened;
    if (row.subscriptionId === null) {
      await feed.begin(session, { accountId, objects: vendors.connectorOf(row.vendor).manifest.objects.map(({ name }) => name) });
      await storeSubscription(db, { row, subscriptionId: THE_LOG, secret: null }, actor);
    }
    let cursor = row.feedCursor;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await feed.read(session, { accountId, cursor });
      if (!page) return;
      for (const { events, body } of page.parts) {
        const webhook = { id: newId('inw'), sourceId: row.id, vendor: row.vendor, contentType: 'application/json', body };
        if (events.length > 0) await accept({ ...webhook, events: newInboundEvents(events, body) });
      }
      cursor = page.next;
      await storeFeedCursor(db.sql, row.id, cursor);
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await noteRefusal(db.sql, row.id, `The log of changes could not be read: ${error.message}`);
  }
}

/** The vendor logs no more for us. Returns false if there was nothing to end. Throws ConnectorError. */
export async function endFeed(deps: FeedDeps, row: ConnectionRow): Promise<boolean> {
  const opened = await open(deps, row);
  if (opened) await opened.feed.end(opened.session, opened.accountId);
  return opened !== null;
}
