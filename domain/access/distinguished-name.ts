/**
 * Whether two RFC 4514 names (`CN=api,O=Acme\, Inc.,C=DE`) are equal, ignoring spaces around their parts and the case of attribute types.
 * Values are compared literally, which is stricter than X.500 and safe.
 */
export function isSameName(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length > 0 && left.length === right.length && left.every((part, i) => part === right[i]);
}

export function isDistinguishedName(text: string): boolean {
  const parts = partsOf(text);
  return parts.length > 0 && parts.every((part) => /^([A-Z][\w-]*|\d+(\.\d+)*)=.+$/s.test(part));
}

/** Node prints one part per line, already escaped, with the most general part first. RFC 4514 puts the most specific part first. */
export function nameFromLines(subject: string): string {
  return subject.split('\n').filter(Boolean).toReversed().join(',');
}

/** Splits a name at unescaped commas. */
function partsOf(name: string): string[] {
  return (name.match(/(?:\\.|[^,\\])+/gs) ?? []).map((part) => {
    const [type = '', ...value] = part.trim().split('=');
    return `${type.trim().toUpperCase()}=${value.join('=').trim()}`;
  });
}
