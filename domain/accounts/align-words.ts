import type { NormalName, Token } from './company-name.ts';
import { skeletonOf, soundAlike } from './latin.ts';
import { slipsBetween } from './slips.ts';

/** How alike two names are. */
export interface Likeness {
  /** What the words say that both have, in bits. */
  shared: number;
  /** What the words say that only one has. */
  onlyA: number;
  onlyB: number;
  /** How many words are the same, but not spelled the same: mistyped, abbreviated. */
  differently: number;
  /** Whether one begins with a word of the other. */
  isFirst: boolean;
  /** Whether one ends with a word of the other. */
  isLast: boolean;
  /** What the rarest word says that both have. */
  rarest: number;
  /** The same of words that only one has. */
  rarestOther: number;
}

/** Each word of one name with the word of the other that is most like it. */
export function alignWords(a: NormalName, b: NormalName): Likeness {
  const [left, rest] = [writtenAs(a.tokens, b.tokens), writtenAs(b.tokens, a.tokens)];
  const likeness: Likeness = {
    shared: 0,
    onlyA: 0,
    onlyB: 0,
    differently: 0,
    isFirst: false,
    isLast: false,
    rarest: 0,
    rarestOther: 0,
  };
  const isTransliterated = a.isForeign !== b.isForeign;
  const isLike = (one: Token, other: Token) =>
    isMistyped(one.text, other.text) ||
    isInflected(one.text, other.text) ||
    (!(a.isForeign && b.isForeign) && isAbbreviated(one, other)) ||
    (isTransliterated && haveOneSkeleton(one, other));
  const areOne = (one?: Token, other?: Token) =>
    one && other && (one.text === other.text || one.sound === other.sound || isLike(one, other));
  likeness.isFirst = areOne(left[0], rest[0]) ?? false;
  likeness.isLast = areOne(left.at(-1), rest.at(-1)) ?? false;
  const unmatched: Token[] = [];
  for (const token of left) {
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
    const at = rest.findIndex((other) => isLike(token, other));
    if (at < 0) {
      likeness.onlyA += weightAlone(token);
      likeness.rarestOther = Math.max(likeness.rarestOther, token.bits);
      continue;
    }
    const [other] = rest.splice(at, 1) as [Token];
    likeness.shared += Math.max(token.bits, other.bits);
    likeness.differently += 1;
    if (isTransliterated) likeness.rarest = Math.max(likeness.rarest, Math.min(token.bits, other.bits));
  }
  likeness.onlyB = rest.reduce((sum, token) => sum + weightAlone(token), 0);
  likeness.rarestOther = Math.max(likeness.rarestOther, ...rest.map(({ bits }) => bits));
  return likeness;
}

/** The words, two as one where the other name has them as one: "Pay Pal". */
function writtenAs(tokens: Token[], others: Token[]): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [one, next] = [tokens[at] as Token, tokens[at + 1]];
    const together = next && others.find(({ text }) => text === one.text + next.text);
    found.push(together ?? one);
    if (together) at += 1;
  }
  return found;
}

function haveOneSkeleton(one: Token, other: Token): boolean {
  const skeleton = skeletonOf(one.text);
  return (skeleton.length >= 3 && skeleton === skeletonOf(other.text)) || soundAlike(one.text, other.text);
}

/** A description is left out more often than it tells companies apart. */
const weightAlone = ({ bits, isDescription }: Token): number => (isDescription ? 0.3 * bits : bits);

/** One slip in a word of five letters, two in one of ten. People rarely get the first letter wrong. */
function isMistyped(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < 5 || a.charAt(0) !== b.charAt(0) || /\d/.test(a + b)) return false;
  const budget = length >= 10 ? 2 : 1;
  return Math.abs(a.length - b.length) <= budget && slipsBetween(a, b) <= budget;
}

/** "Manufacturers", "Manufacturing": one beginning, other endings. */
function isInflected(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  let same = 0;
  while (same < longest && a.charAt(same) === b.charAt(same)) same += 1;
  return same >= 6 && same >= 0.65 * longest && longest - same <= 5;
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
