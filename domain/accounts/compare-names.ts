import { distance } from 'fastest-levenshtein';
import { isPlaceholder, type NormalName, type Token } from './company-name.ts';
import { type Crowd, crowdOf, leastCrowd } from './crowd.ts';
import type { Evidence } from './evidence.ts';
import { skeletonOf, withoutR } from './latin.ts';
import { slipsBetween } from './slips.ts';

/** How alike two names are. */
interface Likeness {
  /** What the words say that both have, in bits. */
  shared: number;
  /** What the words say that only one has. */
  onlyA: number;
  onlyB: number;
  /** How many words are the same, but not spelled the same: mistyped, abbreviated. */
  differently: number;
  /** Whether one begins with a word of the other. */
  isFirst: boolean;
  /** What the rarest word says that both have. */
  rarest: number;
  /** The same of words that only one has. */
  rarestOther: number;
}

/** What the names say, and whether they are spelled the same. */
export interface NameEvidence extends Evidence {
  isExact: boolean;
}

const because = (weight: number, explanation: string, isExact = false): NameEvidence => ({
  signal: 'name',
  weight: Math.round(weight * 1000) / 1000,
  explanation,
  isExact,
});

/** The best evidence of any two of their names; null if a field says nothing. */
export function compareNames(a: NormalName[], b: NormalName[], crowd: Crowd): NameEvidence | null {
  let best: NameEvidence | null = null;
  for (const one of a) {
    for (const other of b) {
      const found = compareTwo(one, other, crowd);
      if (found && (!best || found.weight > best.weight)) best = found;
    }
  }
  return best;
}

function compareTwo(a: NormalName, b: NormalName, crowd: Crowd): NameEvidence | null {
  if (isPlaceholder(a) || isPlaceholder(b)) return null;
  if (a.numbers !== b.numbers) {
    // 31冰淇淋 is Baskin-Robbins: a brand can have a number in one language.
    const isTranslated = a.isForeign !== b.isForeign && (a.numbers === '' || b.numbers === '');
    return because(isTranslated ? -0.3 : -0.5, 'the numbers in the names differ');
  }
  if (a.squashed === b.squashed) return sameNames(a, b, crowdOf(crowd, `n:${a.sound}`));
  const likeness = align(a.tokens, b.tokens);
  const found = [compareWords(a, b, likeness), compareLetters(a, b), compareInitials(a, b, crowd)].filter((one) => one !== null);
  return found.toSorted((one, other) => other.weight - one.weight)[0] ?? null;
}

/** A name of rare words belongs to one company; names such as "Global Holding" belong to many. */
function weightOf(bits: number): number {
  const at = weights.findIndex(([most]) => bits <= most);
  const [[low, from], [high, to]] = [weights[at - 1] ?? [0, 0.25], weights[at] ?? [99, 0.9]];
  return Math.round((from + ((bits - low) / (high - low)) * (to - from)) * 1000) / 1000;
}
const weights: [bits: number, weight: number][] = [
  [10, 0.3],
  [12, 0.4],
  [13, 0.48],
  [14, 0.65],
  [15, 0.76],
  [17, 0.82],
  [20, 0.88],
  [99, 0.9],
];

/** The more known companies have the name, the less it says. */
function sameNames(a: NormalName, b: NormalName, namesakes: number): NameEvidence {
  const bits = Math.max(a.bits, b.bits);
  if (a.characters !== b.characters && a.characters && b.characters) {
    return because(Math.min(0.65, weightOf(bits)), 'the names are read the same, but written with other characters');
  }
  if (namesakes >= leastCrowd) {
    return because(
      weightOf(bits - 2 * Math.log2(namesakes / 2)),
      `the names are the same, but ${namesakes} known companies have it or more`,
      true,
    );
  }
  return because(
    weightOf(bits),
    bits >= 14 ? 'the names are the same' : 'the names are the same, but many companies have names of these words',
    true,
  );
}

/** Each word of one name with the word of the other that is most like it. */
function align(a: Token[], b: Token[]): Likeness {
  const rest = [...b];
  const likeness: Likeness = {
    shared: 0,
    onlyA: 0,
    onlyB: 0,
    differently: 0,
    isFirst: a[0]?.text === b[0]?.text,
    rarest: 0,
    rarestOther: 0,
  };
  const unmatched: Token[] = [];
  for (const token of a) {
    const at = rest.findIndex((other) => other.text === token.text || other.sound === token.sound);
    if (at < 0) {
      unmatched.push(token);
    } else {
      const bits = Math.min(token.bits, rest.splice(at, 1)[0]?.bits ?? 0);
      likeness.shared += bits;
      likeness.rarest = Math.max(likeness.rarest, bits);
    }
  }
  for (const token of unmatched) {
    const at = rest.findIndex((other) => isMistyped(token.text, other.text) || isAbbreviated(token, other));
    if (at < 0) {
      likeness.onlyA += weightAlone(token);
      likeness.rarestOther = Math.max(likeness.rarestOther, token.bits);
      continue;
    }
    const [other] = rest.splice(at, 1) as [Token];
    likeness.shared += Math.max(token.bits, other.bits);
    likeness.differently += 1;
  }
  likeness.onlyB = rest.reduce((sum, token) => sum + weightAlone(token), 0);
  likeness.rarestOther = Math.max(likeness.rarestOther, ...rest.map(({ bits }) => bits));
  return likeness;
}

/** A description is left out more often than it tells companies apart. */
const weightAlone = ({ bits, isDescription }: Token): number => (isDescription ? 0.3 * bits : bits);

const firstSound = (text: string): string => text.charAt(0).replace(/[cq]/, 'k').replace(/[jy]/, 'i').replace('w', 'v');

