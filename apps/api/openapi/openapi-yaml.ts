/** Words that a YAML 1.1 parser would read as true, false or nothing, and whatever is no plain word. */
const plainKey = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_][\w-]*$/i;

/**
 * A JSON value as YAML that parsers of 1.1 and 1.2 read alike. Texts are quoted, because unquoted dates and numbers change their type. Written
 * here because the library takes a second for the API's description, in which the process serves nobody.
 */
export function toYaml(value: unknown): string {
  return linesOf(JSON.parse(JSON.stringify(value)), 0);
}

function linesOf(value: unknown, depth: number): string {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) return value.map((item) => `${indent}-${valueOf(item, depth)}`).join('');
  return Object.entries(value as object)
    .map(([key, inner]) => `${indent}${plainKey.test(key) ? key : JSON.stringify(key)}:${valueOf(inner, depth)}`)
    .join('');
}

/** What follows a key or a dash, with the end of its line. */
function valueOf(value: unknown, depth: number): string {
  const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isBlock ? `\n${linesOf(value, depth + 1)}` : ` ${JSON.stringify(value)}\n`;
}
