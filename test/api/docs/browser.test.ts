import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type Browser, startBrowser } from '#test/support/browser.ts';
import { findBrowser, isWithoutBrowser } from '#test/support/find-browser.ts';

const pages = ['/docs/api', '/docs/api/endpoints', '/docs', '/docs/partner-guide'];

describe.skipIf(isWithoutBrowser()).each([1400, 400])('in a browser that is %d pixels wide', { timeout: 180_000 }, (width) => {
  let api: TestApp;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    api = await buildTestApp();
    origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await startBrowser(findBrowser() ?? '', { width });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  test.each(pages)('%s breaks no rule of axe-core, and requests nothing from another host', async (url) => {
    await browser.page.open(`${origin}${url}`);
    await browser.page.evaluate(`${axe.source}; undefined`);
    const found = await browser.page.evaluate(
      'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.length} ${nodes[0].html.slice(0, 200)}`))',
    );
    expect(found).toEqual([]);
    expect(browser.page.requested.filter((one) => !one.startsWith(origin) && !one.startsWith('about:'))).toEqual([]);
  });
});
