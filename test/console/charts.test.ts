import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('charts in the console', { timeout: 180_000 }, () => {
  let world: ConsoleWorld;
  let partner: TestPartner;
  let endpointId: string;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    const { api } = world;
    partner = await api.partner('standard');
    const { body } = await dealCalls(api).call(partner.headers, 'POST', '/endpoints', {
      url: 'https://partner.example/hook',
      event_types: [],
    });
    endpointId = body.id;
    const latency = [0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const subject of [endpointId, partner.id, 'all']) {
      await api.db.sql`
        insert into delivery_hour (subject_id, partner_id, hour, delivered, dead_lettered, latency)
        select ${subject}, ${subject === 'all' ? null : partner.id}, date_trunc('hour', now(), 'UTC') - n * interval '1 hour', 10, n, ${latency}
        from generate_series(0, 3) n`;
    }
  });
  afterAll(() => world.close());

  test('how deliveries went over time is on the overview and on the pages of a partner and an endpoint, as a picture, a table and a file', async () => {
    const { page, complaints, context } = await world.signIn('administrator');
    for (const path of ['', `/partners/${partner.id}`, `/endpoints/${endpointId}`]) {
      await page.goto(`/console${path}`);
      await page.getByRole('img', { name: 'Share of deliveries that succeeded' }).waitFor();
      await page.getByRole('img', { name: 'Time to delivery' }).waitFor();
      expect([path, await violationsInThemes(page)]).toEqual([path, []]);
    }
    await page.getByText('As a table').click();
    const table = page.getByRole('table', { name: 'Deliveries over time' });
    await table.getByText('76.9%').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(25);
    expect(lines[0]).toBe('from,delivered,dead_lettered,success_rate,p50_ms,p95_ms');
    expect(lines.at(-4)).toMatch(/:00:00\.000Z,10,3,0\.7692,183,1750$/);
    await page.getByLabel('By').selectOption('day');
    await page.waitForURL('**?deliveries_by=day');
    await expect.poll(() => table.getByRole('row').count()).toBe(31);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('charts fit a phone', async () => {
    const { page, context } = await world.signIn('administrator', { viewport: { width: 390, height: 844 } });
    await page.goto(`/console/endpoints/${endpointId}`);
    await page.getByRole('img', { name: 'Time to delivery' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await context.close();
  });
});
