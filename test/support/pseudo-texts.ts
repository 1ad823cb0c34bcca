import type { Page } from 'playwright-core';
import { roleNames } from '#domain/access/role.ts';
import { scopes } from '#domain/access/scope.ts';
import { failureReasons } from '#domain/sync/write-failure.ts';

/** Names that every language has. */
const names = /^(ID|CSV|PDF|JSON|Causeway|Temporal|client_id)$/;
/** Values of the API that screens offer before it says them. */
const values = [...roleNames, ...Object.keys(failureReasons), ...scopes];

const readTexts = `(() => {
  const found = [...document.body.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
    element.tagName === 'TIME' ? [] : ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('code, pre, kbd, time, script, noscript, textarea')) found.push(walker.currentNode.data);
  return found;
})()`;

/** Notes every text that the API says to a page from now on: what is not said by it is said by the console. */
export function noteAnswers(page: Page): () => Promise<Set<string>> {
  const answers: Promise<unknown>[] = [];
  page.on('response', (response) => {
    if (response.headers()['content-type']?.includes('json')) answers.push(response.json().catch(() => null));
  });
  return async () => new Set([...(await Promise.all(answers)), ...values].flatMap(textsOf));
}

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value), spelled(String(value))];
  return typeof value === 'object' && value !== null ? [...Object.keys(value).map(spelled), ...Object.values(value).flatMap(textsOf)] : [];
};
const spelled = (name: string): string => name.replaceAll('_', ' ');

/** Texts of a page in the pseudo-locale that bear no marks of it, although the API did not say them. */
export async function untranslatedIn(page: Page, said: ReadonlySet<string>): Promise<string[]> {
  const texts: string[] = await page.evaluate(readTexts);
  return texts.filter((text) => {
    const rest = text
      .replace(/\[.*\]/s, '')
      .trim()
      .replace(/^\((.*)\)$/, '$1');
    const words = rest.replaceAll(ids, '').replaceAll(/[():]/g, ' ').replaceAll(/ +/g, ' ').trim();
    return /[a-z]{2}/i.test(words) && !names.test(words) && !isSaid(rest, said) && !isSaid(words, said);
  });
}

const ids = /\b[a-z]{2,4}_[0-9a-z]{26}\b/g;

/** Also several things that the API said, one after the other. */
const isSaid = (text: string, said: ReadonlySet<string>): boolean =>
  said.has(text) ||
  [...text.matchAll(/,? /g)].some(({ index, 0: gap }) => said.has(text.slice(0, index)) && isSaid(text.slice(index + gap.length), said));
