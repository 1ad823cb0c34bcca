/**
 * Whether two names of RFC 4514 (`CN=api,O=Acme\, Inc.,C=DE`) say the same, whatever the spaces around their parts and the
 * case of the attribute types. Values are compared as they are written, which is stricter than X.500 and safe.
 */
export function isSameName(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length > 0 && left.length === right.length && left.every((part, i) => part === right[i]);
}

export function isDistinguishedName(text: string): boolean {
  const parts = partsOf(text);
  return parts.length > 0 && parts.every((part) => /^([A-Z][\w-]*|\d+(\.\d+)*)=.+$/s.test(part));
}

/** Node prints a part a line, the most general first and already escaped; RFC 4514 wants the most specific first. */
export function nameFromLines(subject: string): string {
  return subject.split('\n').filter(Boolean).toReversed().join(',');
}

/** Between commas that no backslash escapes. */
function partsOf(name: string): string[] {
  return (name.match(/(?:\\.|[^,\\])+/gs) ?? []).map((part) => {
    const [type = '', ...value] = part.trim().split('=');
    return `${type.trim().toUpperCase()}=${value.join('=').trim()}`;
  });
}
