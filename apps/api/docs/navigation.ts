import { Marked } from 'marked';
import { resolveLink } from './links.ts';
import { type Page, urlOf } from './pages.ts';
import { textOf } from './render.ts';

/** The pages for one audience. */
export interface Group {
  title: string;
  links: { text: string; url: string }[];
}

/** Makes the navigation from the index: one group for each `##`, with the links to pages that follow it. */
export function readNavigation(index: Page, pages: ReadonlyMap<string, Page>): Group[] {
  const urls = new Set([...pages.values()].map(({ name }) => urlOf(name)));
  const groups: Group[] = [];
  const marked = new Marked();
  void marked.walkTokens(marked.lexer(index.markdown), (token) => {
    if (token.type === 'heading' && token['depth'] === 2) groups.push({ title: textOf(token.tokens ?? []), links: [] });
    if (token.type !== 'link') return;
    const url = resolveLink(index.file, token['href'] as string, pages);
    if (url !== null && urls.has(url)) groups.at(-1)?.links.push({ text: textOf(token.tokens ?? []), url });
  });
  return groups;
}
