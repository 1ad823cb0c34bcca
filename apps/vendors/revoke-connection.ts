import type { Connector } from '#connectors/connector.ts';
import { revokeTokens } from '#connectors/oauth-http.ts';
import type { ConnectionRow } from '#db/connections/connection.ts';
import type { DisconnectReport } from '#domain/connections/connection.ts';
import type { VendorAccess } from './vendor-access.ts';

/** Returns why the vendor did not confirm it, or null. Throws ConnectorError if it should be tried again. */
export async function revokeConnection({ keeper, connectorOf, http }: VendorAccess, row: ConnectionRow): Promise<string | null> {
  if (row.clientSealed === null) return null;
  const tokens = keeper.openTokens(row.id, row.tokensSealed);
  if (!tokens) return null;
  const client = keeper.openClient(row.id, row);
  const request = connectorOf(row.vendor).oauth.revoke(client, tokens);
  if (!request) return 'the vendor has no way to revoke such credentials from here';
  return revokeTokens(http, request, client);
}

export function disconnectReport({ connectorOf }: VendorAccess, row: ConnectionRow, notRevoked: string | null): DisconnectReport {
  const connector = connectorOf(row.vendor);
  const { label, objects } = connector.manifest;
  const names = objects.map((object) => object.label).join(', ');
  return {
    erased: [
      'The credentials and tokens of this connection, and links to consent that were open',
      ...(notRevoked === null ? [`The permission at ${label}, which was revoked`] : []),
      ...(row.unsubscribedAt === null
        ? []
        : [`The webhooks that ${label} sent here, or the log of changes that it kept, because Causeway had asked for them`]),
    ],
    remains: [
      `What was written to ${label} before (${names}): delete it there if you want to`,
      ...(notRevoked === null
        ? []
        : [`${label} may still accept the credentials (${notRevoked}): remove the application or the key there`]),
      webhooksLeft(connector, row),
      'The audit log of this installation, which names this connection but holds no credentials',
    ],
  };
}

/** What is left of webhooks at the vendor, and who can remove it. */
function webhooksLeft(
  { inbound, subscriptions, manifest: { label } }: Connector,
  { subscriptionId, unsubscribedAt }: ConnectionRow,
): string {
  if (subscriptionId !== null && unsubscribedAt === null) {
    return `The webhooks or the log of changes (${subscriptionId}) that ${label} did not let Causeway end: remove the application there`;
  }
  if (inbound === null) return `No webhooks: ${label} sends none`;
  if (subscriptions === null) return `Webhooks at ${label}, which can only be removed there: they are set up there by hand`;
  return `Webhooks that were set up by hand at ${label}: remove them there`;
}
