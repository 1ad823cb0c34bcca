import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Connector, VendorAccount } from '#connectors/connector.ts';
import type { ObjectDescription } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { stripeFields } from './stripe-fields.ts';
import { stripeInbound } from './stripe-inbound.ts';
import { stripeDivision } from './stripe-listing.ts';
import { stripeManifest } from './stripe-manifest.ts';
import { stripeOauth } from './stripe-oauth.ts';
import { stripeProtocol } from './stripe-protocol.ts';
import { readMany, readPage } from './stripe-read.ts';
import { stripeSubscriptions } from './stripe-subscriptions.ts';
import { writeBatch } from './stripe-write.ts';

/** Stripe by its v1 API. `url` replaces all of its hosts. */
export function createStripe(url?: string): Connector {
  const api = url ?? 'https://api.stripe.com';
  return {
    manifest: stripeManifest,
    oauth: stripeOauth({ api, marketplace: url ?? 'https://marketplace.stripe.com', connect: url ?? 'https://connect.stripe.com' }),
    protocol: stripeProtocol(api),
    objects: { identify, describe, readPage, division: stripeDivision, readMany, writeBatch },
    associations: null,
    inbound: stripeInbound,
    subscriptions: stripeSubscriptions,
    feed: null,
    statusFeed: { format: 'stripe', url: 'https://status.stripe.com/current' },
  };
}

const Account = z.object({
  id: z.string(),
  settings: z.object({ dashboard: z.object({ display_name: z.string().nullish() }).optional() }).nullish(),
});

/** A key does not tell its permissions: the first call that lacks one does. */
async function identify(session: VendorSession): Promise<VendorAccount> {
  const answer = await session.call({ method: 'GET', path: '/v1/account', draws: [{ id: 'endpoint', key: 'GET account' }] });
  const { id, settings } = answer.read(Account);
  return { id, name: settings?.dashboard?.display_name ?? id, scopes: null };
}

function describe(_session: VendorSession, object: string): Promise<ObjectDescription> {
  const fields = stripeFields[object];
  if (!fields) return Promise.reject(new ConnectorError('rejected', `there is no description of ${object}`));
  return Promise.resolve({ object, fields: [...fields] });
}
