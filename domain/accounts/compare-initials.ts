import type { NormalName } from './company-name.ts';
import { type Crowd, crowdOf, leastCrowd } from './crowd.ts';
import { because, type NameEvidence } from './name-evidence.ts';

export function compareInitials(a: NormalName, b: NormalName, crowd: Crowd): NameEvidence | null {
  const [short, long] = a.words.length === 1 || areLetters(a) ? [a, b] : [b, a];
  if (areLetters(short) && long.initials.some((letters) => short.initials.includes(letters))) {
    return because(0.5, 'one name is the initials of the other');
  }
  if (short.words.length !== 1) return null;
  if (isSyllables(short.squashed, long.words)) return because(0.5, 'one name is made of the beginnings of the words of the other');
  if (!long.initials.includes(short.squashed)) return null;
  const { length } = short.squashed;
  const explanation = `one name is the initials of the other, ${short.squashed.toUpperCase()}`;
  const namesakes = crowdOf(crowd, `l:${short.squashed}`);
  if (namesakes >= leastCrowd) return because(0.2, `${explanation}, but ${namesakes} known companies have them or more`);
  return because(length >= 4 ? 0.55 : length === 3 ? 0.48 : 0.15, explanation);
}

/** "M&S". */
const areLetters = ({ words }: NormalName): boolean => words.length > 1 && words.every((word) => word.length === 1 || word === 'and');

/** Petronas is Petroliam Nasional: two letters or more of each word. */
function isSyllables(name: string, words: string[]): boolean {
  const fits = (at: number, word: number): boolean => {
    if (at === name.length) return word === words.length;
    const next = words[word] ?? '';
    for (let length = Math.min(next.length - 1, name.length - at); length >= 2; length--) {
      if (name.startsWith(next.slice(0, length), at) && fits(at + length, word + 1)) return true;
    }
    return false;
  };
  return name.length >= 6 && words.length > 1 && fits(0, 0);
}
