import { formatLocale, locale } from './locale.ts';
import type { Messages } from './message.ts';
import { pseudo } from './pseudo.ts';

/** The messages of one part in the language of the reader. Another language is another object of the same type. */
export const messages = <T extends Messages>(english: T): T => (locale === 'pseudo' ? pseudo(english) : english);

const numbers = new Intl.NumberFormat(formatLocale);
const rules = new Intl.PluralRules('en');

export const number = (value: number): string => numbers.format(value);

/** `1 delivery`, `2 deliveries`. */
export const count = (value: number, one: string, other: string): string =>
  `${number(value)} ${rules.select(value) === 'one' ? one : other}`;

/** `dead_lettered` as people write it. For values of the API that have no message of their own. */
export const spelled = (value: string): string => value.replaceAll('_', ' ');
