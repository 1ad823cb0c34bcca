import { type ApiDocument, type Schema, schemaRoots } from './openapi-model.ts';
import { joinSentences, pascal, singular } from './openapi-words.ts';

/** An object, an enum or a union that has no name, where it is written. */
interface Unnamed {
  /** Such as `Deal.customer.contacts` or `listDeals.stage`; `#` before the option of a union. */
  place: string;
  schema: Schema;
  /** Equal for equal schemas. */
  key: string;
  /** Of the component or operation that it is part of. */
  owner: string;
  parent: Unnamed | undefined;
  /** What it is called within its parent. */
  word: string;
}

/**
 * Makes every object, enum and union of the document a component with a name, because generators number those that have none, and the names
 * of some collide. Equal ones share a component. openapi-names.ts has the chosen names; others follow from their place: `Deal` and `crm`
 * make `DealCrm`.
 */
export function nameSchemas(document: ApiDocument, chosen: Readonly<Record<string, string>>): void {
  const found = findUnnamed(document);
  const places = new Set(found.map(({ place }) => place));
  const stale = Object.keys(chosen).filter((place) => !places.has(place));
  if (stale.length > 0) throw new Error(`The API has no such schemas: remove ${stale.join(', ')} from openapi-names.ts`);
  const schemas = document.components?.schemas ?? {};
  const names = new Map<string, string>();
  const takenBy = new Map(Object.entries(schemas).map(([name, schema]) => [name, keyOf(schema)]));
  for (const [key, group] of Map.groupBy(found, (one) => one.key)) {
    const name = nameOf(group, names, chosen);
    const taken = takenBy.get(name);
    if (taken !== undefined && taken !== key) {
      throw new Error(`Two schemas of the API would be named ${name}: choose a name for ${group[0]?.place} in openapi-names.ts`);
    }
    takenBy.set(name, key);
    names.set(key, name);
  }
  // From the inside to the outside, so that what becomes a component has its own parts replaced.
  for (const one of found.toReversed()) replace(one, names.get(one.key) ?? '', schemas);
  document.components = {
    ...document.components,
    schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Throws if a schema in several places has no chosen name: one derived from a place would change with the others. */
function nameOf(group: Unnamed[], names: ReadonlyMap<string, string>, chosen: Readonly<Record<string, string>>): string {
  const [first] = group;
  if (!first) return '';
  const places = [...new Set(group.map(({ place }) => place))];
  const name = places.map((place) => chosen[place]).find((one) => one !== undefined);
  if (name === undefined && places.length > 1) {
    throw new Error(`Equal schemas of the API need one name: choose it for ${places.join(' or ')} in openapi-names.ts`);
  }
  return name ?? derivedName(first, (first.parent && names.get(first.parent.key)) ?? first.owner);
}

/** `…Input` stays the end of the names of inputs. */
function derivedName({ word }: Unnamed, within: string): string {
  const input = within.endsWith('Input') ? 'Input' : '';
  return `${within.slice(0, within.length - input.length)}${word}${input}`;
}

function replace({ schema }: Unnamed, name: string, schemas: Record<string, Schema>): void {
  const { description, default: standard, readOnly, deprecated, ...rest } = schema;
  schemas[name] ??= rest;
  for (const key of Object.keys(schema)) delete schema[key as keyof Schema];
  Object.assign(schema, { $ref: `#/components/schemas/${name}` }, withText(description, standard));
  if (readOnly !== undefined) schema.readOnly = readOnly;
  if (deprecated !== undefined) schema.deprecated = deprecated;
}

/** Generators ignore a default beside a reference, or cannot compile it; people read it. */
function withText(description: string | undefined, standard: unknown): Schema {
  const said =
    standard === undefined || standard === null
      ? undefined
      : `Default: \`${typeof standard === 'string' ? standard : JSON.stringify(standard)}\``;
  const text = joinSentences(description, said);
  return text === '' ? {} : { description: text };
}

/** In the order of the document, each before its parts. Webhooks have none: oapi-codegen drops components that only webhooks refer to. */
export function findUnnamed(document: ApiDocument): Unnamed[] {
  return schemaRoots(document).flatMap(({ owner, part, schema, of }) => {
    if (of === 'webhook') return [];
    if (of === 'component') return partsOf(schema, { place: owner, owner, parent: undefined, property: owner });
    const place = part === '' ? owner : `${owner}.${part}`;
    return unnamedIn(schema, pascal(part), { place, owner: pascal(owner), parent: undefined, property: part });
  });
}

interface Context {
  place: string;
  owner: string;
  parent: Unnamed | undefined;
  /** The property whose value this is. */
  property: string;
}

/** The schema itself if it needs a name, and all within it that do. */
function unnamedIn(schema: Schema, word: string, context: Context): Unnamed[] {
  if (!needsName(schema)) return partsOf(schema, context);
  const { place, owner, parent } = context;
  const one: Unnamed = { place, schema, key: keyOf(schema), owner, parent, word };
  return [one, ...partsOf(schema, { ...context, parent: one })];
}

function partsOf(schema: Schema, context: Context): Unnamed[] {
  const { place, property } = context;
  const each = [schema.items, typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined];
  const options = optionsOf(schema);
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      unnamedIn(inner, pascal(name), { ...context, place: `${place}.${name}`, property: name }),
    ),
    ...each.flatMap((inner) => (inner ? unnamedIn(inner, pascal(singular(property)), context) : [])),
    ...options.flatMap((option, index) => {
      if (options.length === 1) return unnamedIn(option, pascal(property), context);
      const tag = tagOf(option) ?? String(index + 1);
      return unnamedIn(option, pascal(tag), { ...context, place: `${place}#${tag}` });
    }),
  ];
}

/** Null is not one: an optional object has the object's name. */
const optionsOf = ({ anyOf = [], oneOf = [] }: Schema): Schema[] => [...anyOf, ...oneOf].filter(({ type }) => type !== 'null');

function needsName(schema: Schema): boolean {
  return schema.enum !== undefined || Object.keys(schema.properties ?? {}).length > 0 || optionsOf(schema).length > 1;
}

/** The constant by which the option of a union is recognized. */
function tagOf({ properties = {} }: Schema): string | undefined {
  const constant = Object.values(properties).find((property) => typeof property.const === 'string')?.const;
  return typeof constant === 'string' ? constant : undefined;
}

/** What is said about it in one place is not part of it. */
function keyOf({ default: _default, readOnly: _readOnly, deprecated: _deprecated, ...schema }: Schema): string {
  return JSON.stringify(plainOf(schema, false));
}

/** Sorted, without prose. Properties can be named like a keyword. */
function plainOf(value: unknown, areNames: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => plainOf(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => areNames || !['description', 'example', 'examples'].includes(name));
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, inner]) => [name, plainOf(inner, !areNames && name === 'properties')]));
}
