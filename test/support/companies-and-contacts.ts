import type { FieldSpec } from '#apps/fakes/field-spec.ts';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';

const ample = { max: 1_000_000, windowMs: 1_000 };

/** A HubSpot without limits, whose companies (A) and contacts (B) stand for each other. */
export async function startCompaniesAndContacts(): Promise<HubSpotFake> {
  const hubspot = await startHubSpot({ port: 0, limits: { burst: ample, daily: ample, search: ample } });
  const { account } = hubspot;
  const id = (name: string): FieldSpec => ({ name, label: name, type: 'text', unique: true, maxLength: 64 });
  account.addProperty('contacts', id('company_id'));
  account.addProperty('companies', id('contact_id'));
  account.addProperty('contacts', { name: 'country', label: 'Country', type: 'text' });
  return hubspot;
}

/** A decides about names, B about countries. */
export const companiesAndContacts = (connectionId: string, { creates }: { creates: ('a' | 'b')[] }) => ({
  name: `bench ${Math.random()}`,
  ...{ a_connection_id: connectionId, b_connection_id: connectionId, interval_seconds: 86_400, max_change_percent: 100 },
  mapping: {
    objects: [
      {
        ...{ name: 'account', a: 'companies', b: 'contacts', creates },
        links: [
          { how: 'external_id', a: 'id', b: 'company_id' },
          { how: 'external_id', a: 'contact_id', b: 'id' },
        ],
        fields: [
          { a: 'name', b: 'company', type: 'text', direction: 'both', owner: 'a' },
          { a: 'country', b: 'country', type: 'text', direction: 'both', owner: 'b' },
        ],
      },
    ],
  },
});
