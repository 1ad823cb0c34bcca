import type { FieldValue, Fields } from '#connectors/record.ts';
import { stripeFields } from './stripe-fields.ts';

export type Pairs = (readonly [name: string, value: string])[];

/** `address.city` becomes `address[city]`; an empty value unsets. A field of parts, such as `items`, is given as JSON. */
export function toForm(object: string, fields: Fields): Pairs {
  const types = new Map(stripeFields[object]?.map(({ name, type }) => [name, type]));
  return Object.entries(fields).flatMap(([name, value]): Pairs => {
    const dot = name.indexOf('.');
    const key = dot === -1 ? name : `${name.slice(0, dot)}[${name.slice(dot + 1)}]`;
    if (types.get(name) === 'other' && typeof value === 'string') return nested(key, value);
    return flat(key, types.get(name), value);
  });
}

function flat(key: string, type: string | undefined, value: FieldValue): Pairs {
  if (value === null) return [[key, '']];
  if (typeof value === 'object') return value.map((one, place) => [`${key}[${place}]`, one] as const);
  if (type === 'time' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
    return [[key, String(Math.floor(Date.parse(value) / 1_000))]];
  }
  return [[key, String(value)]];
}

function nested(key: string, text: string): Pairs {
  try {
    return pairsOf(key, JSON.parse(text) as unknown);
  } catch {
    return [[key, text]];
  }
}

function pairsOf(key: string, value: unknown): Pairs {
  if (Array.isArray(value)) return value.flatMap((one, place) => pairsOf(`${key}[${place}]`, one));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, one]) => pairsOf(`${key}[${name}]`, one));
  if (value === null) return [[key, '']];
  return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
}
