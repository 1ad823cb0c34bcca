import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { violationsInThemes } from '#test/support/accessible.ts';
import { addConnection } from '#test/support/connection-calls.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { insertFailedWrites } from '#test/support/failed-writes.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('connections and syncs in the console', { timeout: 240_000 }, () => {
  let engine: TestEngine;
  let hubspot: HubSpotFake;
  let world: ConsoleWorld<TestEngine>;
  let connectionId: string;
  let syncId: string;
  beforeAll(async () => {
    hubspot = await startHubSpot({ port: 0 });
    hubspot.account.addProperty('contacts', { name: 'company_id', label: 'Company', type: 'text', unique: true, maxLength: 64 });
    for (let i = 0; i < 25; i++) hubspot.records('companies').create({ name: `Company ${i}` });
    hubspot.records('companies').create({ name: 'not\0readable' });
    world = await startConsole(() => startTestEngine({ vendorUrls: { hubspot: hubspot.url } }));
    engine = world.api;
    connectionId = await addConnection(engine, hubspot);
    syncId = await addCompanies();
    await runsOf(1);
  });
  afterAll(async () => {
    await world.close();
    await hubspot.close();
  });

  const companies = () => hubspot.records('companies').all();
  const contactOf = (companyId: string) => hubspot.records('contacts').findBy('company_id', companyId);
  const listOf = async (path: string) => (await engine.call('GET', path)).body['data'] as Record<string, string>[];
  const runsOf = (least: number) =>
    eventually(
      async () => (await listOf(`/syncs/${syncId}/runs`)).filter(({ state }) => state !== 'running'),
      (runs) => runs.length >= least,
    );
  /** Companies, and the contacts of the same account that stand for them. */
  async function addCompanies(): Promise<string> {
    const object = {
      ...{ name: 'account', a: 'companies', b: 'contacts', creates: ['b'], links: [{ how: 'external_id', a: 'id', b: 'company_id' }] },
      fields: [{ a: 'name', b: 'company', type: 'text', direction: 'both', owner: 'none' }],
    };
    const { body } = await engine.call('POST', '/syncs', {
      ...{ name: 'Companies', a_connection_id: connectionId, b_connection_id: connectionId, interval_seconds: 3_600 },
      mapping: { objects: [object] },
    });
    return body['id'];
  }

  test('a connection shows its health, what is left of its quota, its syncs and its fields, and is tested, paused and resumed', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Connections' }).click();
    const row = page.getByRole('row', { name: /HubSpot/ });
    await row.getByText('Active').waitFor();
    await row.getByText(/\d of 650,000/).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await row.getByRole('link', { name: 'HubSpot' }).click();
    await page.waitForURL(`**/console/connections/${connectionId}`);
    await page.getByRole('table', { name: 'Its syncs' }).getByRole('link', { name: 'Companies' }).waitFor();
    await page.getByRole('table', { name: 'Limits' }).waitFor();
    await page.getByLabel('Object', { exact: true }).selectOption('companies');
    await page.getByRole('cell', { name: 'domain', exact: true }).waitFor();
    await page.waitForURL('**?object=companies');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('The vendor answered.').waitFor();
    await page.getByRole('button', { name: 'Pause …' }).click();
    await page.getByLabel('Reason, for those who look').fill('Migration');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Migration').first().waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause …' }).waitFor();
    expect((await engine.call('GET', `/connections/${connectionId}`)).body['status']).toBe('active');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('new credentials that do not work replace nothing, and the vendor’s words are shown', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/connections/${connectionId}`);
    await page.getByRole('button', { name: 'Replace credentials …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replace the credentials' });
    await dialog.getByLabel('Token', { exact: true }).fill('pat-wrong');
    await dialog.getByRole('button', { name: 'Try and replace' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByLabel('Token', { exact: true }).fill(hubspot.privateToken);
    await dialog.getByRole('button', { name: 'Try and replace' }).click();
    await page.getByText('The credentials are replaced.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a connection by consent gives a link for the administrator, and is disconnected only after a question', async () => {
    const credentials = { method: 'oauth', client_id: hubspot.app.id, client_secret: hubspot.app.secret };
    const { body } = await engine.call('POST', '/connections', { vendor: 'hubspot', name: 'By consent', credentials });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto('/console/connections?status=pending');
    await page.getByRole('link', { name: 'By consent' }).click();
    await page.getByRole('button', { name: 'Reconnect by link' }).click();
    const link = page.getByRole('dialog').getByLabel('Link', { exact: true });
    expect(await link.inputValue()).toContain('/connect/hubspot?ticket=');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Disconnect …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByText('Disconnected', { exact: true }).waitFor();
    expect((await engine.call('GET', `/connections/${body['id']}`)).body['status']).toBe('disconnected');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a sync shows its runs and its mapping in words, and tries the mapping on real records', async () => {
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Syncs' }).click();
    await page.getByRole('link', { name: 'Companies' }).click();
    await page.getByRole('table', { name: 'Runs' }).getByText('Partial').waitFor();
    await page.getByText('Records are linked by ID (id, company_id). It creates records in B. It deletes no records.').waitFor();
    await page.getByText('a person decides').waitFor();
    const [company] = companies();
    hubspot.records('companies').update(company?.id ?? '', { name: 'Renamed' });
    await page.getByLabel('ID of a record in A').fill(company?.id ?? '');
    await page.getByRole('button', { name: 'Compare' }).click();
    const changes = page.getByRole('table', { name: 'It would change' });
    await changes.getByText('Renamed').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(contactOf(company?.id ?? '')?.fields['company']).toBe('Company 0');
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByText('It runs as soon as it can.').waitFor();
    await eventually(
      () => contactOf(company?.id ?? '')?.fields['company'],
      (name) => name === 'Renamed',
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a run that would change many records says how many and waits for a yes', async () => {
    const before = (await runsOf(1)).length;
    for (const { id } of companies().slice(0, 25)) hubspot.records('companies').update(id, { name: `Many ${id}` });
    await engine.call('POST', `/syncs/${syncId}/trigger`);
    await runsOf(before + 1);
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/syncs/${syncId}`);
    await page
      .getByText(/25 changes, more than 30 %/)
      .first()
      .waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('The run goes on.').waitFor();
    const [first] = companies();
    await eventually(
      () => contactOf(first?.id ?? '')?.fields['company'],
      (name) => name === `Many ${first?.id}`,
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('failed records are shown by reason with their remedy, retried by filter, and dismissed by choice', async () => {
    await insertFailedWrites(engine.db.sql, syncId, { missing: 2, forbidden: 1 });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/syncs/${syncId}`);
    await page.getByRole('link', { name: 'Its failed records' }).click();
    const groups = page.getByRole('table', { name: 'Why they failed' });
    await groups
      .getByRole('row', { name: /A value that the target requires is blank 2/ })
      .getByRole('button')
      .click();
    await page.waitForURL('**?reason=missing');
    const rows = page.getByRole('table', { name: 'Failed records' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await page.getByRole('link', { name: 'CSV of all that match' }).getAttribute('href')).toContain('export?reason=missing');
    await page.getByLabel('Choose missing-1').check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dismiss …' }).click();
    await page.getByLabel('Reason, for those who look').fill('A test account');
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss', exact: true }).click();
    await page.getByText('1 record dismissed.').waitFor();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: 'Retry all that match …' }).click();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByText('1 record is written again by the next run.').waitFor();
    const [left] = await engine.db.sql<{ state: string }[]>`select state from sync_write where target = 'forbidden-1'`;
    expect(left?.state).toBe('failed');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a conflict shows both values side by side, and the one that is kept is written to the other side', async () => {
    const [company] = companies();
    const contact = contactOf(company?.id ?? '');
    hubspot.records('companies').update(company?.id ?? '', { name: 'Acme <b>A</b>' });
    hubspot.records('contacts').update(contact?.id ?? '', { company: 'Acme B' });
    await engine.call('POST', `/syncs/${syncId}/trigger`);
    await eventually(
      () => listOf(`/syncs/${syncId}/conflicts?state=open`),
      (open) => open.length > 0,
    );
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/conflicts/${syncId}?state=open`);
    await page.getByRole('cell', { name: 'Acme <b>A</b>' }).waitFor();
    await page.getByRole('cell', { name: 'Acme B', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Choose all of this page' }).click();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep B' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep B' }).click();
    await page.getByText('1 conflict is resolved.').waitFor();
    await eventually(
      () => hubspot.records('companies').get(company?.id ?? '')?.fields['name'],
      (name) => name === 'Acme B',
    );
    await page.goto(`/console/conflicts/${syncId}`);
    await page.getByText('B was kept').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('whoever may only read sees everything and no button', async () => {
    const { page, complaints, context } = await world.signIn('read_only');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`/console/syncs/${syncId}`);
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    for (const name of ['Run now', 'Reset …', 'Link', 'Approve …']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.goto(`/console/connections/${connectionId}`);
    await page.getByRole('table', { name: 'Limits' }).waitFor();
    expect(await page.getByRole('button', { name: /Test|Pause|Disconnect/ }).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
