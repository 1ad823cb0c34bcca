import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addReceivingEndpoint,
  deliveryIn,
  eventually,
  publish,
  startedWorkflow,
  startTestEngine,
  type TestEngine,
} from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';

const takeoverS = 10;
const settings = {
  webhooks: {
    regions: { eu: { takeover_after_s: takeoverS }, us: { takeover_after_s: 3_600 } },
    retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 3, jitter: 0 } },
  },
};

describe('regions', { timeout: 120_000 }, () => {
  let home: TestEngine;
  let eu: TestEngine;
  const made = { home: [] as string[], eu: [] as string[] };
  const startEu = () =>
    startTestEngine({
      ...{ settings, beside: home, environment: { REGION: 'eu' } },
      onAttempt: ({ eventId }) => made.eu.push(eventId),
    });
  const checkOf = async ({ app }: TestEngine) =>
    (await app.inject('/health/ready')).json<{ checks: { name: string }[] }>().checks.find(({ name }) => name === 'regions');

  beforeAll(async () => {
    home = await startTestEngine({ settings, onAttempt: ({ eventId }) => made.home.push(eventId) });
    eu = await startEu();
  });
  afterAll(async () => {
    await eu.close();
    await home.close();
  });

  test('the workers of the region that an endpoint names make its deliveries, those of the home region all others, wherever the event was accepted', async () => {
    const [near, far] = [await addReceivingEndpoint(home), await addReceivingEndpoint(home, { region: 'eu' })];
    const published = { near: [] as string[], far: [] as string[] };
    for (const engine of [home, eu]) {
      published.near.push(await publish(engine, near.type));
      published.far.push(await publish(engine, far.type));
    }
    for (const id of [...published.near, ...published.far]) await deliveryIn(home, id, 'delivered');
    expect(made.home).toEqual(expect.arrayContaining(published.near));
    expect(made.eu).toEqual(expect.arrayContaining(published.far));
    expect(made.home.filter((id) => published.far.includes(id))).toEqual([]);
    expect(made.eu.filter((id) => published.near.includes(id))).toEqual([]);
    expect([...near.receiver.problems(), ...far.receiver.problems()]).toEqual([]);
    await Promise.all([near.receiver.close(), far.receiver.close()]);
  });

  test('they make the later attempts too, and send what was held', async () => {
    const { receiver, endpoint, type, ids } = await addReceivingEndpoint(home, { region: 'eu' });
    receiver.script({ status: 500 });
    const retried = await publish(home, type);
    const { id } = await deliveryIn(home, retried, 'delivered');
    await (await startedWorkflow(home, `deliver-webhook/${id as string}`)).result();
    await home.call('POST', `/endpoints/${endpoint.id}/pause`);
    const held = await publish(home, type);
    await deliveryIn(home, held, 'held');
    await home.call('POST', `/endpoints/${endpoint.id}/enable`);
    await deliveryIn(home, held, 'delivered');
    expect(ids()).toEqual([retried, retried, held]);
    expect(made.eu).toEqual(expect.arrayContaining([retried, held]));
    expect(made.home.filter((eventId) => [retried, held].includes(eventId))).toEqual([]);
    await receiver.close();
    await replayNow(home, `deliver-webhook/${id as string}`, 'retried-in-a-region');
    await replayNow(home, `drain-endpoint/${endpoint.id}`, 'drained-in-a-region');
  });

  test('a region that is away is taken over after a set time without loss, which readiness tells, until it is back', async () => {
    const { receiver, type, ids } = await addReceivingEndpoint(home, { region: 'eu' });
    await eu.stop();
    const meanwhile = await Promise.all(Array.from({ length: 5 }, () => publish(home, type)));
    await eventually(
      () => checkOf(home),
      (check) => JSON.stringify(check).includes('no worker of eu'),
    );
    expect(await checkOf(home)).toMatchObject({ ok: false, detail: expect.stringContaining('its deliveries wait') });
    for (const id of meanwhile) await deliveryIn(home, id, 'delivered');
    expect(ids().toSorted()).toEqual(meanwhile.toSorted());
    expect(made.home).toEqual(expect.arrayContaining(meanwhile));
    expect(await checkOf(home)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/no worker of eu since .*: its deliveries are made here/),
    });

    const taken = await publish(home, type);
    await deliveryIn(home, taken, 'delivered');
    expect(made.home).toContain(taken);

    await eu.close();
    eu = await startEu();
    await eventually(
      () => checkOf(home),
      (check) => !JSON.stringify(check).includes('no worker of eu'),
    );
    // Those who took over may still make one that they were waiting for.
    await eventually(
      async () => {
        const after = await publish(home, type);
        await deliveryIn(home, after, 'delivered');
        return made.eu.includes(after);
      },
      (isMadeThere) => isMadeThere,
    );
    expect(receiver.problems()).toEqual([]);
    await receiver.close();
  });

  test('an endpoint can only name a region of the settings, and null is the home region', async () => {
    const { endpoint, receiver } = await addReceivingEndpoint(home, { region: 'eu' });
    const change = (region: string | null) => home.call('PATCH', `/endpoints/${endpoint.id}`, { region });
    expect(await change('mars')).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'unknown_region', pointer: '/region', message: expect.stringContaining('eu, us') }] },
    });
    expect(await change(null)).toMatchObject({ status: 200, body: { region: null } });
    await receiver.close();
  });

  test('a process whose region the settings do not name says so', async () => {
    const lost = await startTestEngine({ settings, beside: home, environment: { REGION: 'mars' } });
    expect(await checkOf(lost)).toMatchObject({
      ok: false,
      detail: 'REGION is mars, which webhooks.regions of the settings does not name',
    });
    await lost.close();
  });
});
