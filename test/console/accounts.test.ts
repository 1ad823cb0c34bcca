import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('accounts in the console', { timeout: 240_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let accountId: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    const { call, submitted } = dealCalls(api);
    const address = { street: 'Gartenweg 12', postal_code: '1010', city: 'Vienna', country: 'AT' };
    const account = { external_id: 'Q-1', name: 'Quelmorath AG', websites: ['https://quelmorath.example'], address };
    accountId = (await call(api.headers, 'POST', '/accounts/batch', { accounts: [account] })).body.results[0].id;
    const { headers } = await api.partner('standard');
    await submitted(headers, 'Quelmorath Inc', { customer: { company_name: 'Quelmorath Inc', website: 'https://quelmorath-us.example' } });
  });
  afterAll(() => world.close());

  test('a pair is shown side by side with its evidence, decided with a reason, and the decision is undone, all by keyboard', async () => {
    const { page, complaints, context, userId } = await world.signIn('partner_manager');
    await page.getByRole('link', { name: 'Same company?' }).click();
    const pair = page.getByRole('region', { name: 'Quelmorath Inc and Quelmorath AG', exact: true });
    await pair.getByText('https://quelmorath-us.example').waitFor();
    await pair.getByText('Gartenweg 12, 1010 Vienna, AT').waitFor();
    await pair.getByText('Likely one company:').waitFor();
    await pair.getByRole('list', { name: 'What speaks for it, and against it' }).getByRole('listitem').first().waitFor();
    expect(await violationsInThemes(page)).toEqual([]);

    await pair.getByRole('button', { name: 'Not the same …' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'They are two companies' });
    await dialog.getByLabel('Reason').fill('The American one was sold in 2019');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await pair.getByText('Decided: Two companies').waitFor();
    const [verdict] = await api.db.sql`select verdict, reason, created_by from company_verdict`;
    expect(verdict).toEqual({ verdict: 'different', reason: 'The American one was sold in 2019', created_by: userId });

    await page.getByRole('link', { name: 'Decisions about companies' }).click();
    await page.getByRole('table', { name: 'Decisions about companies' }).getByText('The American one was sold in 2019').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: /^Undo/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nobody has decided anything yet').waitFor();
    await page.getByRole('link', { name: 'Same company?' }).first().click();
    await pair.getByRole('button', { name: 'The same company …' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an account is found by another spelling of its name, and its page is opened by its id', async () => {
    const { page, complaints, context } = await world.signIn('read_only', { viewport: { width: 390, height: 800 } });
    await page.goto('/console/accounts?name=QUELMORATH');
    await page.getByRole('link', { name: 'Quelmorath AG' }).click();
    await page.getByRole('heading', { level: 1, name: 'Quelmorath AG' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.keyboard.type(accountId);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/console/accounts/${accountId}`);
    await page.goto('/console/accounts?domain=unknown.example');
    await page.getByText('Nothing matches these filters').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.goto('/console/account-review');
    await page.getByText('It needs the scope deals:review').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
