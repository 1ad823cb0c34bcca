import path from 'node:path';
import { type Page, urlOf } from './pages.ts';

/** What is no page and yet served. */
const served: Record<string, string> = { 'docs/openapi.json': '/openapi.json' };

/**
 * Where a link of a document leads on the site; null when it leads to a file of the repository that is not served. `pages` are by
 * file.
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
