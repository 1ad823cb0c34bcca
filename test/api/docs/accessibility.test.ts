import { createRequire } from 'node:module';
import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

// Its types need those of a browser, which would then be there for all of our code.
interface Dom {
  window: { document: unknown; eval(code: string): void; close(): void; axe: { run(root: unknown, options: object): Promise<AxeResults> } };
}
const { JSDOM, VirtualConsole } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string, options: object) => Dom;
  VirtualConsole: new () => unknown;
};

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

/**
 * The rules of axe-core that a page breaks. The pages have no scripts, so their HTML is all that there is. jsdom lays nothing out: what
 * depends on it is checked elsewhere (contrast: reference.test.ts) or not at all (target sizes).
 */
async function violationsOf(url: string): Promise<string[]> {
  const { body } = await api.app.inject({ url });
  const { window } = new JSDOM(body, { runScripts: 'outside-only', url: `http://127.0.0.1${url}`, virtualConsole: new VirtualConsole() });
  window.eval(axe.source);
  const { violations, passes } = await window.axe.run(window.document, { rules: { 'color-contrast': { enabled: false } } });
  window.close();
  expect(passes.length).toBeGreaterThan(10);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test.each([
  '/docs/api',
  '/docs/api/endpoints',
  '/docs/api/sandboxes',
  '/docs/api/webhooks',
  '/docs',
  '/docs/partner-guide',
  '/docs/publisher-guide',
])('%s breaks no rule of axe-core', { timeout: 120_000 }, async (url) => {
  expect(await violationsOf(url)).toEqual([]);
});
