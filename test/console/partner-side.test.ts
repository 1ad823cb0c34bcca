import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { dealCalls } from '#test/support/deal-calls.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())("a partner's side of the console", { timeout: 240_000 }, () => {
  let api: TestApp;
  let world: ConsoleWorld;
  let partner: TestPartner;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partner = await api.partner('standard');
  });
  afterAll(() => world.close());
  const as = (role: string, options = {}) =>
    world.signIn(role, { partnerId: partner.id, viewport: { width: 390, height: 844 }, ...options });

  test('the first page says that nothing waits, then what does, and leads to where it is done', async () => {
    const deals = dealCalls(api);
    const { page, complaints, context } = await as('partner_admin');
    await page.getByText('Nothing waits for you').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    const { id } = await deals.submitted(partner.headers, 'Asked');
    await deals.call(api.headers, 'POST', `/deals/${id}/ask`, { comment: 'Which <b>office</b> is it?', fields: ['title'] });
    await deals.call(partner.headers, 'POST', '/api-keys', { name: 'CI', expires_at: new Date(Date.now() + 86_400_000).toISOString() });
    await page.reload();
    await page.getByRole('region', { name: 'Questions about your deals' }).first().getByText('Which <b>office</b> is it?').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('link', { name: 'CI' }).click();
    await page.getByRole('heading', { level: 1, name: 'CI' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Data platform' }).click();
    await page.waitForURL(`**/console/deals/${id}`);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an endpoint is added with its secret shown, changed, and its secret rotated', async () => {
    await api.eventType('deal.noted');
    const { page, complaints, context } = await as('partner_developer');
    await page.getByRole('link', { name: 'Endpoints', exact: true }).click();
    await page.getByRole('link', { name: 'Add an endpoint' }).click();
    await page.getByLabel('URL that receives the events').fill('https://partner.example/hooks');
    await page.getByRole('checkbox', { name: 'deal.noted' }).check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    const secret = await page.getByRole('alert').getByText('whsec_').textContent();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the endpoint' }).click();
    await page.getByRole('link', { name: 'Change the endpoint' }).click();
    await page.getByLabel('Description').fill('Production');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Production' }).waitFor();
    await page.getByRole('button', { name: 'Show the secret' }).click();
    await page.getByText(secret ?? '').waitFor();
    await page.getByRole('button', { name: 'Rotate the secret …' }).click();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByText('1 older secret').waitFor();
    expect(await page.getByText(secret ?? '').count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a change over that of somebody else is refused, and what was typed stays', async () => {
    const { body } = await dealCalls(api).call(partner.headers, 'POST', '/endpoints', { url: 'https://partner.example/second' });
    const { page, complaints, context } = await as('partner_developer');
    await page.goto(`/console/endpoints/${body.id}/edit`);
    await page.getByLabel('Description').fill('Mine');
    await dealCalls(api).call(partner.headers, 'PATCH', `/endpoints/${body.id}`, { description: 'Theirs' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Read it again').waitFor();
    expect(await page.getByLabel('Description').inputValue()).toBe('Mine');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a key is created and shown once, rotated, and revoked; a client gets its secret', async () => {
    const { page, complaints, context } = await as('partner_developer');
    await page.getByRole('link', { name: 'Keys and clients' }).click();
    await page.getByRole('table', { name: 'API keys' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('Build server');
    // Nobody grants what they may not do.
    expect(await page.getByRole('checkbox', { name: 'users:write' }).count()).toBe(0);
    await page.getByRole('checkbox', { name: 'deals:read' }).check();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create the key' }).click();
    const key = (await page.getByRole('alert').getByText('ck_').textContent()) ?? '';
    const ask = (authorization: string) => api.app.inject({ url: '/api/v1/deals', headers: { authorization: `Bearer ${authorization}` } });
    expect((await ask(key)).statusCode).toBe(200);
    await page.getByRole('link', { name: 'Go to the key' }).click();
    expect(await page.getByText(key).count()).toBe(0);
    await page.getByRole('button', { name: 'Rotate …' }).click();
    await page.getByLabel('The old one works for').selectOption('an hour');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByRole('alert').getByText('ck_').waitFor();
    await page.getByRole('button', { name: 'Revoke …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('Revoked', { exact: true }).first().waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect((await ask(key)).statusCode).toBe(401);

    await page.goto('/console/credentials/new-client');
    await page.getByLabel('Name').fill('CRM');
    await page.getByRole('checkbox', { name: 'deals:read' }).check();
    await page.getByRole('button', { name: 'Create the client' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Go to the client' }).click();
    await page.getByRole('heading', { level: 1, name: 'CRM' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the catalogue shows each version of an event type with its schema and an example', async () => {
    const calls = dealCalls(api);
    const schema = { type: 'object', properties: { n: { type: 'integer' } } };
    await calls.call(api.headers, 'POST', '/event-types', {
      name: 'deal.counted',
      description: 'Deals were counted',
      schema,
      examples: [{ n: 4711 }],
    });
    const wider = { type: 'object', properties: { n: { type: 'integer' }, m: { type: 'string' } } };
    await calls.call(api.headers, 'POST', '/event-types/deal.counted/versions', { schema: wider, examples: [{ n: 1, m: 'second' }] });
    const { page, complaints, context } = await as('partner_developer');
    await page.getByRole('link', { name: 'Event catalogue' }).click();
    await page.getByRole('link', { name: 'deal.counted' }).click();
    await page.getByText('"second"').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Version 1' }).click();
    await page.getByText('4711').waitFor();
    expect(page.url()).toContain('?version=1');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('somebody of the partner is invited, gets other roles, and is disabled', async () => {
    const { page, complaints, context } = await as('partner_admin');
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByLabel('E-mail address').fill('grace@partner.example');
    await page.getByLabel('Name').fill('Grace Hopper');
    await page.getByRole('checkbox', { name: 'partner sales' }).check();
    expect(await page.getByRole('checkbox', { name: 'administrator' }).count()).toBe(0);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByRole('button', { name: 'Make a one-time link' }).click();
    await page.getByText('/console/sign-in#link=').waitFor();
    await page.getByRole('checkbox', { name: 'partner finance' }).check();
    await page.getByRole('button', { name: 'Save the roles' }).click();
    await page.getByText('partner sales, partner finance').waitFor();
    await page.getByText('They are signed in nowhere').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a dispute is opened, and its answer is on the first page', async () => {
    const { body: deal } = await dealCalls(api).call(partner.headers, 'POST', '/deals', { customer: { company_name: 'Unpaid' } });
    const { page, complaints, context } = await as('partner_finance');
    await page.goto(`/console/disputes/${partner.id}`);
    await page.getByLabel('Its ID').fill(deal.id);
    await page.getByLabel('Your question').fill('Where is the commission?');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open a dispute' }).click();
    await page.getByRole('heading', { level: 2, name: 'Where is the commission?' }).waitFor();
    await api.db.sql`update commissions.dispute set state = 'decided', answer = 'In May', decided_at = now()`;
    await page.goto('/console');
    await page.getByRole('region', { name: 'Answers to your disputes' }).first().getByText('In May').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an operator looks as the partner, is told so all the time, can change nothing, and ends it with one press', async () => {
    const { page, complaints, context } = await world.signIn('operator', { viewport: { width: 390, height: 844 } });
    await page.goto(`/console/partners/${partner.id}`);
    await page.getByRole('button', { name: 'Look as this partner' }).click();
    await page.getByRole('heading', { level: 1, name: 'What needs you' }).waitFor();
    const banner = page.getByRole('region', { name: 'You look as a partner' });
    await banner.getByText('You look as Acme').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('link', { name: 'Keys and clients' }).click();
    await page.getByRole('table', { name: 'API keys' }).waitFor();
    expect(await page.getByRole('link', { name: 'New key' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Partners' }).count()).toBe(0);
    await page.reload();
    await banner.getByRole('button', { name: 'End the view' }).click();
    await page.getByRole('button', { name: 'Look as this partner' }).waitFor();
    expect(await banner.count()).toBe(0);
    await page.getByRole('link', { name: 'Review queue' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Partners' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('each role finds only what it may do', async () => {
    const listed = async (role: string) => {
      const { page, context } = await as(role);
      const names = await page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allTextContents();
      await context.close();
      return names;
    };
    expect(await listed('partner_sales')).toEqual(['What needs you', 'Deals', 'Imports of deals', 'What you bring', 'Ada Lovelace']);
    expect(await listed('partner_finance')).toEqual([
      'What needs you',
      'Deals',
      'Imports of deals',
      'What you bring',
      'Commissions',
      'Ada Lovelace',
    ]);
    const developer = await listed('partner_developer');
    expect(developer).toContain('Keys and clients');
    expect(developer).not.toContain('Team');
    const { page, context } = await as('partner_sales');
    for (const path of ['/console/endpoints', '/console/credentials', '/console/users', '/console/partners']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: 'You may not see this' }).waitFor();
    }
    await context.close();
  });

  test("another partner's things are not found, whatever the link", async () => {
    const other = await api.partner('standard');
    const calls = dealCalls(api);
    const { body: deal } = await calls.call(other.headers, 'POST', '/deals', { customer: { company_name: 'Theirs' } });
    const { body: endpoint } = await calls.call(other.headers, 'POST', '/endpoints', { url: 'https://other.example/' });
    const { body: key } = await calls.call(other.headers, 'POST', '/api-keys', { name: 'Theirs' });
    const { page, complaints, context } = await as('partner_admin');
    for (const path of [`deals/${deal.id}`, `endpoints/${endpoint.id}`, `endpoints/${endpoint.id}/edit`, `keys/${key.id}`]) {
      await page.goto(`/console/${path}`);
      await page
        .getByRole('alert')
        .getByText(/There is no/)
        .first()
        .waitFor();
      expect(await page.getByText(/Theirs|other\.example/).count()).toBe(0);
    }
    for (const path of [`commissions/${other.id}`, `disputes/${other.id}`]) {
      await page.goto(`/console/${path}`);
      await page.getByRole('alert').first().waitFor();
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
