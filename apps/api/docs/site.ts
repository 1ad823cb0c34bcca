import { layOut } from './layout.ts';
import { resolveLink } from './links.ts';
import { readNavigation } from './navigation.ts';
import { type Page, readPages, urlOf } from './pages.ts';
import { renderMarkdown } from './render.ts';

const missing = `# Page not found

The [index](README.md) lists all pages.
`;

export interface Site {
  /** The HTML of a page, by its name: `decisions`; null when there is none. */
  find(name: string): string | null;
  /** The HTML to show in its place. */
  missing: string;
}

/** All documents, read now. A page is rendered when somebody first asks for it: milliseconds, and most processes need none. */
export function openSite(): Site {
  const pages = readPages();
  const byFile = new Map([...pages.values()].map((page) => [page.file, page]));
  const index = pages.get('');
  if (!index) throw new Error('The documents have no index: docs/README.md is missing');
  const navigation = readNavigation(index, byFile);
  const render = ({ file, name, markdown }: Page) =>
    layOut(
      renderMarkdown(markdown, (href) => resolveLink(file, href, byFile)),
      navigation,
      urlOf(name),
    );
  const rendered = new Map<string, string>();
  return {
    find(name) {
      const page = pages.get(name);
      if (!page) return null;
      const html = rendered.get(name) ?? render(page);
      rendered.set(name, html);
      return html;
    },
    missing: render({ file: 'docs/404.md', name: '404', markdown: missing }),
  };
}
