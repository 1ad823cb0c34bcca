import { fromPointer } from './field-error.ts';

/** What a JSON Pointer leads to; undefined if there is nothing. */
export function valueAt(json: unknown, pointer: string): unknown {
  return fromPointer(pointer).reduce(
    (value: unknown, name) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
    json,
  );
}

/** The text or number there, as text. */
export function textAt(json: unknown, pointer: string): string | null {
  const value = valueAt(json, pointer);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
