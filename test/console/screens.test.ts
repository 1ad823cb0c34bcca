import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { addReceivingEndpoint, deliveryIn, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

type Receiving = Awaited<ReturnType<typeof addReceivingEndpoint>>;

describe.skipIf(isWithoutBrowser())('the screens of the console', { timeout: 240_000 }, () => {
  let engine: TestEngine;
  let world: ConsoleWorld<TestEngine>;
  let good: Receiving;
  let bad: Receiving;
  beforeAll(async () => {
    world = await startConsole(startTestEngine);
    engine = world.api;
    good = await addReceivingEndpoint(engine, { description: 'Production <b>of</b> Acme' });
    bad = await addReceivingEndpoint(engine, { description: 'Broken', retry_policy: { schedule_s: [] } });
    bad.receiver.answerWith({ status: 500, body: 'it is <i>broken</i>' });
  });
  afterAll(async () => {
    await Promise.all([good.receiver.close(), bad.receiver.close()]);
    await world.close();
  });

  test.each([['/console/health'], ['/console/deliveries'], ['/console/dead-letters']])(
    '%s says what is to be there when there is nothing, when the API is busy and when it does not answer',
    async (path) => {
      const stranger = await engine.call('POST', '/partners', { name: 'Empty', tier: 'sandbox' });
      const { page, complaints, context } = await world.signIn('partner_admin', { partnerId: stranger.body['id'] });
      await page.goto(path);
      await page.getByText(/There is nothing to watch yet|Nothing was delivered yet|No dead letters/).waitFor();
      expect(await violationsInThemes(page)).toEqual([]);
      // It is asked once more by itself.
      const body = {
        code: 'overloaded',
        title: 'The server is overloaded',
        detail: 'Send the request again.',
        status: 503,
        request_id: 'req-1',
      };
      const busy = { status: 503, headers: { 'retry-after': '1' }, contentType: 'application/problem+json', body: JSON.stringify(body) };
      await page.route('**/api/v1/**', (route) => route.fulfill(busy));
      await page.reload();
      await page.getByRole('alert').getByText('The server is overloaded').first().waitFor();
      await page.getByText('req-1').first().waitFor();
      expect(await violationsInThemes(page)).toEqual([]);
      await page.unroute('**/api/v1/**');
      await page.getByRole('button', { name: 'Try again', exact: true }).first().click();
      await page.getByText(/There is nothing to watch yet|Nothing was delivered yet|No dead letters/).waitFor();
      await page.route('**/api/v1/**', (route) => route.abort());
      await page.reload();
      await page.getByText('Causeway does not answer').first().waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test('a delivery is found by its filters, shows each attempt and leads to its workflow in Temporal UI', async () => {
    const eventId = await publish(engine, good.type, { data: { name: '<img src=x onerror=alert(1)>', arabic: 'مرحبا' } });
    await deliveryIn(engine, eventId, 'delivered');
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByLabel('Event ID').fill(eventId);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/console/deliveries?event_id=${eventId}`);
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: good.type }).click();
    await page.getByRole('heading', { level: 1, name: good.type }).waitFor();
    await page.locator('tbody').getByText('HTTP 200', { exact: true }).waitFor();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.getByRole('link', { name: 'Workflow in Temporal UI' }).getAttribute('href')).toContain('/workflows/');
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('dead letters are replayed by filter: the number first, then the report, and they arrive', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => publish(engine, bad.type)));
    await Promise.all(ids.map((id) => deliveryIn(engine, id, 'dead_lettered')));
    bad.receiver.answerWith({ status: 200 });
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/dead-letters?endpoint_id=${bad.endpoint.id}`);
    await expect.poll(() => page.getByRole('row').count()).toBe(4);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replay all that match' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay dead letters' });
    await dialog.getByText('3 dead letters match the filters').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Replay 3 dead letters' }).click();
    await dialog.getByText('3 dead letters are sent again').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Nothing matches these filters').waitFor();
    await Promise.all(ids.map((id) => deliveryIn(engine, id, 'delivered')));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a delivery that waits is tried now, and cancelled only after a question', async () => {
    const late = await addReceivingEndpoint(engine, { retry_policy: { schedule_s: [3_600, 3_600] } });
    late.receiver.answerWith({ status: 503 });
    const eventId = await publish(engine, late.type);
    const { id } = await deliveryIn(engine, eventId, 'retrying');
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/deliveries/${id}`);
    const refused = page.locator('tbody').getByText('HTTP 503', { exact: true });
    await refused.waitFor();
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => refused.count()).toBe(2);
    await page.getByRole('button', { name: 'Cancel the delivery' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the delivery' });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel the delivery' }).click();
    await dialog.getByRole('button', { name: 'Cancel the delivery' }).click();
    await page.getByText('Somebody cancelled it.').waitFor();
    expect((await engine.call('GET', `/deliveries/${id}`)).body['status']).toBe('cancelled');
    expect(complaints).toEqual([]);
    await late.receiver.close();
    await context.close();
  });

  test('the overview shows the health of what is there, and its days as pictures and as a table', async () => {
    const { page, complaints, context } = await world.signIn('read_only');
    await page.getByRole('link', { name: new RegExp(good.receiver.url) }).click();
    await page.getByRole('heading', { level: 2, name: '14 days' }).waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a partner sees its own deliveries and nobody else’s, whatever the address says', async () => {
    const { page, context } = await world.signIn('partner_developer', { partnerId: good.endpoint.partnerId });
    await page.goto(`/console/deliveries?endpoint_id=${bad.endpoint.id}`);
    await page.getByText('Nothing matches these filters').waitFor();
    const { id } = await deliveryIn(engine, await publish(engine, bad.type), 'delivered');
    await page.goto(`/console/deliveries/${id}`);
    await page.getByRole('alert').getByText('Request').waitFor();
    await context.close();
  });
});
