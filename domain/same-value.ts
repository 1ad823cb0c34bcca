/**
 * Whether two values say the same: the order of keys does not matter, nor spaces around a text, nor how its accents are composed. An
 * empty text, list or object is the same as none.
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  return canonicalValue(a) === canonicalValue(b);
}

/** Undefined for values that say nothing. */
function canonicalValue(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') {
    const text = value.normalize('NFC').trim();
    return text === '' ? undefined : JSON.stringify(text);
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : `[${value.map((item) => canonicalValue(item) ?? 'null').join()}]`;
  const members = Object.entries(value).flatMap(([name, part]) => {
    const text = canonicalValue(part);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return members.length === 0 ? undefined : `{${members.toSorted().join()}}`;
}
