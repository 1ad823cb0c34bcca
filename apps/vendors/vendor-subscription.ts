import { ConnectorError } from '#connectors/connector-error.ts';
import type { Actor } from '#db/actor.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import { inboundSecretContext } from '#db/connections/inbound-source.ts';
import { hasSource, markUnsubscribed, storeSubscription } from '#db/connections/vendor-subscription.ts';
import type { Database } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { VendorAccess } from './vendor-access.ts';
import { endFeed } from './vendor-feed.ts';

export interface SubscriptionDeps {
  vendors: VendorAccess;
  db: Database;
  secretBox: SecretBox;
  /** Scheme, host and port under which vendors reach this installation. */
  publicUrl: string;
}

/** Nobody waits for it: the next maintenance tries again. */
const calls = { lane: 'incremental', patienceMs: 5_000 } as const;

/**
 * Has the vendor send its webhooks here, if it takes such wishes, can reach us, and nobody has set them up by hand. Safe to repeat. A key
 * without the permission is no fault of the connection, which finds changes by asking.
 */
export async function subscribe({ vendors, db, secretBox, publicUrl }: SubscriptionDeps, row: ConnectionRow, actor: Actor): Promise<void> {
  const { subscriptions, manifest } = vendors.connectorOf(row.vendor);
  const isReachable = publicUrl.startsWith('https:') || vendors.isElsewhere(row.vendor);
  if (!subscriptions || row.subscriptionId !== null || !isReachable || (await hasSource(db, row.id))) return;
  const { tokens } = await vendors.keeper.current(row.id);
  const wish = { url: `${publicUrl}/api/v1/inbound/${row.id}`, objects: manifest.objects.map(({ name }) => name) };
  const { id: subscriptionId, secret } = await subscriptions.subscribe(vendors.sessionOf(row, calls, tokens), wish);
  const secretId = newId('sec');
  const sealed = secret === null ? null : { id: secretId, sealed: secretBox.seal(secret, inboundSecretContext(secretId)) };
  await storeSubscription(db, { row, subscriptionId, secret: sealed }, actor);
}

/** The vendor sends no more webhooks, if it sent any because of us. Safe to repeat. What it refuses for good stays for the report. */
export async function unsubscribe({ vendors, db }: Pick<SubscriptionDeps, 'vendors' | 'db'>, row: ConnectionRow): Promise<void> {
  const { subscriptions } = vendors.connectorOf(row.vendor);
  const tokens = vendors.keeper.openTokens(row.id, row.tokensSealed);
  if (!tokens || row.subscriptionId === null || row.unsubscribedAt !== null) return;
  try {
    if (subscriptions) await subscriptions.unsubscribe(vendors.sessionOf(row, calls, tokens), row.subscriptionId);
    else if (!(await endFeed({ vendors, db }, row))) return;
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'unauthorized' || error.kind === 'rejected')) return;
    throw error;
  }
  await markUnsubscribed(db.sql, row.id);
}
