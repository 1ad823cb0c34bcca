/**
 * What a spreadsheet would run as a formula, also behind spaces or quotes, and in the wide forms that Japanese settings read alike
 * (https://owasp.org/www-community/attacks/CSV_Injection). Texts without any letter are guarded too: an empty text then differs
 * from none.
 */
const risky = /^['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;
const guarded = /^'['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;

/** A cell that is text wherever it is opened. `unguardCell` gives back exactly what was guarded. */
export const guardCell = (text: string): string => (risky.test(text) ? `'${text}` : text);

export const unguardCell = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell);
