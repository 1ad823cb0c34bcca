const spelling = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,15})?$/;
/** Whole numbers of this length are written without an exponent, as most are anyway. */
const plainNumber = /^(?:0|-?[1-9]\d{0,14})$/;

/** `1.10`, `11e-1` and `1.1` become the same text. Text that JSON does not spell a number stays as it is. */
export function canonicalNumber(text: string): string {
  if (plainNumber.test(text) || !spelling.test(text)) return text;
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const all = whole + fraction;
  // Loops, because a regular expression would start anew at every zero.
  let [from, to] = [0, all.length];
  while (from < to && all[from] === '0') from++;
  while (to > from && all[to - 1] === '0') to--;
  if (from === to) return '0';
  const digits = `${text.startsWith('-') ? '-' : ''}${all.slice(from, to)}`;
  const exponent = Number(power) - fraction.length + all.length - to;
  const isPlain = exponent >= 0 && to - from + exponent <= 15;
  return isPlain ? `${digits}${'0'.repeat(exponent)}` : `${digits}e${exponent}`;
}
