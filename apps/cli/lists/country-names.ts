import { latin } from '#domain/accounts/latin.ts';

/** Those whose speakers name companies after their countries. */
const languages = (
  'ar az be bg bn bs ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv mk ms nb nl pl pt ro ru sk sl sq sr sv sw ' +
  'ta th tr uk ur uz vi zh zh-Hant'
).split(' ');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** What countries are called in one word, in Latin letters. */
export function countryNames(): string[] {
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  const found = languages.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    return codes.flatMap((code) => names.of(code) ?? []);
  });
  const words = found.map((name) => latin(name).replaceAll(/['’`]/g, '')).filter((word) => /^[a-z]{4,}$/.test(word));
  return [...new Set(words)].toSorted();
}
