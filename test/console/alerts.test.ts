import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyAlertNews } from '#db/alerts/alert-news.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { aFinding } from '#test/support/alert-world.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('alerts in the console', { timeout: 180_000 }, () => {
  const sent: AlertMessage[] = [];
  let api: TestApp;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(() =>
      buildTestApp({
        tryAlert: async (_channel, message) => {
          sent.push(message);
          return { reference: 'r1', error: null };
        },
      }),
    );
    api = world.api;
  });
  afterAll(() => world.close());

  test('an alert says what mends it, and is acknowledged, given back and snoozed', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Alerts', exact: true }).click();
    await page.getByText('No alerts').waitFor();
    const finding = aFinding({ severity: 'critical', rule: 'drift' });
    await api.db.sql.begin((tx) => applyAlertNews(tx, { rule: 'drift', subjectId: finding.subject.id }, { kind: 'found', finding }));
    await page.reload();
    await page.getByRole('link', { name: finding.title }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: finding.title }).click();
    await page.getByText(finding.remedy).waitFor();
    expect(await page.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe(`/console/connections/${finding.subject.id}`);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Take the acknowledgement back' }).click();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await page.getByRole('button', { name: 'Snooze for an hour' }).click();
    await page.getByRole('button', { name: 'End the snooze' }).waitFor();
    const [alert] = await api.db.sql<{ isAnHour: boolean }[]>`
      select snoozed_until between now() + interval '50 min' and now() + interval '61 min' as "isAnHour" from alert`;
    expect(alert?.isAnHour).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a channel is added, tested, changed without its secret, and deleted after a question', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto('/console/alerts');
    await page.getByRole('link', { name: 'Channels and routes', exact: true }).click();
    await page.getByText('No alert is told to anybody yet').waitFor();
    await page
      .getByRole('table', { name: 'Rules' })
      .getByRole('row', { name: /failure streak/ })
      .waitFor();
    await page.getByRole('button', { name: 'Add a channel …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('On call');
    await dialog.getByLabel('URL').fill('https://hooks.slack.com/services/T000/B000/very-secret');
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const row = page.getByRole('table', { name: 'Channels' }).getByRole('row', { name: /On call/ });
    await row.getByRole('button', { name: 'Test' }).click();
    await page.getByText(/On call took the test in \d+ ms/).waitFor();
    expect(sent).toHaveLength(1);
    await row.getByRole('button', { name: 'Edit …' }).click();
    await dialog.getByLabel('Enabled').uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByRole('cell', { name: 'no', exact: true }).waitFor();
    expect(await page.content()).not.toContain('very-secret');
    expect(await violationsInThemes(page)).toEqual([]);
    await row.getByRole('button', { name: 'Delete …' }).click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No alert is told to anybody yet').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('whoever may only read sees alerts, channels and rules, and no button', async () => {
    const { page, complaints, context } = await world.signIn('read_only');
    await page.goto('/console/alert-settings');
    await page.getByRole('table', { name: 'Rules' }).waitFor();
    expect(await page.getByRole('button', { name: /Add|Test|Edit|Delete/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
