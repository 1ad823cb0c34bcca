import { type ApiDocument, resolve, type Schema } from '#apps/api/openapi/openapi-model.ts';

/** Both contracts of a comparison; the references of a schema point into its own contract. */
export interface Contracts {
  released: ApiDocument;
  present: ApiDocument;
}

/** What clients send: `after` must accept everything that `before` accepts. */
export function narrowed(before: Schema, after: Schema, at: string, contracts: Contracts): string[] {
  return compare(before, after, at, { ...contracts, side: 'request', seen: new Set() });
}

/** What clients receive: except for new fields, `after` must return nothing that `before` did not allow. */
export function widened(before: Schema, after: Schema, at: string, contracts: Contracts): string[] {
  return compare(before, after, at, { ...contracts, side: 'response', seen: new Set() });
}

interface Comparison extends Contracts {
  side: 'request' | 'response';
  /** Pairs of references that are being compared: schemas can be recursive. */
  seen: Set<string>;
}

function compare(from: Schema, to: Schema, at: string, comparison: Comparison): string[] {
  if (from.$ref !== undefined && to.$ref !== undefined) {
    const pair = `${from.$ref} ${to.$ref}`;
    if (comparison.seen.has(pair)) return [];
    comparison.seen.add(pair);
  }
  const before = resolve(comparison.released, from);
  const after = resolve(comparison.present, to);
  if (before.anyOf || before.oneOf || after.anyOf || after.oneOf) return compareOptions(before, after, at, comparison);
  return [
    ...compareTypes(before, after, at, comparison),
    ...compareEnums(before, after, at, comparison),
    ...compareTexts(before, after, at, comparison),
    ...compareBounds(before, after, at, comparison),
    ...compareProperties(before, after, at, comparison),
    ...(before.items && after.items ? compare(before.items, after.items, `${at}[]`, comparison) : []),
    ...compareOpenness(before, after, at, comparison),
  ];
}

/** Each option of the narrower side needs an option on the other side that includes it. */
function compareOptions(before: Schema, after: Schema, at: string, comparison: Comparison): string[] {
  const isRequest = comparison.side === 'request';
  const [needed, offered] = isRequest ? [optionsOf(before), optionsOf(after)] : [optionsOf(after), optionsOf(before)];
  return needed.flatMap((option) => {
    const faults = offered.map((other) => {
      const trial = { ...comparison, seen: new Set(comparison.seen) };
      return isRequest ? compare(option, other, at, trial) : compare(other, option, at, trial);
    });
    if (faults.some((fault) => fault.length === 0)) return [];
    // With one real option on each side (the other is null), the changes of that option explain more than "no option matches".
    const real = offered.filter((other) => other.type !== 'null');
    const only = faults.find((_fault, i) => offered[i]?.type !== 'null');
    if (option.type !== 'null' && real.length === 1 && only) return only;
    return [isRequest ? `${at}: ${nameOf(option)} is no longer accepted` : `${at}: can now be ${nameOf(option)}`];
  });
}

