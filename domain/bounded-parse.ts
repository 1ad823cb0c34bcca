import type { z } from 'zod';
import { hasMoreThan } from './bounded-record.ts';

/**
 * The result of a schema, whose bounds are checked before what is beyond them is looked at. zod checks the length of a list or map after all
 * of its items, and each wrong item is an error. So what is too long is cut to one item too many first, which is an error like the rest.
 */
export function parseBounded<Schema extends z.ZodType>(schema: Schema, value: unknown): z.ZodSafeParseResult<z.output<Schema>> {
  return schema.safeParse(cutterOf(schema)?.(value) ?? value);
}

/** Returns a value without what is beyond its bounds: the same if there is nothing. */
type Cutter = (value: unknown) => unknown;

const known = new WeakMap<z.core.$ZodType, Cutter | null>();

/** Undefined for a schema without bounds. */
function cutterOf(schema: z.core.$ZodType): Cutter | undefined {
  let cutter = known.get(schema);
  if (cutter === undefined) known.set(schema, (cutter = makeCutter(schema as z.core.$ZodTypes) ?? null));
  return cutter ?? undefined;
}

function makeCutter(schema: z.core.$ZodTypes): Cutter | undefined {
  const { def } = schema._zod;
  if ('innerType' in def) return cutterOf(def.innerType);
  if (def.type === 'pipe') return cutterOf(def.in);
  if (def.type === 'array') return listCutter(schema._zod.bag['maximum'], cutterOf(def.element));
  if (def.type === 'record') return mapCutter((schema as unknown as z.ZodType).meta()?.['maxProperties']);
  return def.type === 'object' ? objectCutter(def) : undefined;
}

function listCutter(max: unknown, cutItem: Cutter | undefined): Cutter | undefined {
  if (typeof max !== 'number' && !cutItem) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return value;
    const list: unknown[] = typeof max === 'number' && value.length > max ? value.slice(0, max + 1) : value;
    return cutItem ? replaceAll(list, list.map(cutItem)) : list;
  };
}

/** The same list if nothing in it was cut. */
const replaceAll = (before: unknown[], after: unknown[]): unknown[] =>
  after.some((item, index) => item !== before[index]) ? after : before;

/** Of a map only the number of members matters: none has lists in it. */
function mapCutter(max: unknown): Cutter | undefined {
  if (typeof max !== 'number') return undefined;
  return (value) => (isObject(value) && hasMoreThan(value, max) ? Object.fromEntries(Object.entries(value).slice(0, max + 1)) : value);
}

function objectCutter({ shape }: z.core.$ZodObjectDef): Cutter | undefined {
  const cutters = Object.entries(shape).flatMap(([name, part]) => {
    const cut = cutterOf(part);
    return cut ? [[name, cut] as const] : [];
  });
  if (cutters.length === 0) return undefined;
  return (value) => {
    if (!isObject(value)) return value;
    const changed = cutters.flatMap(([name, cut]) => {
      const [before, after] = [value[name], cut(value[name])];
      return before === after ? [] : [[name, after] as const];
    });
    return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
  };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
