import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, openPage, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { password } from '#test/support/session.ts';

describe.skipIf(isWithoutBrowser())('what goes wrong around the console', { timeout: 240_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
  });
  afterAll(() => world.close());
  const admin = () => world.signIn('administrator');
  const change = (path: string, payload: object) =>
    api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: api.headers, payload });
  const statusOf = async ({ id }: TestPartner) =>
    (await api.app.inject({ url: `/api/v1/partners/${id}`, headers: api.headers })).json().status as string;

  /** The dialog that suspends a partner, with a reason in it. */
  async function typeReason(page: Page, { id }: TestPartner) {
    await page.goto(`/console/partners/${id}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    const dialog = page.getByRole('dialog', { name: 'Suspend the partner' });
    await dialog.getByLabel('Reason').fill('Unpaid since March');
    return dialog;
  }

  test('a session that ends while a form is open loses nothing of it, and the form is sent after signing in', async () => {
    const partner = await api.partner();
    const { page, context, userId } = await admin();
    const dialog = await typeReason(page, partner);
    await change(`/users/${userId}/sign-out`, {});
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    const over = page.getByRole('dialog', { name: 'Your session has ended' });
    await over.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await over.waitFor({ state: 'hidden' });
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Unpaid since March');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('Suspended', { exact: true }).waitFor();
    expect(await statusOf(partner)).toBe('suspended');
    await context.close();
  });

  test('signing out in one tab signs out the other, and signing in there goes on here', async () => {
    const { page, context, email } = await admin();
    const second = await openPage(context);
    await second.page.goto('/console/partners');
    await second.page.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
    await page.goto('/console/you');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await second.page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    expect(await second.page.getByRole('navigation').count()).toBe(0);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    await second.page.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
    expect(second.complaints).toEqual([]);
    await context.close();
  });

  test('what is changed in one tab is seen in the other', async () => {
    const partner = await api.partner();
    const { page, context } = await admin();
    const second = await openPage(context);
    await second.page.goto(`/console/partners/${partner.id}`);
    await second.page.getByText('Active', { exact: true }).waitFor();
    await (await typeReason(page, partner)).getByRole('button', { name: 'Suspend' }).click();
    await second.page.getByText('Suspended', { exact: true }).waitFor();
    await context.close();
  });

  test.each([
    ['markup', '<img src=x onerror="document.title=1"><b>Acme</b>'],
    ['right to left', 'شركة أكمي (12) ש״ח'],
    ['as long as it may be', 'W'.repeat(200)],
  ])('a name is shown as it is, and moves nothing around it: %s', async (_kind, name) => {
    const { id } = (await change('/partners', { name, tier: 'sandbox' })).json();
    const { page, context, complaints } = await admin();
    await page.setViewportSize({ width: 390, height: 800 });
    for (const path of ['/console/partners', `/console/partners/${id}`]) {
      await page.goto(path);
      await page.getByText(name).first().waitFor();
      expect(await page.locator('main img, main b').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
