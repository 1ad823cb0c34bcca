const MAX_TEXT = 500;
const secrets = [
  // Credentials in a URL.
  /(?<=:\/\/)[^\s/@]+@/g,
  // Keys and tokens of Causeway and of vendors: a prefix and a long rest.
  /\b(?:cw|sk|rk|pk|pat|xox[a-z]|whsec|whsk|whpk|ghp|Bearer|Basic)[-_ ][\w.~+/=-]{8,}/gi,
  // Anything else that is long and has letters and digits, but for ids of Causeway.
  /(?<![\w-])(?![a-z]{2,5}_[0-9a-z]{20,30}(?![\w-]))(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}/g,
];
const address = /[^\s"'<>(),:;]+@[^\s"'<>(),:;]+\.[^\s"'<>(),:;]+/g;

/** Of texts that others wrote, such as errors of vendors: no addresses of people, and nothing that looks like a secret. */
export function maskText(text: string): string {
  const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, '(masked)'), text).replaceAll(address, '(e-mail address)');
  return masked.length > MAX_TEXT ? `${masked.slice(0, MAX_TEXT)} … (${masked.length} characters)` : masked;
}

/** The same for all texts within a value. */
export function maskTexts(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskTexts);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskTexts(each)]));
}
