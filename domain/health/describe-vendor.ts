import type { Manifest, VendorLimit } from '#domain/connections/manifest.ts';

/** What the manifest of a vendor says; of an unknown one, its key and no limits. */
export type DescribeVendor = (vendor: string) => { label: string; limits: readonly VendorLimit[] };

/** By the connectors of this installation. */
export const describeBy =
  (connectors: ReadonlyMap<string, { manifest: Manifest }>): DescribeVendor =>
  (vendor) => {
    const { label = vendor, limits = [] } = connectors.get(vendor)?.manifest ?? {};
    return { label, limits };
  };
