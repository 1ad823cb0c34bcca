import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('partners, their deals and people in the console', { timeout: 240_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let partner: TestPartner;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partner = await api.partner('standard');
  });
  afterAll(() => world.close());

  test('a partner is suspended with a reason, and the audit log names the person', async () => {
    const { page, complaints, context, userId } = await world.signIn('administrator');
    await page.getByRole('link', { name: 'Partners' }).click();
    await page.getByRole('link', { name: 'Acme' }).first().waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.goto(`/console/partners/${partner.id}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    const dialog = page.getByRole('dialog', { name: 'Suspend the partner' });
    await dialog.getByLabel('Reason').fill('Unpaid <b>invoice</b>');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Unpaid <b>invoice</b>').waitFor();
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    await page.goto(`/console/audit?object_id=${partner.id}`);
    await page.getByText(userId).first().waitFor();
    await page.getByText('Before and after').first().click();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('somebody is added, gets a link that is shown once, and is disabled', async () => {
    const { page, complaints, context } = await world.signIn('administrator');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('E-mail address').fill('grace@acme.example');
    await page.getByLabel('Name').fill('Grace Hopper');
    await page.getByRole('checkbox', { name: 'operator' }).check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByRole('heading', { level: 1, name: 'Grace Hopper' }).waitFor();
    await page.getByRole('button', { name: 'Make a one-time link' }).click();
    await page.getByText('/console/sign-in#link=').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an endpoint is paused and enabled, and shows how well it did', async () => {
    const { body } = await dealCalls(api).call(partner.headers, 'POST', '/endpoints', {
      url: 'https://partner.example/hook',
      event_types: [],
    });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto('/console/endpoints');
    await page.getByRole('link', { name: 'https://partner.example/hook' }).click();
    await page.getByRole('heading', { level: 2, name: 'How well it did' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('Enabled', { exact: true }).waitFor();
    expect(page.url()).toContain(body.id);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an event shows its payload, and that nobody wanted it', async () => {
    await api.eventType('deal.noted');
    const { body } = await dealCalls(api).call(api.headers, 'POST', '/events', {
      type: 'deal.noted',
      data: { n: 4711 },
      partner_ids: [partner.id],
    });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto('/console/events?type=deal.noted');
    await page.getByRole('link', { name: 'deal.noted' }).click();
    await page.getByText('4711').waitFor();
    expect(page.url()).toContain(body.id);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('deals are reviewed without a mouse: the next one opens by itself', async () => {
    const deals = dealCalls(api);
    for (const name of ['Aldebaran', 'Betelgeuse', 'Capella', 'Deneb']) await deals.submitted(partner.headers, name);
    const { page, complaints, context } = await world.signIn('partner_manager');
    await page.getByRole('link', { name: 'Review queue' }).click();
    await page.getByRole('heading', { level: 2, name: 'What matched' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    const names = () => page.getByRole('navigation', { name: 'Deals to review' }).locator('b').allTextContents();
    expect(await names()).toHaveLength(4);
    const [first, second] = await names();
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Approve the deal' }).getByText(`${first}:`).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(names).toHaveLength(3);
    await page.getByRole('region', { name: second ?? '' }).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Reason, for the partner').fill('We know them');
    await page.keyboard.press('Enter');
    await expect.poll(names).toHaveLength(2);
    await page.keyboard.press('q');
    await page.getByLabel('What the partner is to do').fill('Which office is it?');
    await page.keyboard.press('Enter');
    await expect.poll(names).toHaveLength(1);
    const { body } = await deals.call(api.headers, 'GET', '/deals?partner_id=' + partner.id);
    expect(body.data.map((deal: { review_status: string }) => deal.review_status).toSorted()).toEqual([
      'action_required',
      'approved',
      'rejected',
      'submitted',
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
