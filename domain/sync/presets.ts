import type { FieldError } from '#domain/errors.ts';
import { checkMapping, type LiveObjects } from './mapping-check.ts';
import { Mapping, type ObjectMap, sides, targetsOf } from './mapping.ts';
import { OWN_VENDOR } from './own-deals.ts';
import { type CustomField, dealsToCrm } from './preset-deals-crm.ts';

export const presetNames = ['crm_billing', 'deals_crm'] as const;
export type PresetName = (typeof presetNames)[number];

/** What each is made for, for people. */
export const presetPairs = {
  crm_billing: 'hubspot or salesforce (A) and stripe (B)',
  deals_crm: 'hubspot or salesforce (A) and deals (B)',
} as const satisfies Record<PresetName, string>;

interface Crm {
  object: string;
  name: string;
  domain: string;
  phone: string;
  /** Of fields that a company adds to its CRM. */
  custom: (name: string) => string;
}

const crms: Readonly<Record<string, Crm>> = {
  hubspot: { object: 'companies', name: 'name', domain: 'domain', phone: 'phone', custom: (name) => name },
  salesforce: {
    ...{ object: 'Account', name: 'Name', domain: 'Website', phone: 'Phone' },
    custom: (name) => `${name.replaceAll(/(^|_)([a-z])/g, (_, start: string, letter: string) => start + letter.toUpperCase())}__c`,
  },
};

/**
 * Customers and companies are the same: the CRM owns name and phone, billing owns revenue, status and renewal. No records are created:
 * a company without a subscription is no customer. Null for vendors that it is not made for.
 */
function crmAndBilling(crmVendor: string, billingVendor: string): Mapping | null {
  const crm = crms[crmVendor];
  if (!crm || billingVendor !== 'stripe') return null;
  const shared = (a: string, b: string, owner: string) => ({ a, b, type: 'text', direction: 'both', owner });
  const billed = (name: string, b: string, type: string) => ({ a: crm.custom(name), b, type, direction: 'b_to_a', owner: 'b' });
  return Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: crm.object, b: 'customers', creates: [] },
        links: [
          { how: 'external_id', a: 'id', b: 'metadata.crm_id' },
          { how: 'domain', a: crm.domain, b: 'email' },
        ],
        company: { name: { a: crm.name, b: 'name' }, domain: { a: crm.domain, b: 'email' } },
        subscriptions: { object: 'subscriptions', parent: 'customer' },
        fields: [
          shared(crm.name, 'name', 'prefer_a'),
          shared(crm.phone, 'phone', 'prefer_a'),
          billed('mrr', 'billing:mrr', 'money'),
          billed('mrr_currency', 'billing:currency', 'text'),
          billed('subscription_status', 'billing:status', 'choice'),
          billed('renewal_date', 'billing:renews_on', 'date'),
        ],
      },
    ],
  });
}

export interface Preset {
  mapping: Mapping;
  /** What a company adds to its CRM, to have everything. */
  custom: readonly CustomField[];
}

/** Null for vendors that it is not made for. */
export function findPreset(name: PresetName, aVendor: string, bVendor: string): Preset | null {
  switch (name) {
    case 'crm_billing': {
      const mapping = crmAndBilling(aVendor, bVendor);
      return mapping && { mapping, custom: [] };
    }
    case 'deals_crm':
      return bVendor === OWN_VENDOR ? dealsToCrm(aVendor) : null;
  }
}

/** The part of a mapping that the connected systems can do as they are, and what they lack for the rest. */
export function fitMapping(preset: Mapping, live: LiveObjects): { mapping: Mapping; leftOut: FieldError[] } {
  const mapping = { ...preset, objects: preset.objects.map((map) => withKnownChoices(map, live)) };
  const leftOut = checkMapping(mapping, live);
  const rest = without(mapping, leftOut);
  // Records cannot be created without what has been left out: the key that they are found by, or a field that the target requires.
  return { mapping: without(rest, checkMapping(rest, live)), leftOut };
}

function without(mapping: Mapping, faults: readonly FieldError[]): Mapping {
  const isFaulty = (object: number, part: string) => faults.some(({ pointer }) => `${pointer}/`.startsWith(`/objects/${object}/${part}/`));
  const objects = mapping.objects.map((map, object) => ({
    ...map,
    links: map.links.filter((_, index) => !isFaulty(object, `links/${index}`)),
    company: isFaulty(object, 'company') ? undefined : map.company,
    creates: isFaulty(object, 'creates') ? [] : map.creates,
    fields: map.fields.filter((_, index) => !isFaulty(object, `fields/${index}`)),
  }));
  return { ...mapping, objects };
}

/** Without the pairs of values that a system does not have: a company can remove choices that it does not use. */
function withKnownChoices(map: ObjectMap, live: LiveObjects): ObjectMap {
  const fields = map.fields.map((field) => {
    const values = field.values.filter((pair) =>
      sides.every((side) => {
        const options = targetsOf(field).includes(side)
          ? live[side].get(map[side])?.fields.find(({ name }) => name === field[side])?.options
          : null;
        return !options || options.some(({ value }) => value === pair[side]);
      }),
    );
    // Without any pair, all values would pass as they are.
    return values.length === 0 ? field : { ...field, values };
  });
  return { ...map, fields };
}
