import type { Connector } from './connector.ts';
import { createHubspot } from './hubspot/hubspot.ts';
import { createSalesforce } from './salesforce/salesforce.ts';
import { createStripe } from './stripe/stripe.ts';

const factories = { hubspot: createHubspot, salesforce: createSalesforce, stripe: createStripe } satisfies Record<
  string,
  (url?: string) => Connector
>;

/** Every vendor, by the `vendor` of its manifest. `urls` sends a vendor's calls elsewhere, for the fakes. */
export type Connectors = ReadonlyMap<string, Connector>;

export function createConnectors(urls: Readonly<Record<string, string>> = {}): Connectors {
  return new Map(Object.entries(factories).map(([vendor, create]) => [vendor, create(urls[vendor])]));
}
