import { SIGNED_VENDOR } from '#domain/connections/inbound.ts';
import type { SignedSource } from '#domain/connections/signed-source.ts';
import type { InboundVendor } from './inbound.ts';
import type { Connectors } from './index.ts';
import { sources } from './sources/index.ts';
import { createSignedSource } from './sources/signed-source.ts';

/** Everything that can send webhooks here. */
export interface InboundVendors {
  readonly names: readonly string[];
  /** Undefined if this vendor sends none. */
  find(vendor: string, scheme: SignedSource | null): InboundVendor | undefined;
}

export function createInboundVendors(connectors: Connectors): InboundVendors {
  const known = new Map(sources);
  for (const [vendor, { inbound }] of connectors) if (inbound) known.set(vendor, inbound);
  return {
    names: [...known.keys(), SIGNED_VENDOR].toSorted(),
    find: (vendor, scheme) => (vendor === SIGNED_VENDOR ? scheme && createSignedSource(scheme) : known.get(vendor)) ?? undefined,
  };
}
