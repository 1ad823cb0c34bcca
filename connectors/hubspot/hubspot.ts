import type { Connector } from '#connectors/connector.ts';
import { hubspotAssociations } from './hubspot-associations.ts';
import { describe, identify } from './hubspot-describe.ts';
import { hubspotInbound } from './hubspot-inbound.ts';
import { hubspotJournal } from './hubspot-journal.ts';
import { hubspotDivision } from './hubspot-listing.ts';
import { hubspotManifest } from './hubspot-manifest.ts';
import { hubspotOauth } from './hubspot-oauth.ts';
import { hubspotProtocol } from './hubspot-protocol.ts';
import { readMany, readPage } from './hubspot-read.ts';
import { writeBatch } from './hubspot-references.ts';

/** HubSpot by its date-versioned CRM API. `url` replaces all of its hosts. */
export function createHubspot(url?: string): Connector {
  const api = url ?? 'https://api.hubapi.com';
  return {
    manifest: hubspotManifest,
    oauth: hubspotOauth({ app: url ?? 'https://app.hubspot.com', api }),
    protocol: hubspotProtocol(api),
    objects: { identify, describe, readPage, division: hubspotDivision, readMany, writeBatch },
    associations: hubspotAssociations,
    inbound: hubspotInbound,
    // Webhooks of an app are set up in the app itself, once for all accounts.
    subscriptions: null,
    feed: hubspotJournal(api),
    statusFeed: { format: 'statuspage', url: 'https://status.hubspot.com/api/v2/summary.json' },
  };
}
