import type { JsonSchema } from './json-schema.ts';
import { costOfPattern } from './pattern-cost.ts';

/** Larger schemas are evaluated elsewhere: compiling them takes tens of milliseconds. */
const MAX_COST = 2_000;

/**
 * Keywords whose cost does not follow from the sizes of the schema and the value: regular expressions of names backtrack, uniqueItems compares
 * every pair of items, and dynamic references are resolved during validation.
 */
const unbounded = new Set(['patternProperties', '$dynamicRef', '$recursiveRef', 'unevaluatedProperties', 'unevaluatedItems']);
/** Their regular expressions read each character once. All other formats are left to the evaluator. */
const linearFormats = new Set(['date', 'time', 'date-time', 'uuid', 'email', 'hostname', 'ipv4']);
/** Their values are data, not schemas. */
const dataKeywords = new Set(['enum', 'const', 'default', 'examples', 'example', 'required', 'dependentRequired', 'type', '$comment']);

/**
 * An upper bound for the steps that each value of the checked data takes: the number of values in the schema, each counted as often as a
 * reference leads to it. Null if there is no such bound, or if it is too large.
 */
export function costOf(schema: JsonSchema): number | null {
  let cost = 0;
  const add = (node: unknown, references: readonly string[], isData: boolean): boolean => {
    if (++cost > MAX_COST) return false;
    if (typeof node !== 'object' || node === null) return true;
    if (isData || Array.isArray(node)) return Object.values(node).every((part) => add(part, references, isData));
    return Object.entries(node).every(([keyword, part]) => {
      if (unbounded.has(keyword) || (keyword === 'uniqueItems' && part !== false)) return false;
      if (keyword === 'pattern') return addPattern(part);
      if (keyword === 'format') return typeof part === 'string' && linearFormats.has(part);
      if (keyword === '$ref') return follow(part, references);
      // Definitions cost something only where a reference leads to them.
      if (keyword === '$defs' || keyword === 'definitions') return true;
      if (keyword === 'properties' || keyword === 'dependentSchemas') return addEach(part, references);
      return add(part, references, dataKeywords.has(keyword));
    });
  };
  const addPattern = (pattern: unknown): boolean => {
    const ways = typeof pattern === 'string' ? costOfPattern(pattern) : null;
    cost += ways ?? 0;
    return ways !== null;
  };
  /** Members are named by the author of the schema: `pattern` is a property here. */
  const addEach = (schemas: unknown, references: readonly string[]): boolean =>
    typeof schemas === 'object' && schemas !== null && Object.values(schemas).every((part) => add(part, references, false));
  const follow = (reference: unknown, references: readonly string[]): boolean => {
    if (typeof reference !== 'string' || references.includes(reference)) return false;
    const target = resolve(schema, reference);
    return target !== undefined && add(target, [...references, reference], false);
  };
  // A recursive schema has no bound: `#` leads to what is being counted.
  return add(schema, ['#'], false) ? cost : null;
}

/** Only pointers within the schema; anchors and other documents are left to the evaluator. */
function resolve(schema: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#/') || reference.includes('%')) return undefined;
  let at: unknown = schema;
  for (const part of reference.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}
