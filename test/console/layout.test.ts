import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countScripts } from '#test/bench/console-page.ts';
import { buildTestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('the console', { timeout: 180_000 }, () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
  });
  afterAll(() => world.close());

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
