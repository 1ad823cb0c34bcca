import { escapeHtml } from '#apps/api/http/html.ts';
import type { Group } from './navigation.ts';
import type { Heading, Rendered } from './render.ts';

/**
 * Adds the navigation and the list of headings. Both are `<details>`, which fold on phones without a script. On wide screens they scroll, so
 * they can have the focus.
 */
export function layOut({ title, html, headings }: Rendered, navigation: Group[], url: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(url === '/docs' ? title : `${title} · Causeway`)}</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><a class="home" href="/docs">Causeway</a><a href="/docs/api">API reference</a></header>
<div class="columns">
<nav class="pages" aria-label="Pages"><details tabindex="0"><summary>All pages</summary>${navigation.map((group) => listGroup(group, url)).join('')}</details></nav>
${listHeadings(headings)}<main id="content">
${html}</main>
</div>
</body>
</html>
`;
}

function listGroup({ title, links }: Group, current: string): string {
  const items = links.map(({ text, url }) => {
    // A decision is not in the navigation, but the list of decisions is.
    const here = url === current ? ' aria-current="page"' : current.startsWith(`${url}/`) ? ' aria-current="true"' : '';
    return `<li><a href="${url}"${here}>${escapeHtml(text)}</a></li>`;
  });
  return `<h2>${escapeHtml(title)}</h2><ul>${items.join('')}</ul>`;
}

function listHeadings(headings: Heading[]): string {
  const listed = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (listed.length < 2) return '';
  const items = listed.map(({ depth, id, text }) => `<li class="depth-${depth}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`);
  return `<nav class="headings" aria-label="On this page"><details tabindex="0"><summary>On this page</summary><ul>${items.join('')}</ul></details></nav>\n`;
}
