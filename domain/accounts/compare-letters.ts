import { distance } from 'fastest-levenshtein';
import type { NormalName } from './company-name.ts';
import { skeletonOf, soundAlike, withoutR } from './latin.ts';
import { because, leastOfBrand, type NameEvidence, weightOf } from './name-evidence.ts';
import { isBrand } from './name-words.ts';
import { slipsBetween } from './slips.ts';

const firstSound = (text: string): string => text.charAt(0).replace(/[cq]/, 'k').replace(/[jy]/, 'i').replace('w', 'v');

/** Names that are written together or apart, heard, transliterated or mistyped as a whole. */
export function compareLetters(a: NormalName, b: NormalName): NameEvidence | null {
  const [left, right] = [a.strong.join(''), b.strong.join('')];
  const bits = Math.max(a.bits, b.bits);
  if (left === right || (left.length === right.length && a.strong.toSorted().join() === b.strong.toSorted().join())) {
    const weight = Math.min(0.75, weightOf(a.strong === a.words ? bits : Math.min(a.bits, b.bits)) - 0.05);
    return because(
      isBrand(a.strong) ? Math.max(leastOfBrand - 0.03, weight) : weight,
      'the names are the same except for descriptions or places',
    );
  }
  const length = Math.min(a.squashed.length, b.squashed.length);
  if (a.sound === b.sound && a.sound.length >= 5) return because(0.7, 'the names sound the same');
  if (a.isForeign !== b.isForeign && length >= 3) {
    const found = compareSkeletons(skeletonOf(a.squashed), skeletonOf(b.squashed)) ?? compareSkeletons(skeletonOf(left), skeletonOf(right));
    if (found) return found;
    if (soundAlike(a.squashed, b.squashed) || soundAlike(left, right)) return because(0.55, 'the names sound alike, transliterated');
  }
  if (a.isForeign && b.isForeign && beginsWith(a, b)) return because(0.5, 'one name begins with the other');
  const most = length >= 16 ? 2 : 1;
  if (
    length >= 6 &&
    Math.min(left.length, right.length) >= 5 &&
    Math.abs(a.squashed.length - b.squashed.length) <= most &&
    slipsBetween(a.squashed, b.squashed) <= most
  ) {
    const isInside = firstSound(a.squashed) === firstSound(b.squashed);
    return because(length >= 9 && isInside ? 0.7 : isInside ? 0.55 : 0.4, 'the names differ in a letter or two');
  }
  return null;
}

/** In scripts without spaces: アサヒビール, アサヒ. */
function beginsWith(a: NormalName, b: NormalName): boolean {
  const [short, long] = a.squashed.length < b.squashed.length ? [a, b] : [b, a];
  return short.words.length === 1 && short.squashed.length >= 5 && (long.words[0] ?? '').startsWith(short.squashed);
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
