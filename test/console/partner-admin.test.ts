import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('who runs Causeway, in a browser', { timeout: 120_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
  });
  afterAll(() => world.close());

  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object) =>
    (await api.app.inject({ method, url: `/api/v1${path}`, headers: api.headers, ...(payload && { payload }) })).json();

  test('adds a partner with somebody to turn to, and overwrites nothing that was changed meanwhile', async () => {
    const { page, context, complaints } = await world.signIn('administrator');
    await page.goto('/console/partners');
    await page.getByRole('link', { name: 'Add a partner' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Acme Resellers');
    await page.getByLabel('Tier', { exact: true }).selectOption('enterprise');
    await page.getByRole('button', { name: 'Add a contact' }).click();
    await page.getByLabel('Name of the contact').fill('Ada');
    await page.getByLabel('E-mail address').fill('ada@acme.example');
    await page.getByLabel('Turned to for').selectOption('security');
    await page.getByRole('button', { name: 'Add a partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'Acme Resellers' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await call('GET', `/partners/${id}`)).toMatchObject({
      ...{ name: 'Acme Resellers', tier: 'enterprise', status: 'active', rate_limit: null },
      contacts: [{ name: 'Ada', email: 'ada@acme.example', role: 'security' }],
    });

    await page.getByRole('link', { name: 'Change what is agreed' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Acme Partners');
    await call('PATCH', `/partners/${id}`, { time_zone: 'Europe/Berlin' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    expect(await call('GET', `/partners/${id}`)).toMatchObject({ name: 'Acme Resellers', time_zone: 'Europe/Berlin' });
    await page.reload();
    await page.getByLabel('Name', { exact: true }).fill('Acme Partners');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Acme Partners' }).waitFor();
    expect(await call('GET', `/partners/${id}`)).toMatchObject({ name: 'Acme Partners', time_zone: 'Europe/Berlin' });
    expect(complaints.filter((text) => !text.includes('412'))).toEqual([]);
    await context.close();
  });

  test('adds a sandbox, whose key is shown once, and sees what it lacks for production', async () => {
    const { page, context, complaints } = await world.signIn('administrator');
    await page.goto('/console/partners/new-sandbox');
    await page.getByLabel('Name', { exact: true }).fill('Trying it out');
    await page.getByRole('button', { name: 'Add a sandbox' }).click();
    const shown = await page
      .getByRole('alert')
      .getByText(/^ck_live_/)
      .innerText();
    expect(shown).toMatch(/^ck_live_\w{20,}/);
    await page.getByRole('link', { name: 'To the partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'Trying it out' }).waitFor();
    await page.getByRole('region', { name: 'Way to production' }).getByText('Lacks').first().waitFor();
    expect(await page.getByText(shown).count()).toBe(0);
    await page.getByRole('button', { name: 'Promote' }).click();
    await page.getByRole('alert').getByText('Being checked').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('switches a feature flag on for a share of partners, off for one of them, and takes that back', async () => {
    const partner = await api.partner();
    const { page, context, complaints } = await world.signIn('administrator');
    await page.goto('/console/flags');
    await page.getByLabel('Name, such as deals.bulk_import').fill('deals.bulk_import');
    await page.getByLabel('Switched on').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('On for all partners').waitFor();
    await page.goto(`/console/partners/${partner.id}`);
    const flags = page.getByRole('region', { name: 'Feature flags' }).first();
    await flags.getByRole('button', { name: 'Switch off deals.bulk_import' }).click();
    await flags.getByText('A decision for this partner').waitFor();
    expect(await call('GET', `/partners/${partner.id}/feature-flags`)).toMatchObject({ data: [{ enabled: false, because: 'override' }] });
    await flags.getByRole('button', { name: 'As for others: deals.bulk_import' }).click();
    await flags.getByText('The flag, for all').waitFor();
    await page.goto('/console/flags');
    await page.getByRole('button', { name: 'Change deals.bulk_import' }).click();
    await page.getByLabel('For how many percent').fill('25');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('On for 25 % of partners').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('erases a partner after a question, and a person, and sees how far that is', async () => {
    const partner = await api.partner();
    const { page, context, complaints } = await world.signIn('administrator');
    await page.goto(`/console/partners/${partner.id}`);
    await page.getByRole('button', { name: 'Erase …' }).click();
    expect(await call('GET', `/partners/${partner.id}`)).toMatchObject({ status: 'active' });
    await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
    await page.getByRole('heading', { level: 1, name: 'Erasures' }).waitFor();
    await page.getByRole('cell', { name: 'A partner' }).waitFor();
    await page.goto('/console/erasures');
    await page.getByLabel('E-mail address of the person').fill('ada@acme.example');
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByRole('dialog', { name: 'Erase ada@acme.example' }).getByRole('button', { name: 'Erase for good' }).click();
    await page.getByRole('cell', { name: 'A person' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('adds an identity provider, reads what it must permit, gives it a SCIM token once, and deletes it', async () => {
    const { page, context, complaints } = await world.signIn('administrator');
    await page.goto('/console/sso/new');
    await page.getByLabel('Name of the provider').fill('Okta');
    await page.getByLabel('Issuer').fill('https://acme.okta.example');
    await page.getByLabel('Client ID').fill('0oa1b2c3');
    await page.getByLabel('Client secret').fill('kept-by-okta');
    await page.getByLabel('Domains of e-mail addresses').fill('acme.example\nacme.test');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    await page.getByRole('heading', { level: 1, name: 'Okta' }).waitFor();
    await page.getByText(/\/auth\/sso\/sso_\w+\/callback$/).waitFor();
    expect(await page.getByText('kept-by-okta').count()).toBe(0);
    await page.getByRole('button', { name: 'New SCIM token …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make the token' }).click();
    const token = await page
      .getByRole('alert')
      .getByText(/^scim_/)
      .innerText();
    await page.reload();
    await page.getByText('On: the provider decides who is a user').waitFor();
    expect(await page.getByText(token).count()).toBe(0);
    await page.getByRole('button', { name: 'Switch off', exact: true }).click();
    await page.getByRole('button', { name: 'Switch on', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Nobody signs in by an identity provider yet').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
