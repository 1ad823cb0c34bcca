import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())("a partner's deals in the console", { timeout: 240_000 }, () => {
  let engine: TestEngine;
  let world: ConsoleWorld<TestEngine>;
  let partnerId: string;
  beforeAll(async () => {
    world = await startConsole(startTestEngine);
    engine = world.api;
    partnerId = (await engine.call('POST', '/partners', { name: 'Acme', tier: 'standard', status: 'active' })).body['id'];
    const settings = {
      required: ['customer.website', 'title', 'custom.region'],
      conditional: [{ when: { field: 'type', equals: 'expansion' }, require: ['problem'] }],
      custom_schema: { type: 'object', properties: { region: { enum: ['EMEA', 'US'] } } },
    };
    const programme = (await engine.call('POST', '/programmes', { name: 'Own rules', settings })).body['id'];
    await engine.call('PATCH', `/partners/${partnerId}`, { programme_id: programme });
  });
  afterAll(() => world.close());
  const sales = () => world.signIn('partner_sales', { partnerId, viewport: { width: 390, height: 844 } });

  test('a deal is drafted in the fields of its programme, told what is missing, submitted, answered and withdrawn', async () => {
    const { page, complaints, context } = await sales();
    await page.getByRole('link', { name: 'Deals', exact: true }).click();
    await page.getByText('There are no deals yet').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'New deal' }).click();
    await page.getByLabel('Company').fill('Brightwell <b>Analytics</b>');
    await page.getByLabel('Website (required').fill('https://brightwell-analytics.example');
    await page.getByLabel('Title').fill('Data platform');
    await page.getByLabel('Type').selectOption('expansion');
    // Only because of the type.
    await page.getByLabel('Problem (required').fill('They have none');
    await page.getByLabel('Amount').fill('48000.123');
    await page.getByLabel('Currency').fill('EUR');
    await page.getByLabel('Title').click();
    await page.getByText('must not have more than 2 decimals in EUR').first().waitFor();
    await page.getByRole('listitem').filter({ hasText: 'custom.region' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByLabel('Amount').fill('48000.00');
    await page.getByLabel(/^region/).selectOption('EMEA');
    await page.getByLabel('Title').click();
    await page.getByText('The deal can be submitted').waitFor();
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Data platform' }).waitFor();
    await page.getByText('Brightwell <b>Analytics</b>').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    const id = page.url().split('/').at(-1) ?? '';
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('button', { name: 'Withdraw …' }).waitFor();

    await engine.call('POST', `/deals/${id}/ask`, { comment: 'Which office is it?', fields: ['title'] });
    await page.goto('/console');
    await page.getByText('Which office is it?').waitFor();
    await page.getByRole('link', { name: 'Data platform' }).click();
    await page.getByText('The company has a question').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Answer: change the deal' }).click();
    expect(await page.getByLabel('Company').count()).toBe(0);
    await page.getByLabel('Title').fill('Data platform in Vienna');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByLabel('Note, for the company').fill('It is Vienna');
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('table', { name: 'Notes' }).getByText('It is Vienna').waitFor();
    await page.getByRole('button', { name: 'Submit again' }).click();
    await page.getByRole('button', { name: 'Submit again' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Withdraw …' }).click();
    await page.getByLabel('Reason').fill('They bought elsewhere');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await engine.call('GET', `/deals/${id}`)).body).toMatchObject({
      ...{ review_status: 'withdrawn', title: 'Data platform in Vienna', reason: 'They bought elsewhere', custom: { region: 'EMEA' } },
    });
    await page.getByRole('table', { name: 'History' }).getByText('withdrawn').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a draft is deleted after a question', async () => {
    const { body } = await engine.call('POST', '/deals', { partner_id: partnerId, customer: { company_name: 'Gone' } });
    const { page, complaints, context } = await sales();
    await page.goto(`/console/deals/${body['id']}`);
    await page.getByRole('button', { name: 'Delete the draft …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
    expect((await engine.call('GET', `/deals/${body['id']}`)).status).toBe(404);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a file is imported: its rows become drafts, and those that cannot say why', async () => {
    const { page, complaints, context } = await sales();
    await page.getByRole('link', { name: 'Imports of deals' }).click();
    await page.getByText('Nothing was imported yet').waitFor();
    const csv = 'external_id,customer.company_name,close_date\nCRM-1,Adler,2099-01-31\nCRM-2,Bussard,tomorrow\n';
    await page.getByLabel('CSV file').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('2 of 2 rows').waitFor();
    await page.getByText('Finished').waitFor();
    await page.getByRole('row').filter({ hasText: 'CRM-2' }).getByText('close_date').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await page.waitForURL('**/imports/*?status=failed');
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'CRM-1' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a manager imports a file for a partner: says what its columns are, follows it, and sees what is wrong with which row', async () => {
    const { page, complaints, context } = await world.signIn('partner_manager');
    await page.getByRole('link', { name: 'Imports of deals' }).click();
    await page.getByLabel('Partner: its ID').fill('Acm');
    await page.locator(`datalist option[value="${partnerId}"]`).waitFor({ state: 'attached' });
    await page.getByLabel('Partner: its ID').fill(partnerId);
    const csv = '\uFEFFexternal_id;Company;"Closing; day";Noise\nM-1;Milan;2099-01-31;x\nM-2;Merlin;tomorrow;y\n';
    await page.getByLabel('CSV file').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const columns = page.getByRole('group', { name: 'Columns of the file' });
    await columns.waitFor();
    expect(await columns.getByLabel('external_id').inputValue()).toBe('external_id');
    await columns.getByLabel('Company').selectOption('customer.company_name');
    await columns.getByLabel('Closing; day').selectOption('close_date');
    expect(await columns.getByLabel('Noise').inputValue()).toBe('');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('2 of 2 rows').waitFor();
    await page.getByText('1 row could not be taken').waitFor();
    await page.getByRole('link', { name: 'See them and why' }).click();
    await page.waitForURL('**/imports/*?status=failed');
    await page.getByRole('row').filter({ hasText: 'M-2' }).getByText('close_date').waitFor();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'M-1' }).count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);

    await page.goto(`/console/deals?partner_id=${partnerId}&review_status=draft`);
    await page.getByRole('link', { name: 'Milan' }).waitFor();
    const file = await page.getByRole('link', { name: 'CSV of all that match' }).getAttribute('href');
    const text = await (await page.request.get(file ?? '')).text();
    expect([text.includes('Milan'), text.includes('M-2')]).toEqual([true, false]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