/** One slip in a word of five letters, two in one of ten. People rarely get the first letter wrong. */
function isMistyped(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  if (length < 5 || a.charAt(0) !== b.charAt(0) || /\d/.test(a + b)) return false;
  const budget = length >= 10 ? 2 : 1;
  return Math.abs(a.length - b.length) <= budget && slipsBetween(a, b) <= budget;
}

/** "Mgmt", "Raiffbk": the first letter and some of the others, in order, and few vowels. */
function isAbbreviated(one: Token, other: Token): boolean {
  const [short, long] = one.text.length < other.text.length ? [one.text, other.text] : [other.text, one.text];
  if (
    short.length < 2 ||
    (short.length > 5 && /[aeiou]/.test(short)) ||
    long.length < 6 ||
    short.length > long.length - 3 ||
    short.charAt(0) !== long.charAt(0)
  ) {
    return false;
  }
  if (long.startsWith(short)) return short.length >= 3;
  let at = 0;
  for (const letter of long) if (letter === short.charAt(at)) at += 1;
  return at === short.length && (short.match(/[aeiou]/g)?.length ?? 0) * 2 < short.length;
}

/** Names that are written together or apart, heard, transliterated or mistyped as a whole. */
function compareLetters(a: NormalName, b: NormalName): NameEvidence | null {
  const [left, right] = [a.strong.join(''), b.strong.join('')];
  const bits = Math.max(a.bits, b.bits);
  if (left === right || (left.length === right.length && a.strong.toSorted().join() === b.strong.toSorted().join())) {
    return because(
      Math.min(0.75, weightOf(a.strong === a.words ? bits : Math.min(a.bits, b.bits)) - 0.05),
      'the names are the same except for descriptions or places',
    );
  }
  const length = Math.min(a.squashed.length, b.squashed.length);
  if (a.sound === b.sound && a.sound.length >= 5) return because(0.7, 'the names sound the same');
  if (a.isForeign !== b.isForeign && length >= 3) {
    const found = compareSkeletons(skeletonOf(a.squashed), skeletonOf(b.squashed));
    if (found) return found;
  }
  const most = length >= 16 ? 2 : 1;
  if (length >= 6 && Math.abs(a.squashed.length - b.squashed.length) <= most && slipsBetween(a.squashed, b.squashed) <= most) {
    const isInside = firstSound(a.squashed) === firstSound(b.squashed);
    return because(length >= 9 && isInside ? 0.7 : isInside ? 0.55 : 0.4, 'the names differ in a letter or two');
  }
  return null;
}

function compareSkeletons(a: string, b: string): NameEvidence | null {
  const length = Math.min(a.length, b.length);
  const loose = withoutR(a);
  if (a !== b && loose.length >= 3 && loose === withoutR(b)) {
    return because(loose.length >= 4 ? 0.6 : 0.5, 'the names are the same, transliterated');
  }
  if (a === b && length >= 3) return because(length >= 4 ? 0.65 : 0.55, 'the names are the same, transliterated');
  if (length >= 5 && Math.abs(a.length - b.length) <= 1 && distance(a, b) <= 1) {
    return because(0.55, 'the names are nearly the same, transliterated');
  }
  return null;
}

function compareInitials(a: NormalName, b: NormalName, crowd: Crowd): NameEvidence | null {
  const [short, long] = a.words.length === 1 || areLetters(a) ? [a, b] : [b, a];
  if (areLetters(short) && long.initials.some((letters) => short.initials.includes(letters))) {
    return because(0.35, 'one name is the initials of the other');
  }
  if (short.words.length !== 1 || !long.initials.includes(short.squashed)) return null;
  const { length } = short.squashed;
  const explanation = `one name is the initials of the other, ${short.squashed.toUpperCase()}`;
  const namesakes = crowdOf(crowd, `l:${short.squashed}`);
  if (namesakes >= leastCrowd) return because(0.2, `${explanation}, but ${namesakes} known companies have them or more`);
  return because(length >= 4 ? 0.5 : length === 3 ? 0.35 : 0.15, explanation);
}

/** "M&S". */
const areLetters = ({ words }: NormalName): boolean => words.length > 1 && words.every((word) => word.length === 1 || word === 'and');

function compareWords(
  a: NormalName,
  b: NormalName,
  { shared, rarest, rarestOther, onlyA, onlyB, differently, isFirst }: Likeness,
): NameEvidence {
  if (onlyA === 0 && onlyB === 0) {
    const how =
      differently > 0 ? `except for the spelling of ${differently === 1 ? 'a word' : `${differently} words`}` : 'in another order';
    // If the rare word itself is spelled differently, it may be another one.
    const doubt = rarest >= 13 ? 0.07 : 0.15;
    return because(
      weightOf(Math.max(a.bits, b.bits)) - (differently === 0 ? 0.05 : doubt * differently),
      `the names are the same ${how}`,
      differently === 0,
    );
  }
  const [less, more] = onlyA < onlyB ? [onlyA, onlyB] : [onlyB, onlyA];
  if (shared === 0) return because(-0.3, 'the names differ');
  if (less === 0) {
    const bits = Math.min(a.bits, b.bits);
    if (bits >= 14 && more <= (isFirst ? 10 : 8)) return because(0.55, 'one name is the other with a common word');
    if (bits >= 14 && isFirst && rarestOther <= 8) return because(0.5, 'one name is the other with common words');
    if (bits >= 17 && isFirst) return because(0.52, 'one name begins with the other');
    return because(shared >= 12 ? 0.35 : 0.15, 'one name is part of the other');
  }
  if (shared >= 2 * (less + more)) return because(0.4, 'most of what the names say is the same');
  if (rarest >= 14) return because(0.2, 'the names share a rare word');
  return because(less >= 8 ? -0.3 : -0.1, 'the names differ in a word that distinguishes them');
}
