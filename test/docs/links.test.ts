import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Marked, type Token } from 'marked';
import { expect, test } from 'vitest';
import { readPages } from '#apps/api/docs/pages.ts';
import { textOf } from '#apps/api/docs/render.ts';
import { createSlugger } from '#domain/heading-slug.ts';

const root = path.resolve(import.meta.dirname, '../..');
const pages = [...readPages().values()];

function tokensOf(markdown: string): Token[] {
  const tokens: Token[] = [];
  const marked = new Marked();
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    tokens.push(token);
  });
  return tokens;
}

const linksOf = (markdown: string) =>
  tokensOf(markdown).flatMap((token) => (token.type === 'link' || token.type === 'image' ? [token['href'] as string] : []));

function anchorsOf(file: string): string[] {
  const slug = createSlugger();
  return tokensOf(readFileSync(path.join(root, file), 'utf8')).flatMap((token) =>
    token.type === 'heading' ? [slug(textOf(token.tokens ?? []))] : [],
  );
}

/** The file of this repository that a link of a document leads to. */
function targetOf(file: string, href: string): { target: string; anchor: string | undefined } {
  const [relative = '', anchor] = href.split('#', 2);
  const target = relative === '' ? file : path.posix.join(path.posix.dirname(file), relative);
  const isFolder = existsSync(path.join(root, target)) && statSync(path.join(root, target)).isDirectory();
  return { target: isFolder ? path.posix.join(target, 'README.md') : target, anchor };
}

const isExternal = (href: string) => /^[a-z]+:/.test(href);

test.each(pages)('every link of $file leads to a file and a heading', ({ file, markdown }) => {
  for (const href of linksOf(markdown)) {
    if (isExternal(href)) {
      expect(href).toMatch(/^(https:\/\/|mailto:)/);
      continue;
    }
    const { target, anchor } = targetOf(file, href);
    expect([href, existsSync(path.join(root, target))]).toEqual([href, true]);
    if (anchor !== undefined) expect([href, anchorsOf(target)]).toEqual([href, expect.arrayContaining([anchor])]);
  }
});

test('every document can be reached from the index', () => {
  const markdownOf = new Map(pages.map(({ file, markdown }) => [file, markdown]));
  const reached = new Set(['docs/README.md']);
  for (const file of reached) {
    for (const href of linksOf(markdownOf.get(file) ?? '').filter((link) => !isExternal(link))) {
      const { target } = targetOf(file, href);
      if (markdownOf.has(target)) reached.add(target);
    }
  }
  expect([...reached].toSorted()).toEqual([...markdownOf.keys()].toSorted());
});

test('the image holds every document', () => {
  const lines = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n');
  const copied = lines('Dockerfile').flatMap((line) => (/^COPY (?!--)/.test(line) ? line.split(' ').slice(1, -1) : []));
  const sent = lines('.dockerignore').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const within = (file: string, places: string[]) => places.some((place) => file === place || file.startsWith(`${place}/`));
  expect(pages.map(({ file }) => file).filter((file) => !within(file, copied) || !within(file, sent))).toEqual([]);
});
