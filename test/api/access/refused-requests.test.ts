import { expect, onTestFinished, test, vi } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, bearer, workflowsThat } from '#test/support/app.ts';

type Line = Record<string, unknown>;
const refusalsIn = (logged: Line[]) => logged.filter(({ msg }) => String(msg).startsWith('requests were refused'));

async function buildLimited() {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const tiny = { rate_limit: { sandbox: { per_minute: 1, burst: 1 } }, gateway: { failed_auth_per_minute: 1_000_000 } };
  const settings = Settings.parse(tiny);
  const api = await buildTestApp({ settings: () => settings });
  const get = (headers: object, remoteAddress = '192.0.2.1') =>
    api.app.inject({ method: 'GET', url: '/api/v1/endpoints', headers: { ...headers }, remoteAddress });
  return { api, get };
}

test('refused requests are one line a minute for each status, with codes, partners and addresses', async () => {
  const { api, get } = await buildLimited();
  const partner = await api.partner('sandbox', { limit: 'tier' });
  for (let n = 0; n < 4; n++) await get(partner.headers);
  await Promise.all(Array.from({ length: 3 }, () => get(bearer('ck_live_nonsense'), '198.51.100.7')));
  await get({}, '2001:db8::1');
  expect(refusalsIn(api.logged)).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(refusalsIn(api.logged)).toMatchObject([
    { level: 30, status: 429, count: 3, codes: { rate_limited: 3 }, partners: { [partner.id]: 3 }, addresses: { '192.0.2.1': 3 } },
    {
      level: 30,
      status: 401,
      count: 4,
      codes: { invalid_api_key: 3, missing_api_key: 1 },
      partners: {},
      addresses: { '198.51.100.7': 3, '2001:db8:0:0::/64': 1 },
    },
  ]);
  // A quiet minute has no line.
  vi.advanceTimersByTime(60_000);
  expect(refusalsIn(api.logged)).toHaveLength(2);
  await api.close();
});

test('what was refused since the last line is written when the process stops, and a flood of addresses stays bounded', async () => {
  const { api, get } = await buildLimited();
  // Fewer at a time than the process accepts.
  for (let first = 0; first < 1_200; first += 400) {
    await Promise.all(Array.from({ length: 400 }, (_, n) => get({}, `10.0.${(first + n) >> 8}.${(first + n) & 255}`)));
  }
  await api.close();
  const [line] = refusalsIn(api.logged);
  expect(line).toMatchObject({ status: 401, count: 1_200, addresses: { others: 200 } });
  expect(Object.keys(line?.['addresses'] as object)).toHaveLength(5);
});

test('a line about a request of a partner has the ids of both', async () => {
  const workflows = workflowsThat(async () => {
    throw new Error('Temporal is away');
  });
  const api = await buildTestApp({ workflows });
  onTestFinished(() => api.close());
  const partner = await api.partner();
  const send = (url: string, payload?: object) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...partner.headers, 'request-id': 'my-1' },
      ...(payload && { payload }),
    });
  const { id } = (await send('/endpoints', { url: 'https://partner.example/hook' })).json<{ id: string }>();
  expect((await send(`/endpoints/${id}/enable`)).statusCode).toBe(200);
  expect(api.logged.filter(({ level }) => Number(level) >= 40)).toMatchObject([{ request_id: 'my-1', partner_id: partner.id }]);
});
