import { distance } from 'fastest-levenshtein';

/** The word that was probably meant; undefined if none is similar. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  const [best] = nearestOf(word, among, 1);
  return best;
}

/** Up to `count` similar words, the most similar first. */
export function nearestOf(word: string, among: readonly string[], count: number): string[] {
  const lower = word.toLowerCase();
  const scored = among.map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }));
  // If more than half of the letters differ, it is another word.
  const close = scored.filter(({ candidate, edits }) => edits <= Math.max(word.length, candidate.length) / 2);
  return close
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
