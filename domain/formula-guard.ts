/**
 * Strings that a spreadsheet would run as a formula, even after spaces or quotes, and in the full-width forms that Japanese locales treat
 * the same (https://owasp.org/www-community/attacks/CSV_Injection). Strings of only spaces and quotes are guarded too, so that an empty
 * string differs from a missing value.
 */
const risky = /^['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;
const guarded = /^'['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;

/** A cell that every spreadsheet opens as text. `unguardCell` restores the original exactly. */
export const guardCell = (text: string): string => (risky.test(text) ? `'${text}` : text);

export const unguardCell = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell);
