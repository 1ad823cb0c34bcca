/**
 * Strings that a spreadsheet would run as a formula, even after spaces or quotes, and in the full-width forms that Japanese locales treat
 * the same (https://owasp.org/www-community/attacks/CSV_Injection). Strings of only spaces and quotes are guarded too, so that an empty
 * string differs from a missing value.
 */
const risky = /^['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;
const guarded = /^'['"\s]*(?:[=+\-@\t\r\n＝＋－＠]|$)/;

/**
 * A program that ignores the quotes around a cell, or a person who pastes its text, makes a cell of every line. The spaces here exclude line
 * breaks, so that each line is read once.
 */
const riskyLine = /([\r\n\v\f\u0085\u2028\u2029])(?=(?:['"]|[^\S\r\n\v\f\u2028\u2029])*[=+\-@＝＋－＠])/g;
const guardedLine = /([\r\n\v\f\u0085\u2028\u2029])'(?=(?:['"]|[^\S\r\n\v\f\u2028\u2029])*[=+\-@＝＋－＠])/g;

/** A cell that every spreadsheet opens as text. `unguardCell` restores the original exactly. */
export function guardCell(text: string): string {
  const lines = text.replace(riskyLine, "$1'");
  return risky.test(lines) ? `'${lines}` : lines;
}

export function unguardCell(cell: string): string {
  const lines = guarded.test(cell) ? cell.slice(1) : cell;
  return lines.replace(guardedLine, '$1');
}
