import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('programmes in the console', { timeout: 180_000 }, () => {
  let api: TestApp;
  let calls: ReturnType<typeof dealCalls>;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    calls = dealCalls(api);
  });
  afterAll(() => world.close());
  const settingsOf = async (id: string) => (await calls.call(api.headers, 'GET', `/programmes/${id}`)).body.settings;

  test('a change shows what it does to open deals before it is saved, and what it leaves as it is', async () => {
    const partner = await calls.partnerUnder({ required: ['title'] });
    await calls.approved(partner.headers, 'Lumenwell');
    await calls.call(partner.headers, 'POST', '/deals', { title: 'Draft', customer: { company_name: '<b>Quarrywell</b>' } });
    const { page, complaints, context } = await world.signIn('administrator');
    await page.getByRole('link', { name: 'Programmes' }).click();
    await page.getByRole('link', { name: 'Standard' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.goto(`/console/programmes/${partner.programmeId}`);
    await page.getByRole('heading', { level: 2, name: 'Protection' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Change the programme' }).click();
    await page.getByLabel('Required fields').fill('title\nproblem');
    await page.getByLabel('Days that one extension adds').fill('20');
    await page.getByRole('button', { name: 'Show what this changes' }).click();
    const preview = page.getByRole('region', { name: 'What this changes' }).first();
    await preview.getByText('2 open deals are affected.').waitFor();
    await page.getByRole('table', { name: 'Affected deals' }).getByText('/problem is required by the programme').waitFor();
    await preview.getByText('1 approved deal keeps the end of protection that it has.').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await settingsOf(partner.programmeId)).toMatchObject({ required: ['title'] });
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.waitForURL(`**/console/programmes/${partner.programmeId}`);
    expect(await settingsOf(partner.programmeId)).toMatchObject({
      required: ['title', 'problem'],
      protection: { extension_days: 20, days: 90 },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('who is overtaken by somebody else sees both changes, and goes on with theirs without losing the own one', async () => {
    const { id } = await calls.programme({ protection: { days: 60 } });
    const { page, complaints, context } = await world.signIn('administrator');
    await page.goto(`/console/programmes/${id}/edit`);
    await page.getByLabel('Extensions of one deal').fill('3');
    await calls.call(api.headers, 'PATCH', `/programmes/${id}`, { settings: { protection: { days: 75 } } });
    await page.getByRole('button', { name: 'Show what this changes' }).click();
    await page.getByText('Somebody else has changed the programme', { exact: true }).first().waitFor();
    const row = page
      .getByRole('table', { name: 'Somebody else has changed the programme' })
      .getByRole('row', { name: /Days of protection/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual(['Days of protection', '60', '75', '60']);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on with theirs, and keep my changes' }).click();
    await page.getByRole('button', { name: 'Show what this changes' }).click();
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.waitForURL(`**/console/programmes/${id}`);
    expect(await settingsOf(id)).toMatchObject({ protection: { days: 75, max_extensions: 3 } });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what the API refuses is said at its field, on a phone too, and a programme is made and deleted', async () => {
    const { page, complaints, context } = await world.signIn('administrator', { viewport: { width: 390, height: 844 } });
    await page.goto('/console/programmes/new');
    await page.getByLabel('Name').fill('Resellers in Austria');
    await page.getByLabel('The only accepted currency').fill('EUR');
    await page.getByLabel('Deals without any match').selectOption('limit');
    await page.getByLabel('Highest value that is approved').fill('100');
    await page.getByLabel('Currency of that value').fill('USD');
    await page.getByRole('button', { name: 'Add a programme' }).click();
    await page.locator('p').getByText('must be the currency of the programme', { exact: true }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByLabel('Currency of that value').fill('EUR');
    await page.getByRole('button', { name: 'Add a programme' }).click();
    await page.getByRole('heading', { level: 1, name: 'Resellers in Austria' }).waitFor();
    await page.getByRole('button', { name: 'Delete …' }).click();
    await page.getByRole('dialog', { name: 'Delete the programme' }).getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/console/programmes');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
