/** A finite decimal number, exactly: `digits` times ten to the power of `exponent`. Without leading and trailing zeros, so zero has no digits. */
interface Decimal {
  isNegative: boolean;
  digits: string;
  exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Two doubles differ at the latest in this digit, so a fraction with more digits was not computed with doubles. */
const MAX_FRACTION_DIGITS = 17;

function decimalOf(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const all = (whole + fraction).replace(/^0+/, '');
  // A regular expression would look at each run of zeros again and again.
  let end = all.length;
  while (all[end - 1] === '0') end--;
  const digits = all.slice(0, end);
  return { isNegative: sign === '-', digits, exponent: digits === '' ? 0 : Number(exponent) - fraction.length + all.length - end };
}

/** The number that a cell contains, in decimal notation. Undefined for `0x1F` and the like, and for what a double does not keep. */
export function readDecimal(text: string): number | undefined {
  const trimmed = text.trim();
  return isKept(trimmed) ? Number(trimmed) : undefined;
}

/**
 * Whether a double keeps the number: a whole number exactly, a fraction as well as doubles can. 12345678901234567890 becomes
 * 12345678901234567000, and 1e400 becomes Infinity.
 */
function isKept(text: string): boolean {
  const sent = decimalOf(text);
  const value = Number(text);
  const kept = Number.isFinite(value) ? decimalOf(String(value)) : undefined;
  if (!sent || !kept) return false;
  if (sent.exponent < 0) return sent.digits.length <= MAX_FRACTION_DIGITS && kept.digits !== '';
  return sent.digits === kept.digits && sent.exponent === kept.exponent;
}

/** Only these can lose something. Most texts have none, and need no further look. */
const SUSPICIOUS = /\d(?:\.?\d){15}|\de[+-]?\d{3}/i;
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** The first number in a JSON text that parsing would change. */
export function findLossyNumber(json: string): string | undefined {
  if (!SUSPICIOUS.test(json)) return undefined;
  for (const [token] of json.matchAll(STRING_OR_NUMBER)) {
    if (!token.startsWith('"') && SUSPICIOUS.test(token) && !isKept(token)) return token;
  }
  return undefined;
}

/** Whether a number is a multiple of another one, as both are written: 19.99 is a multiple of 0.01, though not the double of it. */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [a, b] = [decimalOf(String(value)), decimalOf(String(divisor))];
  if (!a || !b || b.digits === '') return false;
  const least = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent }: Decimal) => BigInt(digits || '0') * 10n ** BigInt(exponent - least);
  return scaled(a) % scaled(b) === 0n;
}
