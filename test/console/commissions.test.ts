import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueStatements } from '#activities/commissions/issue-statements.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { entriesOf, type Movement } from '#domain/commissions/ledger.ts';
import { newId } from '#domain/id.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('commissions in the console', { timeout: 180_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let partnerId: string;
  let line: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partnerId = (await api.partner('standard')).id;
    line = await post({ kind: 'accrual', amountMinor: 123_450n }, 'EUR', 123_450n);
    await post({ kind: 'accrual', amountMinor: 1_500n }, 'JPY', 1_500n);
    const [until, publish] = [new Date(Date.now() + 60_000), async () => {}];
    await issueStatements({ sql: api.db.sql, publish }, { month: '2026-03', until, nextPage: () => {} });
  });
  afterAll(() => world.close());
  async function post(movement: Movement, currency: string, amountMinor: bigint): Promise<string> {
    const id = newId('lin');
    const entries = entriesOf(movement).map((entry) => ({ ...entry, lineId: id }));
    const row = { id, source: `test/${id}`, kind: movement.kind, partnerId, currency, amountMinor, about: null, entries };
    await postTransactions(api.db.sql, [{ ...row, day: '2026-03-14', explanation: '10 % of a sale to <b>Müller</b>', bookedBy: 'test' }]);
    return id;
  }

  test('the ledger shows balances and lines with the decimals of their currency, and a line says why', async () => {
    const { page, context, complaints } = await world.signIn('finance');
    await page.goto('/console/commissions');
    await page.getByRole('table', { name: 'Choose a partner' }).getByRole('link', { name: 'Acme' }).click();
    const lines = page.getByRole('table', { name: 'Ledger' });
    await lines.getByText('¥1,500').waitFor();
    await page.getByRole('table', { name: 'Balances' }).getByText('€1,234.50').waitFor();
    await lines.getByRole('link', { name: line }).click();
    const open = page.getByRole('region', { name: `Line ${line}` });
    await open.getByText('10 % of a sale to <b>Müller</b>').waitFor();
    // Who only reads is not offered what the API would refuse.
    expect(await open.getByRole('button', { name: 'Hold …' }).count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.goto(`/console/commissions/${partnerId}?kind=payout`);
    await page.getByText('Nothing matches these filters').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a line is held with a reason and let go again, without a mouse', async () => {
    const { page, context, complaints } = await world.signIn('partner_manager');
    await page.goto(`/console/commissions/${partnerId}?line=${line}`);
    const open = page.getByRole('region', { name: `Line ${line}` });
    await open.getByRole('button', { name: 'Hold …' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Reason').fill('The invoice is disputed');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await open.getByRole('table', { name: 'What happened to it since' }).getByRole('cell', { name: 'Held', exact: true }).waitFor();
    await open.getByRole('button', { name: 'Let go …' }).press('Enter');
    await page.getByRole('dialog').getByLabel('Reason').fill('It is settled');
    await page.keyboard.press('Enter');
    await open.getByRole('cell', { name: 'Let go', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a statement leads from each line to why it is what it is, and there are files of it', async () => {
    const { page, context, complaints } = await world.signIn('partner_finance', { partnerId });
    await page.getByRole('link', { name: 'Commissions' }).click();
    await page.getByRole('heading', { level: 1, name: `Commissions of ${partnerId}` }).waitFor();
    await page.getByRole('link', { name: '2026-03 EUR' }).click();
    await page.getByRole('heading', { level: 1, name: 'Statement of 2026-03 in EUR' }).waitFor();
    await page.getByRole('table', { name: 'Ledger' }).getByRole('link', { name: line }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    expect(await (await page.request.get(csv ?? '')).text()).toContain('1234.50,EUR');
    await page.getByRole('link', { name: line }).click();
    await page.getByRole('region', { name: `Line ${line}` }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
