import emailProviders from 'email-providers/all.json' with { type: 'json' };
import { parse } from 'tldts';
import { isPlatform, platformPage } from './platform-page.ts';

const freeMail = new Set<string>(emailProviders);

/**
 * The registrable domain (eTLD+1 by the public suffix list) of a URL, host name or e-mail address, in lower case; null if there is none.
 * Shared hosts (github.io, myshopify.com) are public suffixes too, so there it includes the customer's own label. On other platforms it
 * begins with what identifies the customer's page.
 */
export const registrableDomain = (text: string): string | null => readDomain(text)?.domain ?? null;

interface ReadDomain {
  domain: string;
  label: string;
  isPage: boolean;
  hostname: string;
}

function readDomain(text: string): ReadDomain | null {
  const isEmail = text.includes('@') && !text.includes('/');
  const parsed = parse(isEmail ? text.slice(text.lastIndexOf('@') + 1) : text.trim(), { allowPrivateDomains: true });
  const { hostname, isIp } = parsed;
  if (isIp || !hostname?.includes('.')) return null;
  // The list's wildcard *.sch.uk makes fernhollow.sch.uk a suffix, but it is a school's own domain.
  const domain = asAscii((parsed.domain ?? hostname).replace(/^www\./, ''));
  if (!isPlatform(domain)) {
    // A domain with letters beyond ASCII has its label in that form.
    const isPlain = parsed.domain === domain;
    return { domain, label: isPlain ? (parsed.domainWithoutSuffix ?? domain) : domainLabel(domain), isPage: false, hostname };
  }
  const page = platformPage(domain, hostname, isEmail ? null : parseWebsite(text));
  return page === null || page === '' ? null : { domain: `${page}.${domain}`, label: page, isPage: true, hostname };
}

/** Reads the address of a website, which people write with and without its scheme. */
export function parseWebsite(text: string): URL | null {
  const address = text.trim();
  return URL.parse(/^https?:(?!\d)/i.test(address) ? address : `http://${address.replace(/^\/\//, '')}`);
}

/** Whether the text is the address of a website: an http(s) URL, or a host name with or without a path. */
export function isWebsite(text: string): boolean {
  const address = text.trim();
  // What follows a colon can also be a port: brightwell.com:8443.
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(address)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return false;
  const url = parseWebsite(address);
  if (!url || url.username !== '') return false;
  return parse(url.hostname).isIp === true || /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.(?:[a-z]{2,}|xn--[a-z0-9-]+)\.?$/.test(url.hostname);
}

/** The form that DNS uses: xn--… for labels that are not ASCII. */
function asAscii(domain: string): string {
  if (/^[ -~]*$/.test(domain)) return domain;
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

/** Whether an address at this domain does not identify a company: gmail.com, gmx.de, qq.com … */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}

/** `acme` of `acme.co.uk` and of `acme.linkedin.com`: the part that the domains and pages of one company share. */
export function domainLabel(domain: string): string {
  const { domain: registrable, domainWithoutSuffix, subdomain } = parse(domain, { allowPrivateDomains: true });
  if (registrable && subdomain && isPlatform(registrable)) return subdomain;
  return domainWithoutSuffix ?? domain;
}

/** Parts of a company's own site: `shop.acme.com` is at the same address as `acme.com`. */
const usualSubdomains =
  /^(?:www\d?|shop|store|blog|mobile|apps?|portal|my|get|go|about|info|web|online|support|help|careers?|jobs|group|global|corporate|corp|investors?|ir|media|press|news|home|[a-z]{1,2}|[a-z]{2}-[a-z]{2})$/;

/** A website, as far as it tells companies apart. */
export interface Site {
  /** As `registrableDomain` says. */
  domain: string;
  /** `acme` of `acme.co.uk`, without hyphens. */
  label: string;
  /** Whether it is a page on a platform and not a domain of the company's own. */
  isPage: boolean;
  /** What stands before the domain, if that is not www. */
  subdomain: string;
  /** The first segment of the path. */
  section: string;
  /** Host and path in lower case, letters and digits only. */
  address: string;
}

export function siteOf(website: string): Site | null {
  const found = readDomain(website);
  if (found === null) return null;
  const { domain, label, isPage, hostname } = found;
  const before = hostname.endsWith(`.${domain}`) ? hostname.slice(0, -domain.length - 1) : '';
  const subdomain =
    before === ''
      ? ''
      : before
          .split('.')
          .filter((part) => !usualSubdomains.test(part))
          .join('.');
  const section = /^(?:[a-z]+:)?(?:\/\/)?[^/?#]*\/([^/?#]*)/i.exec(website.trim())?.[1]?.toLowerCase() ?? '';
  const address = website
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replaceAll(/[?#].*|[^a-z0-9]/g, '');
  return { domain, label: label.replaceAll(/[-_.]/g, ''), isPage, subdomain, section, address };
}
