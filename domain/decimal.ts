/** A decimal number without rounding: ± `digits` × 10^`exponent`. The digits neither begin nor end with 0; of zero there are none. */
interface Decimal {
  sign: '' | '-';
  digits: string;
  exponent: number;
}

const spelling = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,15})?$/;
/** Whole numbers of this length are written without an exponent, as most are anyway. */
const plainNumber = /^(?:0|-?[1-9]\d{0,14})$/;

/** Reads a number as JSON spells it. Undefined for anything else. */
function readDecimal(text: string): Decimal | undefined {
  if (!spelling.test(text)) return undefined;
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const all = whole + fraction;
  // Loops, because a regular expression would start anew at every zero.
  let [from, to] = [0, all.length];
  while (from < to && all[from] === '0') from++;
  while (to > from && all[to - 1] === '0') to--;
  return {
    sign: text.startsWith('-') && from < to ? '-' : '',
    digits: all.slice(from, to),
    exponent: Number(power) - fraction.length + (all.length - to),
  };
}

/** `1.10`, `11e-1` and `1.1` become the same text. Text that is not a number stays as it is. */
export function canonicalNumber(text: string): string {
  if (plainNumber.test(text)) return text;
  const read = readDecimal(text);
  if (!read) return text;
  const { sign, digits, exponent } = read;
  if (digits === '') return '0';
  const isPlain = exponent >= 0 && digits.length + exponent <= 15;
  return `${sign}${digits}${isPlain ? '0'.repeat(exponent) : `e${exponent}`}`;
}

/** The number that the text spells. Undefined if it is not spelled as in JSON (`0x1F`, `1 000`), or if a double would change its value. */
export function exactNumber(text: string): number | undefined {
  const value = Number(text);
  return spelling.test(text) && Number.isFinite(value) && canonicalNumber(text) === canonicalNumber(String(value)) ? value : undefined;
}

/** Whether `value` is a multiple of `step` in the decimals in which both are written: 19.99 is one of 0.01, although their doubles are not. */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  const [a, b] = [readDecimal(String(value)), readDecimal(String(step))];
  if (!a || !b || b.digits === '') return false;
  const least = Math.min(a.exponent, b.exponent);
  const scaled = ({ digits, exponent }: Decimal) => BigInt(digits) * 10n ** BigInt(exponent - least);
  return scaled(a) % scaled(b) === 0n;
}
