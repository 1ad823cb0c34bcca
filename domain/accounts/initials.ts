import { latin, wordsOf } from './latin.ts';
import { bitsOf, isCommonWord, isDescription, isSmall, isTrade } from './name-words.ts';

const most = 8;
/** Words that say no more are left out of initials: ANZ is the Australia and New Zealand Banking Group. */
const mostBitsLeftOut = 9;

/**
 * What a name's initials can be: with and without small words, with one word of the legal form (TSMC, CATL), without the common words at its
 * end (ANZ), and with the parts of compounds (LBBW is the Landesbank Baden-Württemberg) and of capitals (GSK is GlaxoSmithKline).
 */
export function initialsIn(name: string, all: string[], words: string[]): string[] {
  const strong = words.filter((word) => !isSmall(word));
  const core = joined(strong);
  const forms = all.filter((word) => !words.includes(word) && !isSmall(word));
  const isAfter = all[0] === words[0];
  const found = [
    joined(words),
    core,
    joined(all),
    joined(all.filter((word) => !isSmall(word))),
    ...(words.length > 1 ? forms.map((form) => (isAfter ? core + firstOf(form) : firstOf(form) + core)) : []),
    ...shortened(strong),
    joined(strong.flatMap(partsOf)),
    joined(strong.flatMap((word, index) => (index === 0 ? partsOf(word) : word))),
    joined(wordsOf(latin(name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))).filter((word) => !isSmall(word) && !forms.includes(word))),
  ];
  return [...new Set(found)].filter((letters) => letters.length >= 2 && letters.length <= most);
}

const firstOf = (word: string): string => (/^\d/.test(word) ? word : word.charAt(0));
/** One word has no initials. */
const joined = (words: string[]): string => (words.length < 2 ? '' : words.map(firstOf).join(''));

/** The first three words or more, if common ones follow. */
function shortened(words: string[]): string[] {
  const isLeftOut = (word: string) => isDescription(word) || bitsOf(word) <= mostBitsLeftOut;
  const from = words.findLastIndex((word) => !isLeftOut(word)) + 1;
  return [Math.max(3, from), words.length - 1]
    .filter((length) => length >= Math.max(3, from))
    .map((length) => joined(words.slice(0, length)));
}

/** "Landesbank" and "Norddeutscher" end with a word of other names. */
function partsOf(word: string): string[] {
  for (let at = 4; at <= word.length - 4; at++) {
    const end = word.slice(at);
    const isWord = isCommonWord(end) ? end.length > 4 || isTrade(end) : end.length > 6 && isCommonWord(end.slice(0, -1));
    if (isWord) return [word.slice(0, at), end];
  }
  return [word];
}