function optionsOf(schema: Schema): Schema[] {
  return (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap((option) => (option.anyOf || option.oneOf ? optionsOf(option) : [option]));
}

function nameOf(schema: Schema): string {
  return schema.$ref ?? ([schema.type].flat().join(' or ') || 'anything');
}

function compareTypes(before: Schema, after: Schema, at: string, { side }: Comparison): string[] {
  const [earlier, now] = [typesOf(before), typesOf(after)];
  const [needed, offered] = side === 'request' ? [earlier, now] : [now, earlier];
  if (offered === undefined) return [];
  if (needed === undefined) return [`${at}: ${side === 'request' ? 'must now be' : 'is no longer only'} ${offered.join(' or ')}`];
  const missing = needed.filter((type) => !offered.includes(type) && !(type === 'integer' && offered.includes('number')));
  if (missing.length === 0) return [];
  return [`${at}: ${side === 'request' ? 'can no longer be' : 'can now be'} ${missing.join(' or ')}`];
}

function typesOf({ type }: Schema): string[] | undefined {
  return type === undefined ? undefined : [type].flat();
}

function compareEnums(before: Schema, after: Schema, at: string, { side }: Comparison): string[] {
  const [earlier, now] = [valuesOf(before), valuesOf(after)];
  const [needed, offered] = side === 'request' ? [earlier, now] : [now, earlier];
  if (offered === undefined) return [];
  if (needed === undefined) {
    return [side === 'request' ? `${at}: now accepts only ${offered.join(', ')}` : `${at}: is no longer one of ${offered.join(', ')}`];
  }
  const missing = needed.filter((value) => !offered.includes(value));
  if (missing.length === 0 || (side === 'response' && onlyAsGranted.test(at))) return [];
  return [side === 'request' ? `${at}: no longer accepts ${missing.join(', ')}` : `${at}: can now be ${missing.join(', ')}`];
}

/** A credential has the scopes that somebody gave it: a client that knows none of the new ones gets none of them. */
const onlyAsGranted = /\.scopes\[\]$/;

function valuesOf(schema: Schema): string[] | undefined {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return values?.map((value) => JSON.stringify(value));
}

/** Patterns cannot be compared, so in a request every different pattern counts as a change. */
function compareTexts(before: Schema, after: Schema, at: string, { side }: Comparison): string[] {
  if (side === 'request') {
    const names = (['pattern', 'format'] as const).filter((name) => after[name] !== undefined && after[name] !== before[name]);
    // The format of a number only tells how it is stored; its bounds are compared.
    return names.filter((name) => name === 'pattern' || isText(after)).map((name) => `${at}: has a different ${name}`);
  }
  return isText(before) && before.format !== undefined && before.format !== after.format ? [`${at}: is no longer a ${before.format}`] : [];
}

function isText(schema: Schema): boolean {
  return typesOf(schema)?.includes('string') ?? false;
}

const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

/** Requests must not get stricter bounds. In responses a larger bound does not change the meaning. */
function compareBounds(before: Schema, after: Schema, at: string, { side }: Comparison): string[] {
  if (side === 'response') return [];
  const raised = lowest.filter((name) => (after[name] ?? -Infinity) > (before[name] ?? -Infinity));
  const lowered = highest.filter((name) => (after[name] ?? Infinity) < (before[name] ?? Infinity));
  return [...raised, ...lowered].map((name) => `${at}: ${name} is now ${after[name]}; it was ${before[name] ?? 'not set'}`);
}

function compareProperties(before: Schema, after: Schema, at: string, comparison: Comparison): string[] {
  const isRequest = comparison.side === 'request';
  const [earlier, now] = [new Set(before.required), new Set(after.required)];
  const added = isRequest ? [...now].filter((name) => !earlier.has(name)) : [];
  const faults = added.map((name) => `${at}.${name}: is now required`);
  for (const [name, schema] of Object.entries(before.properties ?? {})) {
    const present = after.properties?.[name];
    if (!present) {
      // A schema with additional properties still accepts it.
      if (!isRequest || after.additionalProperties === false) faults.push(`${at}.${name}: was removed`);
      continue;
    }
    if (!isRequest && earlier.has(name) && !now.has(name)) faults.push(`${at}.${name}: can now be missing`);
    faults.push(...compare(schema, present, `${at}.${name}`, comparison));
  }
  return faults;
}

function compareOpenness(before: Schema, after: Schema, at: string, comparison: Comparison): string[] {
  const [earlier, now] = [before.additionalProperties, after.additionalProperties];
  if (typeof earlier === 'object' && typeof now === 'object') return compare(earlier, now, `${at}.*`, comparison);
  const isObject = typesOf(before)?.includes('object') ?? false;
  const isClosed = comparison.side === 'request' && isObject && earlier !== false && now === false;
  return isClosed ? [`${at}: no longer accepts additional fields`] : [];
}
