import path from 'node:path';
import { type Page, urlOf } from './pages.ts';
import { receiverUrls } from './receivers.ts';

/** Files that have a URL but are not pages. */
const served: Record<string, string> = { 'docs/openapi.json': '/openapi.json', ...receiverUrls };

/**
 * The URL of a document's link on the site, or null if it leads to a file that is not served, such as a source file. The keys of
 * `pages` are files.
 */
export function resolveLink(from: string, href: string, pages: ReadonlyMap<string, Page>): string | null {
  if (href.startsWith('#') || /^(https?:\/\/|mailto:)/.test(href)) return href;
  const [target = '', anchor] = href.split('#', 2);
  const file = path.posix.join(path.posix.dirname(from), target).replace(/\/$/, '');
  const page = pages.get(file) ?? pages.get(`${file}/README.md`);
  const url = page ? urlOf(page.name) : served[file];
  if (url === undefined) return null;
  return anchor === undefined ? url : `${url}#${anchor}`;
}
