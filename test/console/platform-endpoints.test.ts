import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('platform endpoints in the console', { timeout: 180_000 }, () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
  });
  afterAll(() => world.close());

  test('an endpoint of the company is added, tested, changed, paused, and gets a new secret', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Platform endpoints' }).click();
    await page.getByText('There are no endpoints yet').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Add an endpoint' }).click();
    await page.getByLabel('URL that receives the events').fill('https://alerts.example.com/causeway');
    await page.getByRole('checkbox', { name: 'causeway.readiness.failed' }).check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByRole('link', { name: 'Go to the endpoint' }).click();
    await page.getByRole('heading', { level: 2, name: 'How well it did' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('A test event was sent').waitFor();
    await page.getByRole('button', { name: 'Show the secret' }).click();
    const secret = page.getByText(/^whsec_/);
    const first = await secret.textContent();
    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await expect.poll(() => secret.textContent()).not.toBe(first);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Change the endpoint' }).click();
    await page.getByLabel('Description').fill('Pager');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pager' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
