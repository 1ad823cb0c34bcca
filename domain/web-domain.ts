import { parse } from 'tldts';
import emailProviders from 'email-providers/all.json' with { type: 'json' };

const freeMail = new Set<string>(emailProviders);

/**
 * The registrable domain (eTLD+1 by the public suffix list) of a URL, host name or e-mail address, in lower case; null where
 * there is none. On shared hosts (github.io, myshopify.com) it is the customer's own part: those are public suffixes too.
 */
export function registrableDomain(text: string): string | null {
  const host = text.includes('@') && !text.includes('/') ? text.slice(text.lastIndexOf('@') + 1) : text;
  const { domain, isIp } = parse(host.trim().toLowerCase(), { allowPrivateDomains: true });
  return isIp ? null : domain;
}

/** Whether an address there says nothing about the company: gmail.com, gmx.de, qq.com … */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}

/** `acme` of `acme.co.uk`: what a company keeps across its country domains. */
export function domainLabel(domain: string): string {
  return parse(domain, { allowPrivateDomains: true }).domainWithoutSuffix ?? domain;
}
