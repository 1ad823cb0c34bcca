/** A finite decimal number, exactly: `digits` times ten to the power of `exponent`. Without leading and trailing zeros, so zero has no digits. */
interface Decimal {
  isNegative: boolean;
  digits: string;
  exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Two doubles differ at the latest in this digit, so a fraction with more digits was not computed with doubles. */
const MAX_FRACTION_DIGITS = 17;
/** No vendor stores longer numbers. */
const MAX_NUMBER_TEXT = 400;

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

/** The number without exponent, sign of plus and needless zeros: `1.50`, `15e-1` and `+01.5` become `1.5`. Undefined for what is no number. */
export function plainDecimal(text: string): string | undefined {
  const number = text.length <= MAX_NUMBER_TEXT ? decimalOf(text) : undefined;
  if (!number || Math.abs(number.exponent) > MAX_NUMBER_TEXT) return undefined;
  const { isNegative, digits, exponent } = number;
  if (digits === '') return '0';
  const padded = digits.padStart(1 - exponent, '0');
  const plain = exponent >= 0 ? digits + '0'.repeat(exponent) : `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  return isNegative ? `-${plain}` : plain;
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

/** Whether parsing would change this JSON number. */
export const isLossy = (number: string): boolean => SUSPICIOUS.test(number) && !isKept(number);

/** Whether a number is a multiple of another one, as both are written: 19.99 is a multiple of 0.01, though not the double of it. */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [a, b] = [decimalOf(String(value)), decimalOf(String(divisor))];
  if (!a || !b || b.digits === '') return false;
  const least = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent }: Decimal) => BigInt(digits || '0') * 10n ** BigInt(exponent - least);
  return scaled(a) % scaled(b) === 0n;
}
