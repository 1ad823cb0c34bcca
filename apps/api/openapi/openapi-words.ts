const signs: Record<string, string> = { ',': 'comma', ';': 'semicolon', '|': 'pipe' };

/** `hold_reason`, `createDeal`, `deals:read`, `-updated_at` → HoldReason, CreateDeal, DealsRead, UpdatedAtDescending. */
export function pascal(text: string): string {
  if (text.startsWith('-')) return `${pascal(text.slice(1))}Descending`;
  const words = (signs[text] ?? text).split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Of the plural nouns that the API uses as names of lists. */
export function singular(noun: string): string {
  if (noun === 'data') return 'item';
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(?:us|ss|ch|sh|x)es$/.test(noun)) return noun.slice(0, -2);
  return noun.endsWith('s') && !noun.endsWith('ss') ? noun.slice(0, -1) : noun;
}

/** Descriptions one after the other. None ends with a full stop. */
export function joinSentences(...sentences: (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join('. ');
}
