import { layOut } from '#apps/api/docs/layout.ts';
import type { Group } from '#apps/api/docs/navigation.ts';
import { escapeHtml } from '#apps/api/http/html.ts';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { createSlugger } from '#domain/heading-slug.ts';
import { describeType } from './describe-type.ts';
import { anchorOf, describeOperation, type Placed, titleOf } from './operation.ts';
import { exampleBlock, fieldTable, inline, paragraphs } from './tables.ts';

const root = '/docs/api';

/** The document with what only readers need. */
export interface ReadableDocument extends ApiDocument {
  info?: { description?: string };
  tags?: { name: string; description?: string }[];
}

export interface Reference {
  /** The HTML of a page by its name, such as `endpoints`; the name of the index is empty. Null if there is none. */
  find(name: string): string | null;
}

/** The operations of one tag, which are a page. */
interface Chapter {
  name: string;
  slug: string;
  description: string | undefined;
  operations: Placed[];
}

/** The reference of the API as pages of HTML, without scripts. Each is rendered at its first request. */
export function openReference(document: ReadableDocument): Reference {
  const chapters = chaptersOf(document);
  const navigation = navigationOf(chapters);
  const page = (title: string, path: string, html: string, headings: { id: string; text: string }[]) =>
    layOut(
      { title, html: `<h1>${escapeHtml(title)}</h1>\n${html}`, headings: headings.map((one) => ({ ...one, depth: 2 })) },
      navigation,
      path,
    );
  const makers = new Map<string, () => string>([
    ['', () => page('API reference', root, describeIndex(document, chapters), [])],
    ['schemas', () => page('Schemas', `${root}/schemas`, describeSchemas(document), [])],
    ...chapters.map((chapter): [string, () => string] => [
      chapter.slug,
      () => {
        const { name, slug, description, operations } = chapter;
        const html = paragraphs(description) + operations.map((one) => describeOperation(one, document)).join('');
        const headings = operations.map((one) => ({ id: anchorOf(one), text: titleOf(one) }));
        return page(name, `${root}/${slug}`, html, headings);
      },
    ]),
  ]);
  const made = new Map<string, string>();
  return {
    find(name) {
      const html = made.get(name) ?? makers.get(name)?.();
      if (html === undefined) return null;
      made.set(name, html);
      return html;
    },
  };
}

function chaptersOf(document: ReadableDocument): Chapter[] {
  const slug = createSlugger();
  slug('schemas');
  const webhooks = Object.entries(document.webhooks ?? {}).flatMap(([name, { post }]) =>
    post ? [{ method: 'post', path: `(your endpoint) ${name}`, operation: post }] : [],
  );
  const all = [...operationsOf(document), ...webhooks];
  return (document.tags ?? [])
    .map(({ name, description }) => ({
      ...{ name, slug: slug(name), description },
      operations: all.filter(({ operation }) => operation.tags?.[0] === name),
    }))
    .filter(({ operations }) => operations.length > 0);
}

function navigationOf(chapters: readonly Chapter[]): Group[] {
  const links = chapters.map(({ name, slug }) => ({ text: name, url: `${root}/${slug}` }));
  const others = [
    { text: 'All operations', url: root },
    { text: 'Schemas', url: `${root}/schemas` },
  ];
  return [
    { title: 'API reference', links: others },
    { title: 'Operations', links },
  ];
}

function describeIndex({ info }: ReadableDocument, chapters: readonly Chapter[]): string {
  const lists = chapters.map(({ name, slug, description, operations }) => {
    const items = operations.map(
      (one) =>
        `<li><a href="${root}/${slug}#${encodeURIComponent(anchorOf(one))}">${escapeHtml(titleOf(one))}</a> <code>${one.method.toUpperCase()} ${escapeHtml(one.path)}</code></li>`,
    );
    return `<h2 id="${slug}">${escapeHtml(name)}</h2>\n<p>${inline(description)}</p>\n<ul>${items.join('')}</ul>\n`;
  });
  const download = '<p>The same as an <a href="/openapi.json">OpenAPI document</a>, for generators and other tools.</p>\n';
  return paragraphs(info?.description) + download + lists.join('');
}

function describeSchemas({ components }: ApiDocument): string {
  const all = Object.entries(components?.schemas ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return all
    .map(([name, schema]) => {
      const id = escapeHtml(name);
      const what = schema.properties ? '' : `<p>${describeType(schema)}</p>\n`;
      return `<h2 id="${id}">${id}</h2>\n${paragraphs(schema.description)}${what}${fieldTable(schema)}${exampleBlock(schema.example ?? schema.examples?.[0])}`;
    })
    .join('');
}
