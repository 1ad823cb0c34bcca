import { expect, test } from 'vitest';
import { resolveLink } from '#apps/api/docs/links.ts';
import type { Page } from '#apps/api/docs/pages.ts';
import { renderMarkdown } from '#apps/api/docs/render.ts';
import { createSlugger } from '#domain/heading-slug.ts';

const render = (markdown: string) => renderMarkdown(markdown, (href) => href).html;

test.each([
  ['Symptom → action', 'symptom--action'],
  ['npm run bench:gateway', 'npm-run-benchgateway'],
  ['A CRM refuses a deal, or is away', 'a-crm-refuses-a-deal-or-is-away'],
  ['deliver_webhook/<id>', 'deliver_webhookid'],
  ['Zürich – 1.0', 'zürich--10'],
])('"%s" has the id that GitHub gives it', (heading, id) => {
  expect(createSlugger()(heading)).toBe(id);
});

test('headings of the same words have different ids', () => {
  const slug = createSlugger();
  expect(['Keys', 'Keys', 'Keys-1', 'Keys'].map(slug)).toEqual(['keys', 'keys-1', 'keys-1-1', 'keys-2']);
});

test('HTML in a document is escaped, and its comments are left out', () => {
  const html = render(
    '<script>alert(1)</script>\n\ntext <img src=x onerror=alert(1)>\n\n```\n</code><b>\n```\n\n<!-- a\n\nb -->\n\n# `<i>`\n',
  );
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).toContain('&lt;/code&gt;&lt;b&gt;');
  expect(html).toContain('<code>&lt;i&gt;</code>');
  expect(html).not.toMatch(/<script|<img|<b>|<i>|<!--|&lt;!--/);
});

test('an empty table header is left out', () => {
  expect(render('| | |\n|---|---|\n| a | b |\n')).not.toContain('<thead>');
  expect(render('| x | |\n|---|---|\n| a | b |\n')).toContain('<thead>');
});

const page = (file: string, name: string): [string, Page] => [file, { file, name, markdown: '' }];
const pages = new Map([
  page('README.md', 'overview'),
  page('docs/README.md', ''),
  page('docs/runbook.md', 'runbook'),
  page('docs/decisions/README.md', 'decisions'),
]);

test.each([
  ['docs/runbook.md', '#keys', '#keys'],
  ['docs/runbook.md', 'README.md', '/docs'],
  ['docs/runbook.md', '../README.md#start', '/docs/overview#start'],
  ['docs/runbook.md', 'openapi.json', '/openapi.json'],
  ['README.md', 'docs/decisions', '/docs/decisions'],
  ['README.md', 'docs/decisions/', '/docs/decisions'],
  ['docs/decisions/README.md', '../runbook.md#a', '/docs/runbook#a'],
  ['README.md', 'https://temporal.io', 'https://temporal.io'],
  ['README.md', 'LICENSE', null],
  ['README.md', '../../etc/passwd', null],
  ['README.md', '//evil.example', null],
  ['README.md', 'javascript:alert(1)', null],
  ['README.md', 'data:text/html,x', null],
])('in %s a link to %s leads to %s', (from, href, url) => {
  expect(resolveLink(from, href, pages)).toBe(url);
});

test('a link to a file that is not served is shown as text', () => {
  expect(renderMarkdown('[the *licence*](LICENSE)', () => null).html).toBe('<p>the <em>licence</em></p>\n');
});
