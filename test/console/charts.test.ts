import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { createSync } from '#db/sync/sync.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestPartner } from '#test/support/app.ts';
import { addFact, addSubject, catchUp } from '#test/support/attribution-world.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { insertNight } from '#test/support/reconciliation-rows.ts';
import { companyMapping } from '#test/support/synced-companies.ts';
import { tester } from '#test/support/tester.ts';

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

  test('how long changes of a sync took is shown night by night', async () => {
    const { api } = world;
    const wanted = { name: 'CRM and billing', aConnectionId: 'con_1', bConnectionId: 'con_2', mapping: Mapping.parse(companyMapping) };
    const { id } = await createSync(api.db, { ...wanted, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
    for (const [night, p50_ms] of [
      ['2026-03-01', 800],
      ['2026-03-02', 1_200],
    ] as const) {
      const runId = await insertNight(api.db.sql, { syncId: id, night, state: 'completed' });
      const time_to_sync = { writes: 3, p50_ms, p95_ms: 2_000, p99_ms: 2_100, max_ms: 2_200 };
      await api.db.sql`update reconciliation_run set report = ${JSON.stringify({ time_to_sync })}::text::jsonb where id = ${runId}`;
    }
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/syncs/${id}`);
    await page.getByRole('img', { name: 'Time from a change on one side until the other had it, from 2026-03-01 to 2026-03-02' }).waitFor();
    const section = page.getByRole('region', { name: 'Time to sync' }).first();
    await section.getByText('As a table').click();
    await page.getByRole('table', { name: 'Time to sync' }).getByText('1.2 s').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    const [file] = await Promise.all([page.waitForEvent('download'), section.getByRole('button', { name: 'CSV' }).click()]);
    expect((await readFile(await file.path(), 'utf8')).split('\r\n')[2]).toBe('2026-03-02,3,1200,2000,2100,2200');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the path of a conversion shows its touches on a line for each model, with what the model gives them', async () => {
    const store = openAttribution(world.api.url);
    const { sql } = store;
    await addFirstVersion(sql, VersionSettings.parse({ window_days: 30 }));
    const subject = await addSubject(sql, 'shared');
    const touch = (partner_id: string, day: number) =>
      addFact(sql, 'touch', { subject_id: subject, occurred_at: new Date(Date.UTC(2026, 2, day)), partner_id, source: 'utm' });
    await touch('ptn_a', 1);
    await touch('ptn_b', 2);
    const lead = await addFact(sql, 'conversion', { subject_id: subject, occurred_at: new Date('2026-03-20T12:00:00Z'), kind: 'lead' });
    await catchUp(sql);
    await store.close();
    const { page, complaints, context } = await world.signIn('partner_manager');
    await page.goto(`/console/facts/${lead}?model=first_touch`);
    const path = page.getByRole('img', { name: '2 touches in their order, on a line for each model' });
    await path.waitFor();
    const titles = await path.locator('title').allTextContents();
    expect(titles.filter((title) => / (First touch|Last touch|Linear) \d/.test(title)).toSorted()).toEqual([
      '1. 2026-03-01 ptn_a: First touch 100%',
      '1. 2026-03-01 ptn_a: Linear 50%',
      '2. 2026-03-02 ptn_b: Last touch 100%',
      '2. 2026-03-02 ptn_b: Linear 50%',
    ]);
    expect(await violationsInThemes(page)).toEqual([]);
    const section = page.getByRole('region', { name: 'Path of touches' }).first();
    const [file] = await Promise.all([page.waitForEvent('download'), section.getByRole('button', { name: 'CSV' }).click()]);
    expect((await readFile(await file.path(), 'utf8')).split('\r\n')[0]).toMatch(
      /^touch_id,occurred_at,partner_id,source,refused,first_touch,/,
    );
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
