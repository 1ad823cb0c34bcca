import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { escapeHtml } from '#apps/api/http/html.ts';
import { createSlugger } from '#domain/heading-slug.ts';

export interface Heading {
  depth: number;
  text: string;
  id: string;
}

export interface Rendered {
  title: string;
  html: string;
  headings: Heading[];
}

/** Renders a document. HTML in it is escaped. `linkTo` returns the URL of a link, or null to show its text only. */
export function renderMarkdown(markdown: string, linkTo: (href: string) => string | null): Rendered {
  const headings: Heading[] = [];
  const slug = createSlugger();
  const ofThisPage: RendererObject = {
    heading({ depth, tokens }) {
      const text = textOf(tokens);
      const id = slug(text);
      headings.push({ depth, text, id });
      const anchor = depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`;
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}${anchor}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const url = linkTo(href);
      return url === null ? text : `<a href="${escapeHtml(url)}">${text}</a>`;
    },
  };
  const html = new Marked({ renderer: { ...ofEveryPage, ...ofThisPage } }).parse(markdown, { async: false });
  return { title: headings[0]?.text ?? 'Untitled', html, headings };
}

const ofEveryPage: RendererObject = {
  /** A wide table scrolls within the page. An empty header (`| | |`) is left out. */
  table({ header, rows }) {
    const row = (cells: Tokens.TableCell[]) => this.tablerow({ text: cells.map((cell) => this.tablecell(cell)).join('') });
    const head = header.some((cell) => cell.tokens.length > 0) ? `<thead>${row(header)}</thead>` : '';
    return `<div class="scroll" tabindex="0"><table>${head}<tbody>${rows.map(row).join('')}</tbody></table></div>\n`;
  },
  code({ text, lang }) {
    const block = `<pre tabindex="0"><code>${escapeHtml(text)}\n</code></pre>\n`;
    // To draw it, the page would need a script of several megabytes.
    return lang === 'mermaid' ? `<figure><figcaption>Diagram, as Mermaid text</figcaption>${block}</figure>\n` : block;
  },
  html: ({ text }) => escapeHtml(text.replaceAll(/<!--[^]*?-->/g, '')),
  image: ({ text }) => escapeHtml(text),
};

/** The plain text of a heading or a link. */
export function textOf(tokens: Token[]): string {
  return tokens.map((token) => ('tokens' in token && token.tokens ? textOf(token.tokens) : 'text' in token ? token.text : '')).join('');
}
