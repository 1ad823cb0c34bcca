import { latin } from './latin.ts';
import translated from './lists/translations.json' with { type: 'json' };

const plain = (word: string): string => latin(word).replaceAll(/[^a-z0-9]/g, '');
const translations = new Map(
  Object.entries(translated).flatMap(([english, words]) => words.map((word): [string, string] => [plain(word), english])),
);

/** The English word of one that companies translate in their names: banco, 銀行 and банк are bank. */
export const inEnglish = (word: string): string => translations.get(word) ?? word;

export const translatedWords = Object.keys(translated);
