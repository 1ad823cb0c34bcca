import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, openPage, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { invite, password } from '#test/support/session.ts';

describe.skipIf(isWithoutBrowser())('the console in a browser', { timeout: 180_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
  });
  afterAll(() => world.close());
  const admin = (options = {}) => world.signIn('administrator', options);

  test('somebody with a one-time link chooses a password, and the link is not left in the address', async () => {
    const { page, complaints, context } = await admin();
    expect(page.url()).toBe(`${world.origin}/console/`);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('whoever opens a link to a view and has to sign in first is at that view afterwards', async () => {
    const first = await admin();
    await first.context.clearCookies();
    const { page, complaints } = await openPage(first.context);
    await page.goto('/console/deliveries?status=held');
    await page.getByLabel('E-mail address').fill(first.email);
    await page.getByLabel('Password').fill('this is not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
    expect(page.url()).toBe(`${world.origin}/console/deliveries?status=held`);
    expect(await page.getByRole('checkbox', { name: 'Held' }).isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await first.context.close();
  });

  test('a session that ends leaves what was typed, and signing in goes on from there', async () => {
    const { page, context, userId } = await admin();
    await page.goto('/console/deliveries');
    await page.getByLabel('Event type').fill('deal.appro');
    await api.app.inject({ method: 'POST', url: `/api/v1/users/${userId}/sign-out`, headers: api.headers });
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    // Whatever asks the API next finds it out.
    await expect
      .poll(async () => {
        await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
        return dialog.isVisible();
      })
      .toBe(true);
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Event type').inputValue()).toBe('deal.appro');
    await context.close();
  });

  test('a screen that arrives late leaves the focus to the dialog that was opened meanwhile', async () => {
    const { page, context, complaints } = await admin();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    // The palette has arrived.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { promise: isOpen, resolve: open } = Promise.withResolvers<void>();
    await page.route('**/console/assets/**', async (route) => {
      await isOpen;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('programmes');
    open();
    await page.getByRole('heading', { level: 1, name: 'Deliveries', includeHidden: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Programmes' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('after signing out, the back button shows nothing of what was seen', async () => {
    const { page, context, complaints } = await admin();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByText('this browser').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the session of another browser is ended from the list', async () => {
    const { page, context, email } = await admin();
    const second = await world.visit();
    await second.page.goto('/console');
    await second.page.getByLabel('E-mail address').fill(email);
    await second.page.getByLabel('Password').fill(password);
    await second.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await second.page.getByRole('navigation', { name: 'Screens' }).waitFor();
    await page.goto('/console/you');
    await page.getByRole('button', { name: 'Sign out there' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Sign out there' }).count()).toBe(0);
    await second.page.reload();
    await second.page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    await context.close();
    await second.context.close();
  });

  test('somebody without a right sees neither its screens nor an error, but what they would need', async () => {
    const { page, context, complaints } = await world.signIn('finance');
    expect(await page.getByRole('link', { name: 'Deliveries' }).count()).toBe(0);
    await page.goto('/console/deliveries');
    await page.getByText('It needs the scope webhooks:read').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the command palette opens a screen by its name and an ID by its page, without a mouse', async () => {
    const { page, context, complaints } = await admin();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to a screen' });
    await field.fill('dead');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dead letters' }).waitFor();
    await page.keyboard.press('Control+k');
    await field.fill('dlv_01k9v5yq3n8t2e6w7x4z0b1c2d');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/deliveries/dlv_01k9v5yq3n8t2e6w7x4z0b1c2d');
    await page.getByRole('alert').getByText('Request').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a link to use is used by its person, even if somebody else is signed in here', async () => {
    const { page, context } = await admin();
    const { path } = await invite(api.db, { roles: ['read_only'] });
    await page.goto(path);
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await context.close();
  });
});
