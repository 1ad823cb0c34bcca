import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { compareNight, insertNight } from '#test/support/reconciliation-rows.ts';
import { companyMapping } from '#test/support/synced-companies.ts';
import { tester } from '#test/support/tester.ts';

const mapping = Mapping.parse(companyMapping);

describe.skipIf(isWithoutBrowser())('reconciliation in the console', { timeout: 180_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let syncId: string;
  let nightId: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    const wanted = { name: 'CRM and billing', aConnectionId: 'con_1', bConnectionId: 'con_2', mapping, intervalSeconds: 300 };
    ({ id: syncId } = await createSync(api.db, { ...wanted, maxDeletePercent: 5, maxChangePercent: 30 }, tester));
    await compareNight(api.db, { syncId, night: '2026-03-01', conflicts: 3 });
    nightId = await compareNight(api.db, { syncId, night: '2026-03-02', conflicts: 2 });
  });
  afterAll(() => world.close());

  test('the drift of a pair is a chart, a table and a file, and a dry run begins by a press', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Reconciliation', exact: true }).click();
    await page.getByRole('table', { name: 'Books' }).getByRole('row', { name: /Deals/ }).waitFor();
    await page.getByRole('link', { name: '2026-03-02' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.goto(`/console/reconciliations?sync_id=${syncId}`);
    await page.getByRole('img', { name: 'Findings by night from 2026-03-01 to 2026-03-02, at most 3' }).waitFor();
    await page.getByText('As a table').click();
    await page
      .getByRole('table', { name: 'Drift by night' })
      .getByRole('row', { name: /2026-03-01 3 3/ })
      .waitFor();
    expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toContain('format=csv');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change the plan …' }).click();
    await page.getByLabel('Asks before it repairs more than, in percent').fill('7');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('7 % of the records').waitFor();
    await page.getByRole('button', { name: 'Dry run now' }).click();
    await page.getByText('It is being compared.').waitFor();
    expect(api.workflowCalls).toContainEqual({ call: 'runReconciliation', ids: [syncId] });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('findings of a night are shown with both values, ignored with a reason, and counted again', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/reconciliations/${nightId}`);
    await page.getByRole('table', { name: 'Drift by class and field' }).getByRole('button', { name: 'Only these' }).click();
    await page.waitForURL('**?class=conflicting&object=account&field=name*');
    await page.getByRole('cell', { name: 'Acme <b>1</b>' }).waitFor();
    await page.getByRole('cell', { name: 'Acme 1 GmbH' }).waitFor();
    await page.getByLabel('Choose 1 c1').check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ignore …' }).click();
    await page.getByLabel('Reason, for those who look').fill('Agreed with finance');
    await page.getByRole('dialog').getByRole('button', { name: 'Ignore', exact: true }).click();
    await page.getByText('1 finding ignored.').waitFor();
    await page.getByText('Ignored: Agreed with finance').waitFor();
    await page.getByRole('button', { name: 'Stop ignoring' }).click();
    await page.getByText('1 finding counts again.').waitFor();
    const states = await api.db.sql`select from reconciliation_finding where run_id = ${nightId} and state = 'open'`;
    expect(states.count).toBe(2);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a night that asks is approved or cancelled only after a question', async () => {
    const question = '900 of 1,000 records would be repaired';
    const approved = await insertNight(api.db.sql, { syncId, night: '2026-03-03', state: 'waiting', question });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/reconciliations/${approved}`);
    await page.getByText(question).first().waitFor();
    await page.getByRole('button', { name: 'Approve …' }).click();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('It goes on.').waitFor();
    await page.getByRole('button', { name: 'Cancel …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the reconciliation' }).click();
    await page.getByText('somebody cancelled it').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
