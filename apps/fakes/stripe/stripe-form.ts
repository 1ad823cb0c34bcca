import { refuse } from './stripe-errors.ts';

/** What a form with keys such as `items[0][price]` says: text, lists and objects of it. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type Form = { [name: string]: FormValue };

export function decodeForm(text: string): Form {
  const form = Object.create(null) as Form;
  for (const [key, value] of new URLSearchParams(text)) {
    const path = [...key.matchAll(/^[^[\]]+|\[([^[\]]*)\]/g)].map(([whole, inner]) => inner ?? whole);
    if (path.length === 0 || path.length > 6) throw refuse({ message: `Invalid key: ${key}`, param: key });
    put(form, path, value);
  }
  return form;
}

function put(target: Form | FormValue[], [name = '', ...rest]: string[], value: string): void {
  const isList = Array.isArray(target);
  const key = isList && name === '' ? String(target.length) : name;
  const own = target as Form;
  if (rest.length === 0) {
    own[key] = value;
    return;
  }
  const next = Object.hasOwn(own, key) ? own[key] : undefined;
  const isItem = rest[0] === '' || /^\d+$/.test(rest[0] ?? '');
  const inner = typeof next === 'object' ? next : isItem ? [] : (Object.create(null) as Form);
  own[key] = inner;
  put(inner, rest, value);
}
