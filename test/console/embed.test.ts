import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { startHostPage } from '#test/support/host-page.ts';

describe.skipIf(isWithoutBrowser())('<causeway-status> within a page of another origin', { timeout: 120_000 }, () => {
  let api: TestApp;
  let partner: TestPartner;
  let world: ConsoleWorld;
  let host: Awaited<ReturnType<typeof startHostPage>>;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    api = world.api;
    partner = await api.partner();
    await call('/endpoints', { url: 'https://partner.example/<b>hooks', partner_id: partner.id });
    host = await startHostPage({ causeway: world.origin });
  });
  afterAll(async () => {
    await host.close();
    await world.close();
  });

  const call = async (path: string, payload: object = {}) =>
    (await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: api.headers, payload })).json();
  const createSession = () => call('/embed-sessions', { partner_id: partner.id, origin: host.origin });
  const expire = ({ id }: { id: string }) => api.db.sql`update embed_session set expires_at = now() - interval '1 s' where id = ${id}`;

  /** The host's page, what the browser said in its console, and every address that was asked for. */
  async function visit(url: string, options: BrowserContextOptions = {}) {
    const context = await world.browser.newContext(options);
    const page = await context.newPage();
    const [said, asked]: [string[], string[]] = [[], []];
    // The browser logs each status that a test provokes.
    page.on('console', (message) => message.text().startsWith('Failed to load resource') || said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url);
    return { page, said, asked, context };
  }
  const shown = (page: Page) => page.frames()[1]?.getByRole('heading', { level: 1 }).innerText();
  const givesUp = async (said: string[], page: Page) => {
    await expect.poll(() => said.filter((text) => text.startsWith('<causeway-status> shows nothing')).length, { timeout: 30_000 }).toBe(1);
    expect(page.frames()).toHaveLength(1);
    expect(await page.locator('causeway-status').boundingBox()).toMatchObject({ height: 0 });
  };

  test('shows the health of the partner, as high as it is, in the light and in the dark', async () => {
    const made: { token: string }[] = [];
    host.give(async () => {
      const session = await createSession();
      made.push(session);
      return session;
    });
    const { page, said, asked, context } = await visit(host.origin);
    await expect.poll(() => shown(page)).toBe('Acme Healthy');
    const frame = page.frames()[1];
    expect(await frame?.getByText('https://partner.example/%3Cb%3Ehooks').count()).toBe(1);
    const content = await frame?.evaluate('document.documentElement.getBoundingClientRect().height');
    await expect.poll(async () => (await page.locator('causeway-status').boundingBox())?.height).toBe(Math.ceil(Number(content)));
    expect(await violationsInThemes(page)).toEqual([]);
    expect(said).toEqual([]);
    const kept = await context.storageState({ indexedDB: true });
    expect(kept).toEqual({ cookies: [], origins: [] });
    for (const { token } of made) expect(JSON.stringify([asked, api.logged])).not.toContain(token);
    await context.close();
  });

  test('has the theme of the host, and follows it', async () => {
    host.give(createSession);
    const { page, context } = await visit(host.origin);
    await expect.poll(() => shown(page)).toBe('Acme Healthy');
    const paper = () => page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor');
    for (const [theme, colour] of [
      ['dark', 'rgb(20, 23, 28)'],
      ['light', 'rgb(255, 255, 255)'],
    ]) {
      await page.locator('causeway-status').evaluate((element, value) => element.setAttribute('theme', value ?? ''), theme);
      await expect.poll(paper).toBe(colour);
    }
    await context.close();
  });

  test('on a page of another origin than the session is for, shows nothing, and says why to the console of that page only', async () => {
    host.give(createSession);
    const { page, said, context } = await visit(host.foreign);
    await givesUp(said, page);
    expect(said.join()).toContain(`is no embed session for pages of ${host.foreign}`);
    expect(await page.locator('body').innerText()).toBe('Host');
    await context.close();
  });

  test('a session that has ended shows nothing, and says why', async () => {
    const session = await createSession();
    await expire(session);
    host.give(() => session);
    const { page, said, context } = await visit(host.origin);
    await givesUp(said, page);
    expect(said.join()).toContain('This embed session has ended or was revoked');
    await context.close();
  });

  test('a session that is revoked while it is shown goes away', async () => {
    const session = await createSession();
    host.give(() => session);
    const { page, said, context } = await visit(host.origin);
    await expect.poll(() => shown(page)).toBe('Acme Healthy');
    await call(`/embed-sessions/${session.id}/revoke`);
    await page.frames()[1]?.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await givesUp(said, page);
    await context.close();
  });

  test('when a session ends, the host is asked for another one, and what is shown stays', async () => {
    const sessions = [await createSession(), await createSession()];
    let given = 0;
    host.give(() => sessions[Math.min(given++, 1)] ?? {});
    const { page, said, context } = await visit(host.origin);
    await expect.poll(() => shown(page)).toBe('Acme Healthy');
    await expire(sessions[0]);
    await page.frames()[1]?.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await expect.poll(() => given).toBe(2);
    expect(await shown(page)).toBe('Acme Healthy');
    expect(said).toEqual([]);
    await context.close();
  });

  test('a host whose server fails shows nothing, and says why', async () => {
    host.give(() => ({ code: 'rate_limited' }));
    const { page, said, context } = await visit(host.origin);
    await givesUp(said, page);
    expect(said.join()).toContain('has no id or no token');
    await context.close();
  });

  test('a port is taken only from the page that frames it: a message of another window is not heard', async () => {
    host.give(() => new Promise(() => {}));
    const session = await createSession();
    const { page, context } = await visit(host.origin);
    // The page embeds the frame by itself, and a frame of another origin within the same page offers it a port.
    await page.evaluate(
      ([address, foreign]) => {
        const [ours, theirs] = [document.createElement('iframe'), document.createElement('iframe')];
        [ours.src, theirs.src] = [address ?? '', foreign ?? ''];
        document.body.append(ours, theirs);
      },
      [`${api.app.listeningOrigin}/embed/v1/sessions/${session.id}`, `${host.foreign}/`],
    );
    await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith('http')).length).toBe(3);
    const [frame, stranger] = [page.frames()[1], page.frames()[2]];
    await stranger?.evaluate((token) => {
      const { port1, port2 } = new MessageChannel();
      parent.frames[0]?.postMessage({ v: 1, type: 'port' }, '*', [port2]);
      port1.postMessage({ type: 'token', token });
    }, session.token as string);
    await frame?.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    expect(await frame?.locator('main').innerText()).toBe('');
    await context.close();
  });
});
