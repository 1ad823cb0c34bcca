import { choicesOf, type SandboxBook } from '#apps/fakes/sandbox-page.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import { planCreation, planUpdate } from './hubspot-objects.ts';

/** HubSpot's own pages, as far as the sandbox needs them. */
export function hubspotBook(account: HubSpotAccount, flush: () => void): Omit<SandboxBook, 'arrived' | 'sent'> {
  const act = (change: () => unknown): void => {
    account.as('CRM_UI', change);
    flush();
  };
  return {
    vendor: 'HubSpot',
    objects: account.types.map(({ name, properties }) => ({
      name,
      fields: [...properties.values()].filter(({ readOnly }) => !readOnly).map((property) => property.name),
    })),
    records: (object) =>
      account
        .records(object)
        .all()
        .filter(({ archivedAt }) => archivedAt === undefined)
        .toReversed(),
    create: (object, fields) => act(planCreation(account, account.type(object), { properties: { ...defaults[object], ...fields } })),
    update: (object, id, fields) => act(planUpdate(account, account.type(object), id, fields)),
    choices: choicesOf((object) => account.type(object).properties),
    remove: (object, id) => act(() => account.records(object).archive(id)),
  };
}

/** The form sets one field, and a deal needs two. */
const defaults: Record<string, Record<string, string>> = { deals: { dealname: 'New deal', dealstage: 'appointmentscheduled' } };
