import { parseWebsite } from '#domain/accounts/web-domain.ts';
import { toMinor } from '#domain/money.ts';
import { isSameValue } from '#domain/same-value.ts';
import { editableFields } from './deal-states.ts';
import type { DealFields } from './deal.ts';

/** The names of the fields whose values differ, and not only how they are written: 48000 EUR is 48000.00 EUR. */
export function changedFields(before: Partial<DealFields>, after: Partial<DealFields>): (keyof DealFields)[] {
  const [old, now] = [comparable(before), comparable(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])] as (keyof DealFields)[];
  return names.filter((name) => !isSameValue(old[name], now[name]));
}

/**
 * The fields after an update in which null removes a field, and those whose value changes. A field that must not be changed keeps its
 * spelling.
 */
export function mergeFields(
  present: Parameters<typeof editableFields>[0] & { fields: DealFields },
  sent: { [Name in keyof DealFields]?: DealFields[Name] | null | undefined },
): { fields: DealFields; changed: (keyof DealFields)[] } {
  const whole = withoutNull({ ...present.fields, ...sent });
  const changed = changedFields(present.fields, whole);
  const editable = editableFields(present);
  const written = Object.entries(sent).filter(([name]) => editable === null || editable.includes(name));
  return { fields: withoutNull({ ...present.fields, ...Object.fromEntries(written) }), changed };
}

// What is stored is not validated again: it may be older than a rule.
const withoutNull = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as DealFields;

/** The fields in one spelling, to compare them. */
function comparable({ customer, expected_value: value, ...fields }: Partial<DealFields>): { [Name in keyof DealFields]?: unknown } {
  return {
    ...fields,
    ...(customer && {
      customer: {
        ...customer,
        website: customer.website === undefined ? undefined : siteOf(customer.website),
        other_websites: customer.other_websites?.map(siteOf),
        duns: customer.duns?.replaceAll('-', ''),
      },
    }),
    ...(value && { expected_value: { minor: toMinor(value).toString(), currency: value.currency } }),
  };
}

/** People write an address with and without its scheme and its last slash. */
function siteOf(website: string): string {
  const url = parseWebsite(website);
  return url ? `${url.host}${url.pathname.replace(/\/$/, '')}${url.search}` : website.trim();
}
