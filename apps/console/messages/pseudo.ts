import type { Message, Messages } from './message.ts';

const letters: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  n: 'ñ',
  c: 'ç',
  y: 'ý',
};

/** The same messages in other letters, longer, and between brackets. */
export const pseudo = <T extends Messages>(english: T): T =>
  Object.fromEntries(Object.entries(english).map(([name, message]) => [name, translated(message)])) as T;

function translated(message: Message): Message {
  if (typeof message === 'string') return accented(message);
  if (typeof message === 'function') return (...values: never[]) => accented(message(...values));
  return pseudo(message);
}

function accented(text: string): string {
  const inLetters = text.replaceAll(/[a-z]/gi, (letter) => letters[letter] ?? letter);
  return `[${inLetters}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}
