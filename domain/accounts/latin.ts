import anyAscii from 'any-ascii';
import { distance } from 'fastest-levenshtein';

/** In lower-case Latin letters. People write ä as ae, a or ä: all three become a. Other scripts are transliterated. */
export function latin(text: string): string {
  const isPlain = /^[ -~]*$/.test(text);
  const folded = (isPlain ? text : text.normalize('NFKC')).toLowerCase().replaceAll(/ae|oe|ue/g, (pair) => pair.charAt(0));
  return isPlain ? folded : anyAscii(folded.replaceAll(vowelLetter, 'o').replaceAll(/[ーッ]/g, '')).toLowerCase();
}

/** Within a word a single vav is usually o or u, and so is waw. */
const vowelLetter = /(?<=[א-הז-ת])ו(?!ו)|(?<=[\u0621-\u0647\u0649-\u064A])و/g;

/** The words of a Latin text. Initials are one word, because people write S.p.A., S.P.A. and SpA. */
export function wordsOf(plain: string): string[] {
  const spelled = plain
    .replaceAll(/[&+]/g, ' and ')
    .replaceAll(/\b([dl]|dell|dall|all|nell|sull)['’](?=[a-z]{2})/g, '$1 ')
    .replaceAll(/['’`´"]/g, '')
    .replaceAll(/\b[a-z](?:\.[a-z])+\b/g, (letters) => letters.replaceAll('.', ''));
  return joinInitials(spelled.split(/[^a-z0-9]+/).filter(Boolean));
}

function joinInitials(words: string[]): string[] {
  const joined: string[] = [];
  let initials = '';
  for (const word of [...words, '']) {
    if (/^[a-z]$/.test(word)) {
      initials += word;
      continue;
    }
    if (initials) joined.push(initials);
    initials = '';
    if (word) joined.push(word);
  }
  return joined;
}

/** A rough form that different spellings of one name share. Digits stay as they are: 3 and 33 are not one number. */
export function soundOf(text: string): string {
  return text
    .replaceAll('kh', 'h')
    .replaceAll('ck', 'k')
    .replaceAll('ph', 'f')
    .replaceAll(/[yj]/g, 'i')
    .replaceAll('w', 'v')
    .replaceAll(/([a-z])\1+/g, '$1');
}

const alike: [RegExp, string][] = [
  [/[tsc]ions?(?=$)|shon$/g, 'sn'],
  [/sch|sh|tch|ch|zh|ts|tz|cz|c(?=[eiy])|[zj]/g, 's'],
  [/gh(?=t)/g, ''],
  [/ph/g, 'f'],
  [/x/g, 'ks'],
  [/[ckgq]h?/g, 'k'],
  [/[vwb]/g, 'b'],
  [/th|d/g, 't'],
  [/m/g, 'n'],
  [/l/g, 'r'],
];

/** The skeleton without r: スポーツ is supo-tsu and リカー is rika-, because no r is heard behind a vowel. */
export const withoutR = (skeleton: string): string => skeleton.replaceAll('r', '').replaceAll(/([a-z])\1+/g, '$1');

/**
 * The consonants, with those that transliterations confuse as one: ガリバー (gariba) and Gulliver, מחסני (mkhsny) and Mahsanei. Scripts
 * without vowels have nothing else to compare.
 */
export function skeletonOf(text: string): string {
  let found = text;
  for (const [pattern, letter] of alike) found = found.replaceAll(pattern, letter);
  return found.replaceAll(/[aeiouyhw]/g, '').replaceAll(/([a-z])\1+/g, '$1');
}

const asHeard: [RegExp, string][] = [
  [/ph/g, 'f'],
  [/sch|sh|ch|th|c(?=[eiy])/g, 's'],
  [/ck|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/l/g, 'r'],
  [/v/g, 'b'],
  [/j/g, 'z'],
  [/ea|ee|ie/g, 'i'],
  [/oo|ou/g, 'u'],
  [/w/g, 'u'],
  [/[aeiou]r(?=[^aeiouy]|$)/g, 'a'],
  [/(?<=[^aeiou])u(?=[^aeiouy]|$)|(?<=[td])o(?=[^aeiouy]|$)/g, ''],
  [/([a-z])\1+/g, '$1'],
];

/** As Japanese writes down what it hears: メタウォーター (metauota) and Metawater are nearly one, インベストメンツ and Investments are. */
export function heard(text: string): string {
  let found = text;
  for (const [pattern, letters] of asHeard) found = found.replaceAll(pattern, letters);
  return found;
}

/** One slip in five letters, two in eight. */
export function soundAlike(a: string, b: string): boolean {
  const [one, other] = [heard(a), heard(b)];
  const length = Math.min(one.length, other.length);
  if (one === other) return length >= 3;
  return length >= 5 && one.charAt(0) === other.charAt(0) && distance(one, other) <= (length >= 8 ? 2 : 1);
}
