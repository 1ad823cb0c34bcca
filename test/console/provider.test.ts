import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { startOidcIdp } from '#test/support/idp/oidc-idp.ts';
import { openSsoWorld, type SsoWorld } from '#test/support/idp/sso-world.ts';

describe.skipIf(isWithoutBrowser())('signing in with one’s company, in a browser', { timeout: 180_000 }, () => {
  const secret = 'the-client-secret-of-the-test';
  let idp: Awaited<ReturnType<typeof startOidcIdp>>;
  let world: ConsoleWorld<SsoWorld>;
  beforeAll(async () => {
    idp = await startOidcIdp({ id: 'causeway', secret });
    idp.person = { sub: 'ada', email: 'ada@acme.example', email_verified: true, name: 'Ada Lovelace' };
    world = await startConsole(() => openSsoWorld([idp.issuer]));
    const settings = { kind: 'oidc', issuer: idp.issuer, client_id: 'causeway', client_secret: secret, scopes: ['email', 'profile'] };
    const connection = { name: 'Acme ID', settings, domains: ['acme.example'], create_users: true, default_roles: ['read_only'] };
    const { body } = await world.api.call('POST', '/api/v1/sso-connections', { payload: connection });
    idp.permit(body.redirect_uri);
  });
  afterAll(async () => {
    await world.close();
    await idp.close();
  });
  /** At a view, asked to sign in. */
  async function visit() {
    const opened = await world.visit();
    await opened.page.goto('/console/deliveries?status=held');
    return opened;
  }

  test('the address leads to the provider of its company, and from there back to the view that was asked for', async () => {
    const { page, complaints, context } = await visit();
    await page.getByLabel('E-mail address').fill('ada@acme.example');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
    expect(page.url()).toBe(`${world.origin}/console/deliveries?status=held`);
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('of an address without a provider the page says so, and keeps what was typed', async () => {
    const { page, complaints, context } = await visit();
    await page.getByLabel('E-mail address').fill('bob@elsewhere.example');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByText('No sign-in of a company is set up for this address').waitFor();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('bob@elsewhere.example');
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('of a provider that is away a page says so, and leads back to the sign-in', async () => {
    idp.goAway();
    const { page, complaints, context } = await visit();
    await page.getByLabel('E-mail address').fill('ada@acme.example');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await page.getByText('Acme ID cannot be reached').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to the sign-in page' }).click();
    await page.getByLabel('Password').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
