/** A decimal number without rounding: `digits` × 10^`exponent`. */
interface Decimal {
  digits: bigint;
  exponent: number;
}

const spelling = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Doubles end at about 10^308 and 10^-324. Without a bound, `1e999999999` would need a gigabyte. */
const MAX_EXPONENT = 2_000;

/** Reads a number as JSON spells it. Undefined for anything else, and for exponents that no double has. */
function readDecimal(text: string): Decimal | undefined {
  if (!spelling.test(text)) return undefined;
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const exponent = Number(power) - fraction.length;
  return Math.abs(exponent) > MAX_EXPONENT ? undefined : { digits: BigInt(whole + fraction), exponent };
}

/** `1.10`, `11e-1` and `1.1` become the same text. Text that is not a number, or is too large for a double, stays as it is. */
export function canonicalNumber(text: string): string {
  const read = readDecimal(text);
  if (!read) return text;
  if (read.digits === 0n) return '0';
  const digits = read.digits.toString();
  const significant = digits.replace(/0+$/, '');
  return `${significant}e${read.exponent + digits.length - significant.length}`;
}

/** The number that the text spells. Undefined if it is not spelled as in JSON (`0x1F`, `1 000`), or if a double would change its value. */
export function exactNumber(text: string): number | undefined {
  const read = readDecimal(text);
  const value = Number(text);
  return read && Number.isFinite(value) && canonicalNumber(text) === canonicalNumber(String(value)) ? value : undefined;
}

/** Whether `value` is a multiple of `step` in the decimals in which both are written: 19.99 is one of 0.01, although their doubles are not. */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  const [a, b] = [readDecimal(String(value)), readDecimal(String(step))];
  if (!a || !b || b.digits === 0n) return false;
  const least = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent }: Decimal) => digits * 10n ** BigInt(exponent - least);
  return scaled(a) % scaled(b) === 0n;
}
