/** The three forms of an HTTP date (RFC 9110 section 5.6.7), which `Date.parse` reads, with much else that is none. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * `Retry-After` in ms from `now`: whole seconds or an HTTP date (RFC 9110 section 10.2.3). Undefined for anything else, and for
 * what is over by now: nothing is repeated at once.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : readHttpDate(text) - now;
  return waitMs > 0 ? waitMs : undefined;
}

function readHttpDate(text: string): number {
  if (!HTTP_DATES.some((form) => form.test(text))) return Number.NaN;
  // The third form names no zone and means UTC, which Date would read as local time.
  return Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
}
