import { alignWords, type Likeness } from './align-words.ts';
import { isPlaceholder, type NormalName } from './company-name.ts';
import { compareInitials } from './compare-initials.ts';
import { compareLetters } from './compare-letters.ts';
import { type Crowd, crowdOf, leastCrowd } from './crowd.ts';
import { because, leastOfBrand, type NameEvidence, weightOf } from './name-evidence.ts';
import { isBrand } from './name-words.ts';

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
  const likeness = alignWords(a, b);
  const found = [compareWords(a, b, likeness), compareLetters(a, b), compareInitials(a, b, crowd)].filter((one) => one !== null);
  return found.toSorted((one, other) => other.weight - one.weight)[0] ?? null;
}

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
    isBrand(a.words) ? Math.max(leastOfBrand, weightOf(bits)) : weightOf(bits),
    bits >= 14 ? 'the names are the same' : 'the names are the same, but many companies have names of these words',
    true,
  );
}

function compareWords(
  a: NormalName,
  b: NormalName,
  { shared, rarest, rarestOther, onlyA, onlyB, differently, isFirst, isLast }: Likeness,
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
    if (bits >= 14 && (isFirst || isLast)) return because(0.5, `one name ${isFirst ? 'begins' : 'ends'} with the other`);
    const isShort = Math.min(a.squashed.length, b.squashed.length) === 3;
    const isBeginning = isFirst && ((isShort && bits >= 11.5) || (bits >= 10 && rarestOther <= 8));
    if (isBeginning) return because(0.48, 'one name is the beginning of the other');
    return because(shared >= 12 ? 0.35 : 0.15, 'one name is part of the other');
  }
  // Chinese characters in a Japanese name cannot be read.
  if (rarest >= 13 && isFirst && a.isForeign !== b.isForeign && (a.characters || b.characters)) {
    return because(0.48, 'the names begin with the same rare word, and go on in different scripts');
  }
  if (shared >= 2 * (less + more)) return because(0.4, 'most of what the names say is the same');
  if (rarest >= 14) return because(0.2, 'the names share a rare word');
  return because(less >= 8 ? -0.3 : -0.1, 'the names differ in a word that distinguishes them');
}
