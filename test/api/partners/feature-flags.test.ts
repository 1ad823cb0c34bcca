import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}
const put = (name: string, flag: object) => call('PUT', `/feature-flags/${name}`, flag);
const override = (name: string) => `/feature-flags/${name}/partners/${partner.id}`;

interface Flag {
  name: string;
  enabled: boolean;
  because: string;
}
/** One call tells all flags; what was changed is heard a moment later. */
async function expectFlag(name: string, state: Omit<Flag, 'name'> | undefined): Promise<void> {
  const own = async () => (await call('GET', '/partners/me/feature-flags', undefined, partner.headers)).body.data as Flag[];
  await expect
    .poll(async () => (await own()).find((flag) => flag.name === name), { timeout: secondMs })
    .toEqual(state && { name, ...state });
}

test('a flag is on or off for all partners, an override has precedence, and both can be deleted', async () => {
  await put('beta', { enabled: false });
  await expectFlag('beta', { enabled: false, because: 'off' });
  await put('beta', { enabled: true });
  await expectFlag('beta', { enabled: true, because: 'on' });
  await call('PUT', override('beta'), { enabled: false });
  await expectFlag('beta', { enabled: false, because: 'override' });
  await call('DELETE', override('beta'));
  await expectFlag('beta', { enabled: true, because: 'on' });
  await call('DELETE', '/feature-flags/beta');
  await expectFlag('beta', undefined);
});

test('a rollout reaches its share of the partners, and a partner that has the flag keeps it as the share grows', async () => {
  const others = await Promise.all(Array.from({ length: 200 }, () => api.partner()));
  const having = async (percent: number) => {
    await put('rollout', { enabled: true, rollout_percent: percent });
    await expect
      .poll(async () => (await api.directory.flags.get('all'))?.find((flag) => flag.name === 'rollout')?.rolloutPercent)
      .toBe(percent);
    const found = await Promise.all(others.map(async ({ id }) => (await call('GET', `/partners/${id}/feature-flags`)).body.data as Flag[]));
    return new Set(others.filter((_, i) => found[i]?.some((flag) => flag.name === 'rollout' && flag.enabled)).map(({ id }) => id));
  };
  const [none, some, more, all] = [await having(0), await having(30), await having(60), await having(100)];
  expect([none.size, all.size]).toEqual([0, 200]);
  // Within four standard deviations: a share that is right fails this once in 10,000 runs.
  expect(Math.abs(some.size - 60)).toBeLessThan(26);
  expect(some.isSubsetOf(more)).toBe(true);
});

test('any valid flag name can be read, even the name of a built-in object property', async () => {
  await put('constructor', { enabled: false });
  await expectFlag('constructor', { enabled: false, because: 'off' });
  await call('PUT', override('constructor'), { enabled: true });
  await expectFlag('constructor', { enabled: true, because: 'override' });
});

test.each([1e-300, 33.333333333333336, 99.99999999999999])('a share of %d is stored to four decimal places', async (percent) => {
  const { status, body } = await put('share', { enabled: true, rollout_percent: percent });
  expect(status).toBe(200);
  expect(body.rollout_percent).toBeCloseTo(percent, 4);
});

test('every change is in the audit log, with the values before and after', async () => {
  await put('audited', { enabled: false });
  await put('audited', { enabled: true, rollout_percent: 25 });
  await call('PUT', override('audited'), { enabled: true });
  await call('DELETE', '/feature-flags/audited');
  const { data } = (await call('GET', '/audit-entries?object_id=audited')).body as {
    data: { action: string; partner_id: string | null; detail: { after: unknown } }[];
  };
  expect(data.map(({ action, partner_id }) => [action, partner_id]).toReversed()).toEqual([
    ['feature_flag.created', null],
    ['feature_flag.updated', null],
    ['partner_flag.created', partner.id],
    ['feature_flag.deleted', null],
    ['partner_flag.deleted', partner.id],
  ]);
  expect(data.find(({ action }) => action === 'feature_flag.updated')?.detail).toMatchObject({
    before: { enabled: false },
    after: { enabled: true, rollout_percent: 25 },
  });
});
