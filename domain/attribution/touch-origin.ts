import { inOneLine } from '#domain/plain-text.ts';

/** The parameters of campaigns, as Google Analytics defined them. */
const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;
type UtmName = (typeof utmNames)[number];
export type Utm = Partial<Record<UtmName, string>>;

/** People write anything into links; what is longer than this names nothing. */
const MAX_VALUE = 200;

/** The UTM parameters of an address, as text: whoever shows them escapes them. Undefined for what is no address. */
export function readUtm(address: string): Utm | undefined {
  const parsed = URL.parse(address);
  if (!parsed) return undefined;
  const utm: Utm = {};
  for (const name of utmNames) {
    const value = inOneLine(parsed.searchParams.get(name) ?? '')
      .slice(0, MAX_VALUE)
      .toWellFormed();
    if (value) utm[name] = value;
  }
  return utm;
}

/** The host of a referrer, without `www.`; undefined for what is no web address. */
export function readReferrerHost(referrer: string): string | undefined {
  const parsed = URL.parse(referrer);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return undefined;
  return sourceName(parsed.hostname) || undefined;
}

/** One spelling of a `utm_source` or of a referrer's host, by which partners are known. */
export const sourceName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');

/**
 * What programs call themselves that are no visitors: crawlers, previews of chat programs, monitors, libraries. Whoever hides is not found:
 * this is for those that say what they are.
 */
const crawler =
  /bot\b|bot[/_-]|crawl|spider|slurp|preview|scan|monitor|facebookexternalhit|embedly|pingdom|headless|lighthouse|curl\/|wget\/|python|java\/|okhttp|go-http|node-fetch|undici|axios|libwww|httpclient/i;

/** A browser always says what it is. */
export const isCrawler = (userAgent: string): boolean => userAgent.trim() === '' || crawler.test(userAgent);
