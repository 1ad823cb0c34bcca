import { distance } from 'fastest-levenshtein';

/** Letters that are missing, added, wrong or swapped with the next one. */
export function slipsBetween(a: string, b: string): number {
  const found = distance(a, b);
  if (found !== 2 || a.length !== b.length) return found;
  const at = a.split('').findIndex((letter, index) => letter !== b.charAt(index));
  return a.charAt(at) === b.charAt(at + 1) && a.charAt(at + 1) === b.charAt(at) ? 1 : found;
}
