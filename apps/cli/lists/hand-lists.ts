/** Lists that nobody publishes in a form that a program reads. */
export const handLists = [
  'abbreviations.json',
  'descriptions.json',
  'east-asian-descriptions.json',
  'east-asian-trades.json',
  'placeholders.json',
  'platform-hosts.json',
  'short-legal-forms.json',
  'small-words.json',
  'surnames.json',
  'trades.json',
  'translations.json',
];

/** Words in lower case, each once, sorted. Of an object the keys too. */
export function inOrder(list: unknown): unknown {
  if (Array.isArray(list)) return [...new Set(list.map((word) => String(word).trim().toLowerCase()))].toSorted();
  if (typeof list !== 'object' || list === null) return String(list).trim().toLowerCase();
  const entries = Object.entries(list).map(([word, content]) => [word.trim().toLowerCase(), inOrder(content)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
