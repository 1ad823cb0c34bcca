import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { patient } from '#test/support/limits.ts';

describe.skipIf(isWithoutBrowser())('the status page in a browser', { timeout: 120_000 }, () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    const publicStatus = { title: 'Partner API', components: { 'CRM <sync>': ['con_1'], Webhooks: ['ep_1'] } };
    const settings = Settings.parse({ gateway: patient, health: { public_status: publicStatus } });
    world = await startConsole(() => buildTestApp({ settings: () => settings }));
  });
  afterAll(() => world.close());

  test('leads whoever is not signed in to the sign-in', async () => {
    const { page, complaints, context } = await world.visit();
    await page.goto('/status');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in to the console' }).click();
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('shows the components to who is signed in, without a script, to everybody who reads it', async () => {
    const { page, context, complaints } = await world.signIn('read_only');
    await page.goto('/status');
    await page.getByRole('heading', { level: 1, name: 'Partner API' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'CRM <sync> Not known' }).waitFor();
    expect(await page.locator('script').count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a link from another site shows nothing of it before somebody presses once more', async () => {
    const { page, context } = await world.signIn('read_only');
    await page.goto('data:text/html,<p>elsewhere</p>');
    await page.evaluate((url) => location.assign(url), `${world.origin}/status`);
    await page.getByRole('link', { name: 'open the status again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Partner API' }).waitFor();
    await context.close();
  });
});
