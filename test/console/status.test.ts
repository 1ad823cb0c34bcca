import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { buildConsole, openPage, signInAs, startChromium } from '#test/support/console.ts';
import { findBrowser } from '#test/support/find-browser.ts';
import { patient } from '#test/support/limits.ts';

const program = findBrowser();
if (program === undefined) console.log('skipped: the status page, because there is no Chromium (CHROMIUM names one)');

describe.skipIf(program === undefined)('the status page in a browser', { timeout: 120_000 }, () => {
  let api: TestApp;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    buildConsole();
    const publicStatus = { title: 'Partner API', components: { 'CRM <sync>': ['con_1'], Webhooks: ['ep_1'] } };
    const settings = Settings.parse({ gateway: patient, health: { public_status: publicStatus } });
    api = await buildTestApp({ settings: () => settings });
    origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await startChromium(program ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  test('leads whoever is not signed in to the sign-in', async () => {
    const context = await browser.newContext({ baseURL: origin });
    const { page, complaints } = await openPage(context);
    await page.goto('/status');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in to the console' }).click();
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('shows the components to who is signed in, without a script, to everybody who reads it', async () => {
    const { page, context, complaints } = await signInAs({ browser, origin, db: api.db }, { roles: ['read_only'] });
    await page.goto('/status');
    await page.getByRole('heading', { level: 1, name: 'Partner API' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'CRM <sync> Not known' }).waitFor();
    expect(await page.locator('script').count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a link from another site shows nothing of it before somebody presses once more', async () => {
    const { page, context } = await signInAs({ browser, origin, db: api.db }, { roles: ['read_only'] });
    await page.goto('data:text/html,<p>elsewhere</p>');
    await page.evaluate((url) => location.assign(url), `${origin}/status`);
    await page.getByRole('link', { name: 'open the status again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Partner API' }).waitFor();
    await context.close();
  });
});
