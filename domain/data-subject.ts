import { spellingsOf } from './email-address.ts';

/** A person whose data is being erased, in the forms that each part of the system searches for. */
export interface DataSubject {
  /** The ways to write the address. */
  spellings: string[];
  /** For SQL `ilike`: select every string that contains the address unescaped, and some others. */
  patterns: string[];
  /** Whether a string contains the person's address. */
  isIn: (text: string | null) => boolean;
}

/**
 * Finds an e-mail address in a string, in any case and spelling and even if JSON has escaped it (`ada\u0040acme.example`), but not as part
 * of a longer address: `ada@acme.example` is neither in `brada@acme.example` nor in `ada@acme.example.com`.
 */
export function dataSubject(address: string): DataSubject {
  const spellings = spellingsOf(address);
  const any = spellings.map((spelling) => RegExp.escape(spelling)).join('|');
  const whole = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}._%+-])(?:${any})(?![\p{L}\p{M}\p{N}-]|\.[\p{L}\p{N}])`, 'iu');
  const isWhole = (text: string) => whole.test(text.normalize('NFC'));
  return {
    spellings: [...new Set([address, ...spellings])],
    patterns: spellings.map(likePattern),
    isIn: (text) => text !== null && (isWhole(text) || (text.includes('\\') && isWhole(unescape(text)))),
  };
}

/** SQL compares neither composed and decomposed characters nor, in every locale, the case of letters that are not ASCII. */
function likePattern(spelling: string): string {
  return `%${spelling.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll(/[^ -~]+/g, '%')}%`;
}

/** An escaped line break or tab must not count as a letter before the address. */
function unescape(text: string): string {
  return text.replaceAll(/\\(?:u([\da-f]{4})|(.))/gi, (_, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return /[a-z]/i.test(letter ?? '') ? ' ' : (letter ?? '');
  });
}

/** Replaces strings that name an erased person. */
const erasedText = '[erased]';

/** The value without list entries whose `email` is the person's, and with every other string that names the person erased. */
export function withoutPerson(value: unknown, isIn: (text: string) => boolean): unknown {
  if (typeof value === 'string') return isIn(value) ? erasedText : value;
  if (Array.isArray(value)) return value.filter((item) => !isPerson(item, isIn)).map((item) => withoutPerson(item, isIn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutPerson(part, isIn)]));
}

function isPerson(item: unknown, isIn: (text: string) => boolean): boolean {
  return typeof item === 'object' && item !== null && 'email' in item && typeof item.email === 'string' && isIn(item.email);
}
