import { z } from 'zod';
import type { VendorAccount } from '#connectors/connector.ts';
import type { FieldDescription, ObjectDescription } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { apiVersion } from './salesforce-manifest.ts';

export const dataPath = `/services/data/${apiVersion}`;

const Described = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      length: z.number().optional(),
      nillable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      createable: z.boolean(),
      updateable: z.boolean(),
      restrictedPicklist: z.boolean().optional(),
      picklistValues: z.array(z.object({ value: z.string(), label: z.string().nullable(), active: z.boolean() })).optional(),
      referenceTo: z.array(z.string()).optional(),
    }),
  ),
});
type Field = z.infer<typeof Described>['fields'][number];

const types: Readonly<Record<string, FieldDescription['type']>> = {
  ...{ string: 'text', textarea: 'text', email: 'text', phone: 'text', url: 'text', id: 'text', combobox: 'text', encryptedstring: 'text' },
  ...{ int: 'number', long: 'number', double: 'number', percent: 'number', currency: 'money', boolean: 'boolean' },
  ...{ date: 'date', datetime: 'time', picklist: 'choice', multipicklist: 'choices', reference: 'reference' },
};

export async function describe(session: VendorSession, object: string): Promise<ObjectDescription> {
  // The describe of an object with hundreds of fields and picklists has megabytes.
  const call = { method: 'GET', path: `${dataPath}/sobjects/${encodeURIComponent(object)}/describe`, maxBytes: 32 * 1024 * 1024 } as const;
  const { fields } = (await session.call(call)).read(Described);
  return { object, fields: fields.map(toField) };
}

const described = new WeakMap<VendorSession, Map<string, Promise<ObjectDescription>>>();

/** Asked once in a session: every read needs the types, and they rarely change. */
export function describeOnce(session: VendorSession, object: string): Promise<ObjectDescription> {
  const known = described.get(session) ?? new Map<string, Promise<ObjectDescription>>();
  described.set(session, known);
  const asked = known.get(object) ?? describe(session, object);
  known.set(object, asked);
  // The next read asks again.
  asked.catch(() => known.delete(object));
  return asked;
}

function toField(field: Field): FieldDescription {
  const { name, label, length = 0, nillable, defaultedOnCreate, createable, updateable, picklistValues = [], referenceTo = [] } = field;
  const type = types[field.type] ?? 'other';
  const isRestricted = (type === 'choice' || type === 'choices') && field.restrictedPicklist === true;
  const active = picklistValues.filter((value) => value.active);
  return {
    name,
    label,
    type,
    required: createable && !nillable && !defaultedOnCreate,
    readOnly: !createable && !updateable,
    maxLength: type === 'text' && length > 0 ? length : null,
    options: isRestricted ? active.map((one) => ({ value: one.value, label: one.label ?? one.value })) : null,
    references: referenceTo,
  };
}

const Organization = z.object({ records: z.array(z.object({ Id: z.string(), Name: z.string() })).length(1) });

/** Needs the scope `api` only, which the user information does not. */
export async function identify(session: VendorSession): Promise<VendorAccount> {
  const answer = await session.call({
    method: 'GET',
    path: `${dataPath}/query`,
    query: { q: 'SELECT Id, Name FROM Organization LIMIT 1' },
  });
  const [organization] = answer.read(Organization).records;
  return { id: organization?.Id ?? '', name: organization?.Name ?? 'Salesforce', scopes: null };
}
