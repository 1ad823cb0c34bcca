/** Sites on which many companies have a page instead of their own domain. */
const platforms = new Set(
  (
    'facebook.com linkedin.com instagram.com twitter.com x.com threads.net youtube.com tiktok.com xing.com pinterest.com vk.com t.me wa.me ' +
    'google.com wordpress.com blogspot.com wix.com wixsite.com squarespace.com weebly.com jimdo.com jimdosite.com jimdofree.com ' +
    'webnode.com webnode.page strikingly.com mystrikingly.com site123.me yolasite.com zyrosite.com ueniweb.com etsy.com bigcartel.com ' +
    'myshopify.com tumblr.com medium.com substack.com patreon.com notion.site carrd.co linktr.ee beacons.ai bio.link about.me business.site ' +
    'godaddysites.com tistory.com hatenablog.com ameblo.jp over-blog.com tripadvisor.com yelp.com amazon.com ebay.com ebay.de ebay.co.uk ' +
    'indiamart.com alibaba.com made-in-china.com justdial.com yellowpages.com gelbeseiten.de pagesjaunes.fr paginegialle.it goo.gl g.page ' +
    'bsky.app reddit.com github.com gitlab.com crunchbase.com glassdoor.com trustpilot.com booking.com airbnb.com doctolib.fr doctolib.de ' +
    'naver.com weibo.com line.me snapchat.com vimeo.com soundcloud.com behance.net dribbble.com houzz.com thumbtack.com upwork.com fiverr.com'
  ).split(' '),
);

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
