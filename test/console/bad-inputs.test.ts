import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import { DAY_MS } from '#domain/days.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { aFinding } from '#test/support/alert-world.ts';
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

  const html = { contentType: 'text/html', body: '<h1>Welcome to the Wi-Fi</h1>' };
  test.each<[string, (route: Route) => Promise<void>]>([
    ['a page of a proxy that has no server', (route) => route.fulfill({ ...html, status: 502 })],
    ['a page of somebody else', (route) => route.fulfill({ ...html, status: 200 })],
    ['an answer that is cut off', (route) => route.fulfill({ contentType: 'application/json', body: '{"data": [' })],
    ['no answer', (route) => route.abort('connectionreset')],
  ])('%s in the place of the API is told in words, and asking again brings the screen', async (_kind, answer) => {
    await api.partner();
    const { page, context, complaints } = await admin();
    for (const [address, of] of [
      ['/console/partners', '**/api/v1/**'],
      ['/console/partners', '**/auth/session'],
    ] as const) {
      await page.route(of, answer);
      await page.goto(address);
      await page
        .getByRole('alert')
        .getByText(/Causeway does not answer|Causeway is busy/)
        .first()
        .waitFor();
      expect(await page.getByText('Wi-Fi').count()).toBe(0);
      await page.unroute(of);
      await page.getByRole('button', { name: 'Try again', exact: true }).first().click();
      await page.getByRole('link', { name: 'Acme' }).first().waitFor();
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([
    [2, 2],
    [600, 1],
  ])('who is told to ask again in %d s asks no earlier, and by itself only if that is soon', async (seconds, times) => {
    const asked: number[] = [];
    const { page, context } = await admin();
    await page.route('**/api/v1/partners?*', (route) => {
      asked.push(performance.now());
      return route.fulfill({ status: 429, headers: { 'retry-after': String(seconds) } });
    });
    await page.goto('/console/partners?name=Acme');
    await page.getByRole('alert').getByText('Too many requests').waitFor();
    expect(await page.getByRole('button', { name: /^Try again in \d+ s$/ }).isDisabled()).toBe(true);
    expect(asked).toHaveLength(times);
    for (const [place, at] of asked.slice(1).entries()) expect(at - (asked[place] ?? 0)).toBeGreaterThan(seconds * 1_000 - 50);
    await context.close();
  });

  test('somebody whose partner is suspended meanwhile is told why, and goes on when it is active again', async () => {
    const partner = await api.partner();
    const { page, context, complaints } = await world.signIn('partner_admin', { partnerId: partner.id });
    await change(`/partners/${partner.id}/suspend`, { reason: 'Unpaid since March' });
    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('alert').getByText('Unpaid since March').waitFor();
    const before = asked;
    await page.reload();
    await page.getByRole('alert').getByText('Unpaid since March').first().waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    // What the page needs, once.
    expect(asked - before).toBeLessThan(20);
    await change(`/partners/${partner.id}/activate`, {});
    await page.getByRole('button', { name: 'Try again', exact: true }).first().click();
    await page.getByText('Nothing was delivered yet').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('somebody whose partner is suspended can sign out', async () => {
    const partner = await api.partner();
    const { page, context } = await world.signIn('partner_admin', { partnerId: partner.id });
    await change(`/partners/${partner.id}/suspend`, { reason: 'Unpaid since March' });
    await page.goto('/console/you');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor();
    await context.close();
  });

  test('the tab of a screen whose record is not found has the name of that screen, not that of the one before', async () => {
    const { page, context } = await admin();
    await page.goto('/console/partners');
    await page.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
    await page.evaluate(`history.pushState(null, '', '/console/partners/ptn_nobody')`);
    await page.getByRole('alert').first().waitFor();
    expect(await page.title()).toBe('Partner · Causeway');
    await context.close();
  });

  test.each([-DAY_MS, DAY_MS])('a browser whose clock is wrong by %d ms asks for the times that somebody means', async (skewMs) => {
    const finding = aFinding();
    await api.db.sql.begin((tx) => applyAlertNews(tx, { rule: finding.rule, subjectId: finding.subject.id }, { kind: 'found', finding }));
    const { page, context, complaints } = await admin();
    await page.clock.setFixedTime(Date.now() + skewMs);
    await page.goto('/console/alerts');
    await page.getByRole('link', { name: finding.title }).click();
    await page.getByRole('button', { name: 'Snooze for an hour' }).click();
    await page.getByRole('button', { name: 'End the snooze' }).waitFor();
    const [alert] = await api.db.sql<{ minutes: number }[]>`
      select extract(epoch from snoozed_until - now())::int / 60 as minutes from alert where subject_id = ${finding.subject.id}`;
    expect(Math.abs((alert?.minutes ?? 0) - 60)).toBeLessThan(5);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
