import emailProviders from 'email-providers/all.json' with { type: 'json' };
import { parse } from 'tldts';

/** Where many companies have a page and no domain of their own. */
const platforms = new Set(
  (
    'facebook.com linkedin.com instagram.com twitter.com x.com youtube.com tiktok.com xing.com google.com wordpress.com blogspot.com wix.com ' +
    'wixsite.com squarespace.com weebly.com jimdo.com jimdosite.com jimdofree.com webnode.com webnode.page strikingly.com site123.me etsy.com ' +
    'myshopify.com tumblr.com medium.com notion.site carrd.co linktr.ee business.site godaddysites.com'
  ).split(' '),
);

const freeMail = new Set<string>(emailProviders);

/**
 * The registrable domain (eTLD+1 by the public suffix list) of a URL, host name or e-mail address, in lower case; null where
 * there is none. On shared hosts (github.io, myshopify.com) it is the customer's own part: those are public suffixes too.
 */
export function registrableDomain(text: string): string | null {
  const isEmail = text.includes('@') && !text.includes('/');
  const { hostname, domain, isIp } = parse(isEmail ? text.slice(text.lastIndexOf('@') + 1) : text.trim(), { allowPrivateDomains: true });
  if (isIp || !hostname?.includes('.')) return null;
  // fernhollow.sch.uk is a suffix by the list's wildcard *.sch.uk, and a school's own domain.
  const found = asAscii(domain ?? hostname);
  return platforms.has(found) ? pageOn(found, hostname, text) : found;
}

/** On a platform that is not in the list a company's page is its subdomain or the end of its path. */
function pageOn(platform: string, hostname: string, text: string): string | null {
  const own = hostname.slice(0, -platform.length - 1).replace(/^(?:www|m|[a-z]{2}|sites)$/, '');
  const last = URL.parse(/^[a-z]+:/i.test(text) ? text : `http://${text}`)
    ?.pathname.split('/')
    .findLast(Boolean);
  const page = own || last?.toLowerCase();
  return page ? `${page}.${platform}` : null;
}

/** As it is looked up: xn--… for what is not ASCII. */
function asAscii(domain: string): string {
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

/** Whether an address there says nothing about the company: gmail.com, gmx.de, qq.com … */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}

/** `acme` of `acme.co.uk`: what a company keeps across its country domains. */
export function domainLabel(domain: string): string {
  return parse(domain, { allowPrivateDomains: true }).domainWithoutSuffix ?? domain;
}
