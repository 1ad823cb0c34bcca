import { memberOf, type Values } from './deal-fields.ts';

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without what is empty: the API takes it for a value. */
export function filled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(filled).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (isObject(value)) {
    const members = Object.entries(value).flatMap(([name, inner]) => {
      const kept = filled(inner);
      return kept === undefined ? [] : [[name, kept] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return value ?? undefined;
}

/** What leads from one to the other as a JSON merge patch (RFC 7396): null takes a member away. */
export function patchOf(before: Values, after: Values): Values {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const [was, is] = [memberOf(before, name), memberOf(after, name)];
      if (JSON.stringify(was) === JSON.stringify(is)) return [];
      return [[name, isObject(was) && isObject(is) ? patchOf(was, is) : (is ?? null)]];
    }),
  );
}
