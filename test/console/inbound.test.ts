import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsInThemes } from '#test/support/accessible.ts';
import { sendStripeEvent } from '#test/support/connection-calls.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { addReceivingEndpoint, deliveryIn, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';

describe.skipIf(isWithoutBrowser())('events that are tried out, and events of vendors, in the console', { timeout: 180_000 }, () => {
  let engine: TestEngine;
  let world: ConsoleWorld<TestEngine>;
  beforeAll(async () => {
    world = await startConsole(startTestEngine);
    engine = world.api;
  });
  afterAll(() => world.close());

  test('an event is published from a form to one partner, and leads to its deliveries', async () => {
    const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
    const { page, complaints, context } = await world.signIn('operator');
    await page.goto(`/console/event-types/${type}`);
    await page.getByLabel('Partner ID').fill(endpoint.partnerId);
    await page.getByLabel('Data of the event').fill('{"n": ');
    await page.getByText('This is not a JSON object.').waitFor();
    await page.getByLabel('Data of the event').fill('{"n": 42}');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publish the event' }).click();
    await page.getByText('It goes to 1 endpoint').waitFor();
    await page.getByRole('link', { name: 'Its deliveries' }).click();
    const eventId = new URL(page.url()).searchParams.get('event_id') ?? '';
    await deliveryIn(engine, eventId, 'delivered');
    expect(receiver.requests.map(({ body }) => JSON.parse(body).data)).toEqual([{ n: 42 }]);
    expect(complaints).toEqual([]);
    await receiver.close();
    await context.close();
  });

  test('events of vendors are found by source, show what was sent, and are replayed', async () => {
    const sourceId = await sendStripeEvent(engine, 'one', 'two');
    const { page, complaints, context } = await world.signIn('operator');
    await page.getByRole('link', { name: 'Inbound events' }).click();
    await page.getByRole('table', { name: 'Sources' }).getByRole('link', { name: 'Stripe' }).click();
    await page.waitForURL(`**?source_id=${sourceId}`);
    await expect.poll(() => page.getByRole('row').count()).toBe(3);
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'customer.updated' }).first().click();
    await page.getByText('"customer.updated"').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('It is processed again.').waitFor();
    await page.goto(`/console/inbound-events?source_id=${sourceId}`);
    await page.getByRole('button', { name: 'Replay all that match' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay inbound events' });
    await dialog.getByText('2 events match the filters.').waitFor();
    expect(await violationsInThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Replay 2 events' }).click();
    await dialog.getByText('2 events are processed again.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
