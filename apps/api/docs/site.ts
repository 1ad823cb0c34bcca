import { layOut } from './layout.ts';
import { resolveLink } from './links.ts';
import { readNavigation } from './navigation.ts';
import { type Page, readPages, urlOf } from './pages.ts';
import { renderMarkdown } from './render.ts';

const missing = `# Page not found

The [index](README.md) lists all pages.
`;

export interface Site {
  /** The HTML of a page by its name, such as `decisions`; null if there is none. */
  find(name: string): string | null;
  /** The HTML of the 404 page. */
  missing: string;
}

/** Reads all documents now. Each page is rendered at its first request, so that it does not delay the start. */
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
