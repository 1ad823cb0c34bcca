import { z } from 'zod';
import type { VendorAccount } from '#connectors/connector.ts';
import type { FieldDescription, ObjectDescription } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { apiVersion } from './hubspot-manifest.ts';
import { referenceFields } from './hubspot-references.ts';

/** HubSpot refuses longer values of text properties. */
const maxTextLength = 65_536;

const Properties = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      fieldType: z.string().optional(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
      calculated: z.boolean().optional(),
      modificationMetadata: z.object({ readOnlyValue: z.boolean().optional() }).optional(),
      showCurrencySymbol: z.boolean().optional(),
    }),
  ),
});
type Property = z.infer<typeof Properties>['results'][number];

const Pipelines = z.object({
  results: z.array(z.object({ id: z.string(), label: z.string(), stages: z.array(z.object({ id: z.string(), label: z.string() })) })),
});
const Schema = z.object({ requiredProperties: z.array(z.string()) });

/** Objects whose records are in a pipeline: the field of the pipeline, and that of the stage. Their values are told by the pipelines only. */
const stagedObjects: Readonly<Record<string, readonly [pipeline: string, stage: string]>> = { deals: ['pipeline', 'dealstage'] };

type Options = FieldDescription['options'];

export async function describe(session: VendorSession, object: string): Promise<ObjectDescription> {
  const name = encodeURIComponent(object);
  const { results } = (await session.call({ method: 'GET', path: `/crm/properties/${apiVersion}/${name}` })).read(Properties);
  const schema = await session.call({ method: 'GET', path: `/crm-object-schemas/${apiVersion}/schemas/${name}` });
  const { requiredProperties } = schema.read(Schema);
  const staged = await readStages(session, object);
  const fields = results.map((property) => toField(property, requiredProperties.includes(property.name), staged));
  return { object, fields: [...fields, ...referenceFields(object)] };
}

async function readStages(session: VendorSession, object: string): Promise<ReadonlyMap<string, Options>> {
  const [pipeline, stage] = stagedObjects[object] ?? [];
  if (pipeline === undefined || stage === undefined) return new Map();
  const path = `/crm/pipelines/${apiVersion}/${encodeURIComponent(object)}`;
  const { results } = (await session.call({ method: 'GET', path })).read(Pipelines);
  const several = results.length > 1;
  return new Map([
    [pipeline, results.map(({ id, label }) => ({ value: id, label }))],
    [
      stage,
      results.flatMap((one) => one.stages.map(({ id, label }) => ({ value: id, label: several ? `${one.label}: ${label}` : label }))),
    ],
  ]);
}

function toField(property: Property, required: boolean, staged: ReadonlyMap<string, Options>): FieldDescription {
  const { name, label, options = [], calculated = false, modificationMetadata } = property;
  const own = staged.get(name);
  const type = own ? 'choice' : typeOf(property);
  const isChoice = type === 'choice' || type === 'choices';
  const listed = options.map(({ value, label: shown }) => ({ value, label: shown }));
  return {
    name,
    label,
    type,
    required,
    readOnly: calculated || modificationMetadata?.readOnlyValue === true,
    maxLength: type === 'text' ? maxTextLength : null,
    options: own ?? (isChoice && listed.length > 0 ? listed : null),
    references: [],
  };
}

function typeOf({ type, fieldType, showCurrencySymbol }: Property): FieldDescription['type'] {
  if (type === 'enumeration') return fieldType === 'checkbox' ? 'choices' : 'choice';
  if (type === 'number') return showCurrencySymbol ? 'money' : 'number';
  if (type === 'bool') return 'boolean';
  if (type === 'date') return 'date';
  if (type === 'datetime') return 'time';
  return type === 'string' || type === 'phone_number' ? 'text' : 'other';
}

const Account = z.object({ portalId: z.number(), uiDomain: z.string().optional(), companyCurrency: z.string().optional() });

/** The scopes come with the tokens of OAuth; a private app's token does not tell. */
export async function identify(session: VendorSession): Promise<VendorAccount> {
  const { portalId, uiDomain } = (await session.call({ method: 'GET', path: '/account-info/v3/details' })).read(Account);
  return { id: String(portalId), name: `${uiDomain ?? 'HubSpot'} ${portalId}`, scopes: null };
}
