import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { VendorClock } from '#apps/fakes/vendor-clock.ts';
import type { VendorServer } from '#apps/fakes/vendor-server.ts';
import type { VendorTokens } from '#connectors/oauth-vendor.ts';

/** A fake with what the suite needs to know about its vendor. Everything else is the same for all. */
export interface ConformingVendor extends VendorServer {
  clock: VendorClock;
  tokens: VendorTokens;
  /** An object whose records the suite reads and writes. */
  object: string;
  /** So many records that they do not fit on one page. */
  severalPages: number;
  /** A text field of it that is not unique. */
  field: string;
  /** Makes a record directly, as a person in the vendor's own pages. */
  create(name: string): string;
  rename(id: string, name: string): void;
  remove(id: string): void;
  /** Merges two records and returns the id of the one that survived. Absent if the vendor merges none. */
  merge?(winner: string, loser: string): string;
  /** An object whose records can be linked to those of `object`, if links are kept apart from the fields. */
  linked?: { object: string; create(name: string): string };
}

/** Ample, so that the suite is about the contract and not about limits. */
const ample = { max: 100_000, windowMs: 1_000 };

/** One entry for each connector of the registry: a connector without one fails the suite. */
export const conformingVendors: Record<string, () => Promise<ConformingVendor>> = {
  async hubspot() {
    const fake = await startHubSpot({ port: 0, limits: { burst: ample, search: ample, daily: ample } });
    const records = fake.records('contacts');
    return {
      ...fake,
      ...{ tokens: { accessToken: fake.privateToken }, object: 'contacts', severalPages: 250, field: 'lastname' },
      create: (name) => records.create({ lastname: name }).id,
      rename: (id, name) => void records.update(id, { lastname: name }),
      remove: (id) => void records.archive(id),
      merge: (winner, loser) => fake.account.merge('contacts', winner, loser),
      linked: { object: 'companies', create: (name) => fake.records('companies').create({ name }).id },
    };
  },

  async salesforce() {
    const fake = await startSalesforce({ port: 0 });
    const { accessToken } = fake.grants.issue({ clientId: fake.app.id, scopes: ['api', 'refresh_token'] });
    const records = fake.records('Contact');
    return {
      ...fake,
      ...{ tokens: { accessToken, instanceUrl: fake.url }, object: 'Contact', severalPages: 2_100, field: 'LastName' },
      create: (name) => records.create({ LastName: name }).id,
      rename: (id, name) => void records.update(id, { LastName: name }),
      remove: (id) => void records.archive(id),
      merge(winner, loser) {
        fake.org.merge('Contact', winner, [loser]);
        return winner;
      },
    };
  },

  async stripe() {
    const fake = await startStripe({ port: 0, limits: { account: ample, endpoint: ample, search: ample } });
    return {
      ...fake,
      ...{ tokens: { accessToken: fake.secretKey }, object: 'customers', severalPages: 250, field: 'name' },
      create: (name) => fake.account.create('customer', { name }).id,
      rename: (id, name) => void fake.account.update('customer', id, { name }),
      remove: (id) => void fake.account.delete('customer', id),
    };
  },
};
