import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { addCredits, addVersion, type CreditPlan } from '#test/support/credits.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

const march = 'from=2026-03-01&to=2026-04-01';

describe.skipIf(isWithoutBrowser())('the return of partners in the console', { timeout: 180_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let best: string;
  let worse: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    [best, worse] = [(await api.partner('standard')).id, (await api.partner('standard')).id];
    await api.db.sql`update partner set name = case id when ${best} then 'Best & Söhne' else 'Worse' end where id in (${best}, ${worse})`;
    await addVersion(api.db.sql);
    const of = (partnerId: string, measure: CreditPlan['measure'], amount: bigint, occurredAt = '2026-03-10T12:00:00Z') =>
      ({ partnerId, measure, amount, occurredAt, ...(measure === 'customers' ? {} : { currency: 'EUR' }) }) satisfies CreditPlan;
    await addCredits(api.db.sql, [
      { ...of(best, 'revenue', 1_234_550n), factId: 'rev_01k9v5w0c4r8m1s6q2t7y3z9ab' },
      of(best, 'revenue', 100_000n, '2026-03-20T12:00:00Z'),
      of(best, 'cost', 250_000n, '2026-03-01T00:00:00Z'),
      of(best, 'customers', 5_000_000n),
      of(worse, 'revenue', 50_000n),
      of(worse, 'cost', 40_000n),
    ]);
  });
  afterAll(() => world.close());

  test('the league shows partners by what the URL asks for, and leads to each with the same window', async () => {
    const { page, context, complaints } = await world.signIn('partner_manager');
    await page.goto(`/console/roi?${march}&sort=cost`);
    const league = page.getByRole('table', { name: 'Partners' });
    await league.getByText('€13,345.50').waitFor();
    expect(await league.getByRole('link').allTextContents()).toEqual(['Best & Söhne', 'Worse']);
    expect(await page.getByLabel('Best by').inputValue()).toBe('cost');
    expect(await violationsInThemes(page)).toEqual([]);
    await league.getByRole('link', { name: 'Best & Söhne' }).click();
    await page.getByRole('heading', { level: 1, name: `ROI of ${best}` }).waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toBe('2026-03-01');
    const csv = await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href');
    expect((await page.request.get(csv ?? '')).headers()['content-type']).toContain('text/csv');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('each number of a partner opens the facts that add up to it', async () => {
    const { page, context, complaints } = await world.signIn('finance');
    await page.goto(`/console/roi/${best}?${march}`);
    await page.getByRole('img', { name: 'Net revenue and cost' }).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('table', { name: 'Over time' }).getByText('2026-03-09').waitFor();
    await page.getByRole('table', { name: 'Funnel' }).waitFor();
    await page.getByRole('region', { name: 'Figures' }).getByRole('link', { name: '€13,345.50' }).first().click();
    const lines = page.getByRole('table', { name: 'Net revenue: its lines' });
    await lines.getByText('€12,345.50').waitFor();
    expect(await lines.getByRole('row').count()).toBe(3);
    expect(await violationsInThemes(page)).toEqual([]);
    // A colleague who opens the link sees the same.
    await page.goto(page.url());
    await lines.getByRole('link', { name: 'rev_01k9v5w0c4r8m1s6q2t7y3z9ab' }).click();
    await page.waitForURL('**/console/facts/rev_01k9v5w0c4r8m1s6q2t7y3z9ab?model=position_based&version=1');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a window that cannot be is refused in the words of the API, and clearing the filters mends it', async () => {
    const { page, context, complaints } = await world.signIn('partner_manager');
    await page.goto('/console/roi?from=2026-03-01&to=2026-02-01');
    await page.getByRole('alert').getByText('The request is not valid').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('table', { name: 'Partners' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('somebody of a partner sees its own figures and never the league', async () => {
    const { page, context, complaints } = await world.signIn('partner_sales', { partnerId: worse });
    await page.getByRole('link', { name: 'What you bring' }).click();
    await page.getByRole('heading', { level: 1, name: `ROI of ${worse}` }).waitFor();
    await page.goto(`/console/roi/${worse}?${march}`);
    await page.getByRole('link', { name: '€500.00' }).first().waitFor();
    await page.goto(`/console/roi/${best}?${march}`);
    await page.getByRole('alert').first().getByText('Request').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
