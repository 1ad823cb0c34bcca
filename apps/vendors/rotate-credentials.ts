import { requestTokens } from '#connectors/oauth-http.ts';
import type { VendorClient, VendorTokens } from '#connectors/oauth-vendor.ts';
import type { Actor } from '#db/actor.ts';
import { changeConnection, type ConnectionRow } from '#db/connections/connection.ts';
import type { Database } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { asked, tryTokens } from './check-connection.ts';
import { mergeTokens } from './credential-keeper.ts';
import type { VendorAccess } from './vendor-access.ts';

/** Replaces what the company registered at the vendor, after trying it out. The old credentials work here until the moment of the change. */
export async function rotateCredentials(
  vendors: VendorAccess,
  db: Database,
  row: ConnectionRow,
  client: VendorClient,
  actor: Actor,
): Promise<ConnectionRow> {
  const { keeper } = vendors;
  const tokens = await newTokens(vendors, row, client);
  const found = tokens ? await tryTokens(vendors, row, tokens) : {};
  return changeConnection(
    db,
    row.id,
    (present) => {
      // Its result would be lost, and at some vendors with it the only valid refresh token.
      if (present.tokensVersion !== row.tokensVersion) throw renewedMeanwhile();
      return {
        ...found,
        clientSealed: keeper.sealClient(row.id, client),
        ...(tokens && {
          tokensSealed: keeper.sealTokens(row.id, tokens),
          tokensVersion: present.tokensVersion + 1,
          tokensExpireAt: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt),
        }),
      };
    },
    actor,
  );
}

function renewedMeanwhile(): DomainError {
  return new DomainError('conflict', 'The tokens were renewed meanwhile. Send the request again');
}

/** Null for an application whose administrator has not consented yet: there is nothing to try. */
async function newTokens(vendors: VendorAccess, row: ConnectionRow, client: VendorClient): Promise<VendorTokens | null> {
  if (client.method === 'token') return { accessToken: client.token, accountId: client.accountId };
  const held = vendors.keeper.openTokens(row.id, row.tokensSealed);
  const { oauth } = vendors.connectorOf(row.vendor);
  const request = oauth.renew(client, held, new Date());
  return request && mergeTokens(held ?? undefined, await asked(requestTokens(vendors.http, oauth, request, client)));
}
