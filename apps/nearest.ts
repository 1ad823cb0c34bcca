import { distance } from 'fastest-levenshtein';

/** The word that was probably meant: undefined when there is nothing to choose from or nothing is close. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  const [best] = nearestOf(word, among, 1);
  return best;
}

/** Up to `count` words that could have been meant, the likeliest first. */
export function nearestOf(word: string, among: readonly string[], count: number): string[] {
  const lower = word.toLowerCase();
  const scored = among.map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }));
  // More than half of the letters changed is another word.
  const close = scored.filter(({ candidate, edits }) => edits <= Math.max(word.length, candidate.length) / 2);
  return close
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
