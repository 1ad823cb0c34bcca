import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { password } from '#test/support/session.ts';

/** As whoever has no mouse does it. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 300; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error('the keyboard does not lead there');
}

async function press(target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press(key);
}

async function type(target: Locator, text: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(text);
}

describe.skipIf(isWithoutBrowser())('the set-up of a sync in the console', { timeout: 300_000 }, () => {
  let world: ConsoleWorld<TestEngine>;
  let engine: TestEngine;
  let crm: HubSpotFake;
  let billing: StripeFake;
  beforeAll(async () => {
    [crm, billing] = await Promise.all([startHubSpot({ port: 0 }), startStripe({ port: 0 })]);
    world = await startConsole(() => startTestEngine({ vendorUrls: { hubspot: crm.url, stripe: billing.url } }));
    engine = world.api;
  });
  afterAll(async () => {
    await world.close();
    await Promise.all([crm.close(), billing.close()]);
  });

  const customers = () => billing.account.all('customer');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const connect = async (vendor: string, token: string) => {
    const { body } = await engine.call('POST', '/connections', { vendor, name: vendor, credentials: { method: 'token', token } });
    return body['id'] as string;
  };

  test('the whole way from two accounts to a sync that runs is walked with the keyboard alone', async () => {
    crm.records('companies').create({ name: 'Brightwell', domain: 'brightwell.example', phone: '+49 30 5550 1001' });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto('/console/syncs');
    await press(page.getByRole('link', { name: 'Set up a sync' }));
    await type(page.getByLabel('Vendor of A'), 'HubSpot');
    await page.locator('summary', { hasText: 'What HubSpot is asked to permit, and why' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await tabTo(page.getByLabel('Kind', { exact: true }));
    await page.getByLabel('Kind', { exact: true }).press('End');
    await type(page.getByLabel('Token', { exact: true }), 'pat-wrong');
    await page.keyboard.press('Enter');
    await page.getByText('It does not work').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await press(button(page, 'Replace credentials …'));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Token', { exact: true }).waitFor();
    await type(dialog.getByLabel('Token', { exact: true }), crm.privateToken);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'A', exact: true }).getByText('Active', { exact: true }).waitFor();
    await type(page.getByLabel('Vendor of B'), 'Stripe');
    await type(page.getByLabel('Token', { exact: true }), billing.secretKey);
    await page.keyboard.press('Enter');
    await press(button(page, 'Next: Choose objects'));

    await page.getByText('account: companies in A and customers in B').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await press(button(page, 'Create the sync, paused'));

    await press(page.getByLabel('Create records in B (customers) that are missing there'), 'Space');
    await page.getByText('Your changes are not saved yet').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await press(button(page, 'Save, and preview it'));

    const records = page.getByRole('table', { name: 'Your records' });
    await records.getByRole('row', { name: /Create Brightwell/ }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(customers()).toEqual([]);
    await press(button(page, 'Next: Test'));

    await type(page.getByLabel('Record to test'), 'Create: Bright');
    await press(button(page, 'Write it, and take it back'));
    await page.getByText('Nothing of it is left').waitFor();
    await page.getByText('Taken back', { exact: true }).first().waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(customers()).toEqual([]);

    await press(button(page, 'Next: Switch on'));
    await press(button(page, 'Switch on'));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Switch it on' }));
    await page.getByRole('link', { name: 'Look at the sync' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await eventually(customers, (made) => made.some(({ name }) => name === 'Brightwell'));
    expect(complaints).toEqual([]);
    await context.close();
  });

  /** A sync that is created and paused, and the link to a step of its set-up. */
  async function created(step: string): Promise<{ id: string; link: string }> {
    const a = await connect('hubspot', crm.privateToken);
    const b = await connect('stripe', billing.secretKey);
    const sides = { a_connection_id: a, b_connection_id: b };
    const { body: preset } = await engine.call('POST', '/syncs/preset', { preset: 'crm_billing', ...sides });
    const { body } = await engine.call('POST', '/syncs', { name: 'Halfway', ...sides, state: 'paused', mapping: preset['mapping'] });
    return { id: body['id'], link: `/console/setup?step=${step}&a=${a}&b=${b}&sync=${body['id']}` };
  }

  test('what is typed and not saved survives a reload, the way back and forward, and the end of the session', async () => {
    const { id, link } = await created('map');
    const { page, complaints, context, userId } = await world.signIn('operator');
    await page.goto(link);
    const pair = page.getByRole('group', { name: /^Pair 2/ });
    await pair.getByLabel('Direction').selectOption('a_to_b');
    await page.getByText('Your changes are not saved yet').waitFor();
    await page.reload();
    await page.getByText('Your changes are not saved yet').waitFor();
    expect(await pair.getByLabel('Direction').inputValue()).toBe('a_to_b');
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Choose objects' }).click();
    await page.getByText('The sync is created already').waitFor();
    await page.goBack();
    expect(await pair.getByLabel('Direction').inputValue()).toBe('a_to_b');

    await engine.call('POST', `/users/${userId}/sign-out`);
    await button(page, 'Save, and preview it').click();
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'hidden' });
    expect(await pair.getByLabel('Direction').inputValue()).toBe('a_to_b');
    await button(page, 'Save, and preview it').click();
    await page.waitForURL('**step=preview**');
    const { body } = await engine.call('GET', `/syncs/${id}`);
    expect(body['mapping'].objects[0].fields[1].direction).toBe('a_to_b');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a pair that cannot work says why before it is saved, and the API’s own words stand at it afterwards', async () => {
    const { link } = await created('map');
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(link);
    const pair = page.getByRole('group', { name: /^Pair 1/ });
    await pair.getByLabel('Field in B').selectOption('delinquent');
    await pair.getByText('delinquent is read-only in B: map it in the other direction.').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await button(page, 'Save, and preview it').click();
    await page.getByRole('alert').first().waitFor();
    await pair.getByText(/delinquent is read-only there/).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a test that waits for the vendor says so, and goes on after a reload', async () => {
    const { id, link } = await created('test');
    const company = crm.records('companies').create({ name: 'Old', domain: 'touched.example' }).id;
    const customer = billing.account.create('customer', { name: 'New', email: 'x@touched.example', phone: null, metadata: {} }).id;
    const { page, context } = await world.signIn('operator');
    await page.goto(link);
    await page.getByLabel('ID in A').fill(company);
    await page.getByLabel('ID in B').fill(customer);
    billing.faults.plan({ kind: 'unavailable', at: new RegExp(`POST /v1/customers/${customer}`), after: 1, times: 2 });
    await button(page, 'Write it, and take it back').click();
    await page.getByText('It goes on by itself.').waitFor();
    await page.reload();
    await page.getByText('Nothing of it is left').waitFor();
    expect(billing.account.get('customer', customer)['name']).toBe('New');
    const [tested] = (await engine.call('GET', `/syncs/${id}/tests`)).body['data'];
    expect(tested).toMatchObject({ state: 'completed', writes: [{ state: 'taken_back' }] });
    await context.close();
  });

  test('whoever may only read sees the preview by its link, and is told which scope the other steps need', async () => {
    const { link } = await created('preview');
    const { page, complaints, context } = await world.signIn('read_only');
    await page.goto(link);
    await page.getByRole('table', { name: 'Your records' }).waitFor();
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Test' }).click();
    await page.getByText('syncs:write').first().waitFor();
    expect(await page.getByRole('button', { name: 'Write it, and take it back' }).count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
