import { latin } from './latin.ts';
import eastAsianDescriptionsList from './lists/east-asian-descriptions.json' with { type: 'json' };
import eastAsianTradesList from './lists/east-asian-trades.json' with { type: 'json' };

/** What companies do, in Chinese, Japanese and Korean: names without spaces end with it. */
export const eastAsianTrades: string[] = eastAsianTradesList;
/** Such as "group", and places. */
export const eastAsianDescriptions: string[] = eastAsianDescriptionsList;

const known = [...eastAsianTrades, ...eastAsianDescriptions].filter((word) => word.length > 1).toSorted((a, b) => b.length - a.length);
/** What remains of the name is at least two letters long. */
const ends = new RegExp(String.raw`^(\S*\p{L}{2})(${known.join('|')})$`, 'u');
const starts = new RegExp(String.raw`^(${eastAsianDescriptions.join('|')})(\p{L}{2}\S*)$`, 'u');
/** Where katakana or Latin letters stand beside another script: コスモ|石油, 衛訊|Wilson. */
const border = new RegExp(
  [
    String.raw`(?<=[\p{Script=Katakana}ー]{2})(?=[\p{Script=Han}\p{Script=Hiragana}])`,
    String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}])(?=[\p{Script=Katakana}ー]{2})`,
    String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー])(?=[A-Za-z]{3})`,
    String.raw`(?<=[A-Za-z]{3})(?=[\p{Script=Han}\p{Script=Hangul}])`,
  ].join('|'),
  'gu',
);

/** The name with spaces between the words that can be told apart. */
export function spaced(name: string): string {
  if (!/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name)) return name;
  return name.replaceAll(border, ' ').split(/\s+/).map(spacedWord).join(' ');
}

function spacedWord(word: string): string {
  const [, head, tail] = ends.exec(word) ?? [];
  if (head !== undefined) return `${spacedWord(head)} ${tail}`;
  const [, place, rest = word] = starts.exec(word) ?? [];
  return place === undefined ? rest : `${place} ${rest}`;
}

/** As they are read within a name. */
export const inLatin = (words: string[]): string[] => words.map((word) => latin(word).replaceAll(/[^a-z0-9]/g, ''));
