import { eastAsianDescriptions, eastAsianTrades, inLatin } from './east-asian.ts';
import { latin } from './latin.ts';
import abbreviations from './lists/abbreviations.json' with { type: 'json' };
import commonWords from './lists/common-words.json' with { type: 'json' };
import countries from './lists/countries.json' with { type: 'json' };
import descriptionList from './lists/descriptions.json' with { type: 'json' };
import smallWordList from './lists/small-words.json' with { type: 'json' };
import surnameList from './lists/surnames.json' with { type: 'json' };
import tradeList from './lists/trades.json' with { type: 'json' };
import { inEnglish, translatedWords } from './translations.ts';

const bits = new Map<string, number>();
for (const [level, words] of Object.entries(commonWords)) {
  for (const word of words.split(' ')) {
    const plain = latin(word);
    bits.set(plain, Math.min(bits.get(plain) ?? 99, Number(level)));
  }
}

/** Words of company names, abbreviated as people do: English, then German, French, Spanish, Italian, Portuguese, Dutch. */
const longForms = new Map(Object.entries(abbreviations));

/** Abbreviations of two words, such as those of German savings banks. */
const phrases: [RegExp, string][] = [
  [/\bst(?:adt)?[ .-]+(?:spk|sparkasse)\b/g, 'stadtsparkasse'],
  [/\bkr(?:eis)?[ .-]+(?:spk|sparkasse)\b/g, 'kreissparkasse'],
  [/(?:&|\be) c\.?(?=$| )/g, '& co'],
  [/\bvolksbank[ -]+raiffeisenbank\b/g, 'vr bank'],
];

export const withoutAbbreviatedPhrases = (text: string): string =>
  phrases.reduce((left, [short, long]) => left.replaceAll(short, long), text);

/** Written out, and in English if companies translate it. */
export const expanded = (word: string): string => inEnglish(longForms.get(word) ?? word);

/** Words that say nothing by themselves. */
const smallWords = new Set(smallWordList);
export const isSmall = (word: string): boolean => smallWords.has(word);

/** What companies do, in many languages: names such as "Dupont Plomberie" are those of many. The registers behind the list have few of them. */
const trades = new Set([...inLatin([...eastAsianTrades, ...eastAsianDescriptions]), ...tradeList, ...translatedWords]);
export const isTrade = (word: string): boolean => trades.has(word);
const mostTradeBits = 7;

/** Surnames that many companies of one country are named after. */
const surnames = new Set(surnameList);
const mostSurnameBits = 9;

/** Whether registers have many names with the word. */
export const isCommonWord = (word: string): boolean => bits.has(word);

/** How much it says that two names share the word, in bits: 10 for a word of every 1,024th name. Rare words are taken for equally rare. */
export function bitsOf(word: string): number {
  const known = bits.get(word);
  if (trades.has(word)) return Math.min(mostTradeBits, known ?? mostTradeBits);
  if (surnames.has(word)) return Math.min(mostSurnameBits, known ?? mostSurnameBits);
  if (known !== undefined) return known;
  return Math.min(15, 4 + 2.6 * word.length);
}

/** One word that is no trade, and no name of many people. */
export function isBrand([word = '', ...others]: string[]): boolean {
  return others.length === 0 && word.length >= 3 && !trades.has(word) && !surnames.has(word) && bitsOf(word) >= 9;
}

const descriptions = new Set([...inLatin(eastAsianDescriptions), ...descriptionList]);

/** Names of countries without their endings: України, Magyarországi, Canadian. */
const countryStems = new Set(countries.map((name) => name.replace(/[aeiouy]+$/, '')).filter((stem) => stem.length >= 5));
const countryNames = new Set(countries);
const isCountry = (word: string): boolean =>
  countryNames.has(word) || [0, 1, 2, 3].some((ending) => countryStems.has(word.slice(0, word.length - ending)));

/** Descriptions such as "group" or "solutions", and countries: one company is written with and without them. */
export const isDescription = (word: string): boolean => descriptions.has(word) || smallWords.has(word) || isCountry(word);
