import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBatch, listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { collect, earn, giveAccount, sentBatch } from '#test/support/sent-batch.ts';

describe.skipIf(isWithoutBrowser())('payouts and disputes in the console', { timeout: 180_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let partnerId: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partnerId = (await api.partner('standard')).id;
    await giveAccount(api.db.sql, partnerId, 'Müller & Söhne');
    for (const currency of ['EUR', 'CHF']) await earn(api.db.sql, partnerId, currency, 123_450n);
  });
  afterAll(() => world.close());

  test('a partner manager proposes a payout and sees what it pays, and it is sent when two of finance have approved it', async () => {
    const { page, context, complaints, userId } = await world.signIn('partner_manager');
    await page.getByRole('link', { name: 'Payouts' }).click();
    await page.getByText('There are no payouts yet').waitFor();
    await page.getByRole('button', { name: 'Propose a payout …' }).click();
    await page.getByLabel('Currency, such as EUR').fill('eur');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/payouts/pyb_*');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    // What the workflow does.
    const batch = await findBatch(api.db.sql, id);
    if (!batch) throw new Error(`no batch ${id}`);
    await collect(api.db.sql, batch);
    await moveBatch(api.db.sql, id, { from: ['collecting'], to: 'awaiting_approval' });

    await page.getByText('It awaits 2 approvals').waitFor();
    await page.getByText('You proposed it').waitFor();
    await page.getByRole('table', { name: 'Transfers' }).getByText('€1,234.50').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Approve …' }).count()).toBe(0);

    const approvers = [await world.signIn('finance'), await world.signIn('finance')] as const;
    for (const [missing, approver] of [...approvers].entries()) {
      await approver.page.getByRole('link', { name: 'Payouts' }).click();
      await approver.page.getByRole('link', { name: id }).click();
      await approver.page.getByText(missing === 0 ? 'It awaits 2 approvals' : 'It awaits 1 approval').waitFor();
      await approver.page.getByText(userId).waitFor();
      expect(await approver.page.getByRole('button', { name: 'Cancel the payout …' }).count()).toBe(0);
      await approver.page.getByRole('button', { name: 'Approve …' }).click();
      await approver.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
      await approver.page.getByText(missing === 0 ? 'You have approved it' : 'Sending').waitFor();
    }
    expect((await findBatch(api.db.sql, id))?.approvedBy).toEqual(approvers.map((approver) => approver.userId));
    expect([complaints, ...approvers.map((approver) => approver.complaints)].flat()).toEqual([]);
    for (const each of [context, ...approvers.map((approver) => approver.context)]) await each.close();
  });

  test('transfers that failed are shown with the reason', async () => {
    const id = await sentBatch(api.db.sql, 'CHF');
    const [payout] = await listPayouts(api.db.sql, id, { states: ['sent'], after: '', limit: 10 });
    const payload = { results: [{ id: payout?.id, result: 'failed', reason: 'account closed' }] };
    await api.app.inject({ method: 'POST', url: `/api/v1/payout-batches/${id}/results`, headers: api.headers, payload });
    const { page, context, complaints } = await world.signIn('partner_manager');
    await page.goto(`/console/payouts/${id}`);
    await page.getByText('1 transfer has failed').waitFor();
    await page.getByRole('link', { name: 'See them' }).click();
    await page.waitForURL('**/console/payouts/*?state=failed');
    await page.getByRole('table', { name: 'Transfers' }).getByText('account closed').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a dispute is answered with a correction, which is in the ledger', async () => {
    const payload = { line_id: await lineOf(), question: 'Why so little?' };
    const headers = api.headers;
    const opened = await api.app.inject({ method: 'POST', url: `/api/v1/partners/${partnerId}/disputes`, headers, payload });
    expect(opened.statusCode).toBe(201);
    const { page, context, complaints } = await world.signIn('partner_manager');
    await page.goto(`/console/disputes/${partnerId}`);
    await page.getByRole('link', { name: 'Why so little?' }).click();
    await page.getByText('It is being gathered.').waitFor();
    await page.getByLabel('Answer, for the partner').fill('You are right');
    await page.getByLabel('Correction').selectOption('add');
    await page.getByLabel('Amount, such as 120.00').fill('120.00');
    await page.getByLabel('Currency, such as EUR').fill('NOK');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('You are right').waitFor();
    await page.getByRole('region', { name: 'Why so little?' }).getByRole('link', { name: /^lin_/ }).last().click();
    await page.getByText('NOK 120.00').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
  async function lineOf(): Promise<string> {
    const reply = await api.app.inject({ url: `/api/v1/partners/${partnerId}/commissions/lines`, headers: api.headers });
    return reply.json().data[0].id;
  }

  test('whoever may not read payouts is told which scope it needs', async () => {
    const { page, context, complaints } = await world.signIn('operator');
    expect(await page.getByRole('link', { name: 'Payouts' }).count()).toBe(0);
    await page.goto('/console/payouts');
    await page.getByText('It needs the scope payouts:read').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
