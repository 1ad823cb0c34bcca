import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countScripts } from '#test/bench/console-page.ts';
import { buildTestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

const screens = ['', '/deliveries', '/dead-letters', '/endpoints', '/events', '/review', '/partners', '/users', '/audit', '/you'];

describe.skipIf(isWithoutBrowser())('the console', { timeout: 180_000 }, () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
  });
  afterAll(() => world.close());

  test.each([390, 1280])('fits into %d pixels, in words that are a third longer, and all of its words can be translated', async (width) => {
    const { page, complaints, context } = await world.signIn('administrator', { viewport: { width, height: 900 } });
    for (const screen of screens) {
      await page.goto(`/console${screen}?locale=pseudo`, { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([screen, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([screen, width]);
      const words = await page.locator('h1, h2, th, legend, label, button, a:not([download])').allInnerTexts();
      const untranslated = words
        .map((text) => text.trim())
        .filter((text) => text !== '' && !/^(\[|ID$|Ada Lovelace$|[a-z]+_[0-9a-z]+$)/.test(text));
      // Names of roles are the API's.
      expect([
        screen,
        untranslated.filter((text) => !/^(administrator|operator|partner manager|finance|read only|Acme)$/.test(text)),
      ]).toEqual([screen, []]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the first view needs at most 130 KB of JavaScript, compressed', async () => {
    const { context } = await world.signIn('administrator');
    const page = await context.newPage();
    const { cdp, bytes } = await countScripts(page);
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto('/console', { waitUntil: 'networkidle' });
    expect(bytes()).toBeGreaterThan(0);
    expect(bytes()).toBeLessThan(130 * 1024);
    await context.close();
  });
});
