import platformHosts from './lists/platform-hosts.json' with { type: 'json' };

/** Sites on which many companies have a page instead of their own domain. */
const platforms = new Set(platformHosts);

/** Segments of a path that say what kind of page it is: linkedin.com/company/…, sites.google.com/view/…, youtube.com/channel/… */
const kinds = new Set(
  (
    'company school showcase in pub pages page category people profile profiles view site sites a d c channel user users shop shops store stores companies intl ' +
    'biz maps organization review reviews groups group pg public p str usr gp seller b place places world'
  ).split(' '),
);

export const isPlatform = (domain: string): boolean => platforms.has(domain);

/** What identifies a company on a platform: its subdomain, the id of a numbered page, or its name in the path. Null if nothing does. */
export function platformPage(platform: string, hostname: string, address: URL | null): string | null {
  const own = hostname.slice(0, -platform.length - 1).replace(/^(?:www|m|[a-z]{2}|[a-z]{2}-[a-z]{2}|sites)$/, '');
  if (own) return own;
  const segments = address?.pathname.toLowerCase().split('/').filter(Boolean) ?? [];
  if (segments[0]?.endsWith('.php')) return address?.searchParams.get('id')?.toLowerCase() ?? null;
  // facebook.com/pages/Brightwell/100045: the name is only decoration.
  const numbered = segments[0] === 'pages' ? segments.findLast((segment) => /^\d+$/.test(segment)) : undefined;
  return numbered ?? segments.find((segment) => !kinds.has(segment))?.replace(/^@/, '') ?? null;
}
