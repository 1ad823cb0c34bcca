import { escapeHtml } from './html.ts';

export const plainPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  // No scripts, nothing from other hosts, no embedding in other pages. Links to other hosts are links, not forms.
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The address can contain a ticket, or the answer of another system.
  'referrer-policy': 'no-referrer',
};

/** A page that a person reads once, outside the console: a title, and HTML. */
export function plainPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Causeway</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><span class="home">Causeway</span></header>
<main id="content">
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
