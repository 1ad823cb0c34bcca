import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('the pipeline in the console', { timeout: 240_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let partner: TestPartner;
  let first: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partner = await api.partner('standard');
    const { approved } = dealCalls(api);
    first = (await approved(partner.headers, 'Brightwell Analytics', { title: 'Vienna' })).id;
    await api.db.sql`update deal set protected_until = now() + interval '5 days' where id = ${first}`;
    // More than a page of a column.
    await api.db.sql`
      insert into deal (id, partner_id, programme_id, review_status, stage, fields, value_minor, currency, submitted_at, protected_from, protected_until, created_by)
      select 'deal_' || lpad(n::text, 26, '0'), partner_id, programme_id, 'approved', 'committed', jsonb_set(fields, '{title}', to_jsonb('Deal ' || n)),
        4800000, 'EUR', now() - interval '100 days', now() - interval '100 days', now() + interval '100 days', 'test'
      from deal, generate_series(1, 45) n where id = ${first}`;
  });
  afterAll(() => world.close());

  test('the board has the sums of each stage and its deals page by page, and a deal is moved by keyboard', async () => {
    const { page, complaints, context } = await world.signIn('partner_manager');
    await page.getByRole('link', { name: 'Pipeline' }).click();
    const column = (name: string) => page.getByRole('region', { name, exact: true });
    const committed = column('Committed');
    await committed.getByText('45 deals', { exact: true }).waitFor();
    await committed.getByText('€2,160,000.00').waitFor();
    await committed.getByText('45 deals are here for more than 90 days').waitFor();
    await column('Prospect').getByText('Protection ends in 5 days').waitFor();
    const more = committed.getByRole('button', { name: 'More deals in Committed' });
    await more.waitFor();
    expect(await committed.getByRole('article').count()).toBe(20);
    await more.click();
    await committed.getByRole('article').nth(39).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);

    await column('Prospect').getByRole('link', { name: 'Vienna' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Move the deal' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('New stage').inputValue()).toBe('qualified');
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByLabel('Reason').focus();
    await page.keyboard.press('Enter');
    await column('Qualified').getByRole('link', { name: 'Vienna' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('stage-qualified');
    await column('Prospect').getByText('No deal is open in this stage').waitFor();

    await column('Qualified').getByRole('link', { name: 'Vienna' }).click();
    await page.getByRole('button', { name: 'Move … Vienna' }).click();
    await dialog.getByLabel('New stage').selectOption('lost');
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    // The field asks for a reason.
    expect(await dialog.count()).toBe(1);
    await dialog.getByLabel('Reason').fill('No budget');
    await page.keyboard.press('Enter');
    await page.getByText('No budget').first().waitFor();
    expect(await page.getByRole('button', { name: 'Move … Vienna' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what the table shows is in its link: the stage, the filter and the partner', async () => {
    const { page, complaints, context } = await world.signIn('read_only');
    await page.goto('/console/pipeline?view=table&only=stuck');
    const sums = page.getByRole('table', { name: 'Stages' });
    await sums.getByText('€2,160,000.00').waitFor();
    await sums.getByRole('link', { name: 'Committed' }).click();
    await page.waitForURL('**/console/pipeline?view=table&only=stuck&stage=committed');
    await page.getByRole('table', { name: 'Deals: Committed' }).getByRole('link', { name: 'Deal 45' }).waitFor();
    expect(await page.getByRole('button', { name: /^Move/ }).count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByLabel('Partner ID').fill('ptn_unknown');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing matches these filters').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('on a narrow screen nothing is wider than it', async () => {
    const { page, complaints, context } = await world.signIn('partner_manager', { viewport: { width: 390, height: 800 } });
    for (const view of ['board', 'table']) {
      await page.goto(`/console/pipeline?view=${view}`);
      await page
        .getByText('45 deals', { exact: true })
        .or(page.getByRole('table', { name: 'Stages' }))
        .first()
        .waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
