import type { OpenConnection } from '#activities/sync/open-connection.ts';
import type { VendorClient } from '#connectors/oauth-vendor.ts';
import type { ObjectDescription } from '#connectors/record.ts';
import type { Actor } from '#db/actor.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import type { NewInboundWebhook } from '#db/connections/inbound-intake.ts';
import type { DisconnectReport } from '#domain/connections/connection.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { asked, checkConnection, checkNew } from './check-connection.ts';
import { type ConsentAnswer, type ConsentDeps, finishConsent, newConnectUrl, openConsent } from './consent.ts';
import { createOwnDeals, type OwnDealsDeps } from './own-deals.ts';
import { disconnectReport, revokeConnection } from './revoke-connection.ts';
import { rotateCredentials } from './rotate-credentials.ts';
import { createVendorAccess, type SessionOptions, type VendorAccessOptions } from './vendor-access.ts';
import { pullChanges } from './vendor-feed.ts';
import { subscribe, type SubscriptionDeps, unsubscribe } from './vendor-subscription.ts';

export type Vendors = ReturnType<typeof createVendors>;

/** Everything that a process does with vendors. Those methods that people wait for throw DomainError. */
export function createVendors(options: VendorAccessOptions & Pick<ConsentDeps, 'publicUrl'>) {
  const { db, secretBox, publicUrl } = options;
  const access = createVendorAccess(options);
  const consent: ConsentDeps & SubscriptionDeps = { vendors: access, db, secretBox, publicUrl };
  /** Opens a connection, or what stands for one. */
  const openWith = (onDealChanged: OwnDealsDeps['onChanged']) => {
    const own = createOwnDeals({ db, onChanged: onDealChanged });
    return async (id: string, session: SessionOptions): Promise<OpenConnection> => (id === ownDeals ? own : access.open(id, session));
  };
  const open = openWith(async () => {});
  return {
    ...access,
    open,
    openWith,
    /** A call of a connector that a person waits for: what the vendor says becomes a DomainError. */
    asked,
    check: (id: string, actor: Actor): Promise<ConnectionRow> => checkConnection(access, db, id, actor),
    checkNew: (row: ConnectionRow, actor: Actor): Promise<ConnectionRow> => checkNew(access, db, row, actor),
    rotate: (row: ConnectionRow, client: VendorClient, actor: Actor): Promise<ConnectionRow> =>
      rotateCredentials(access, db, row, client, actor),
    subscribe: (row: ConnectionRow, actor: Actor): Promise<void> => subscribe(consent, row, actor),
    pullChanges: (row: ConnectionRow, accept: (webhook: NewInboundWebhook) => Promise<number>, actor: Actor): Promise<void> =>
      pullChanges(consent, row, accept, actor),
    unsubscribe: (row: ConnectionRow): Promise<void> => unsubscribe(consent, row),
    revoke: (row: ConnectionRow): Promise<string | null> => revokeConnection(access, row),
    disconnectReport: (row: ConnectionRow, notRevoked: string | null): DisconnectReport => disconnectReport(access, row, notRevoked),
    newConnectUrl: (row: ConnectionRow): Promise<string> => newConnectUrl(consent, row),
    openConsent: (vendor: string, ticket: string) => openConsent(consent, vendor, ticket),
    finishConsent: (vendor: string, answer: ConsentAnswer) => finishConsent(consent, vendor, answer),

    async describe(id: string, object: string, session: SessionOptions): Promise<ObjectDescription> {
      const opened = await open(id, session);
      return asked(opened.connector.objects.describe(opened.session, object));
    },
  };
}
