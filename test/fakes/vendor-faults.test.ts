import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';

let hubspot: HubSpotFake;

beforeEach(async () => {
  hubspot = await startHubSpot({ port: 0 });
});
afterEach(() => hubspot.close());

const headers = () => ({ authorization: `Bearer ${hubspot.privateToken}`, 'content-type': 'application/json' });
const list = (signal?: AbortSignal) =>
  fetch(`${hubspot.url}/crm/objects/2026-09/contacts?limit=100`, { headers: headers(), ...(signal ? { signal } : {}) });
const create = () =>
  fetch(`${hubspot.url}/crm/objects/2026-09/contacts`, { method: 'POST', headers: headers(), body: '{"properties":{"firstname":"Ada"}}' });

test('a planned fault meets the requests it was planned for, and no others', async () => {
  hubspot.faults.plan({ kind: 'unauthorized', at: /^GET /, after: 1, times: 2 });
  const statuses: number[] = [];
  for (let call = 0; call < 4; call++) statuses.push((await list()).status);
  expect(statuses).toEqual([200, 401, 401, 200]);
  hubspot.faults.plan({ kind: 'unavailable', at: /^POST / });
  expect((await list()).status).toBe(200);
  expect((await create()).status).toBe(503);
});

test('an answer can be truncated, HTML, or missing although the write took effect', async () => {
  hubspot.faults.plan({ kind: 'truncated' });
  await expect(list().then((response) => response.text())).rejects.toThrow('terminated');
  hubspot.faults.plan({ kind: 'html' });
  expect(await (await list()).text()).toContain('<!doctype html>');
  hubspot.faults.plan({ kind: 'drop_after_accept' });
  await expect(create()).rejects.toThrow('fetch failed');
  expect(hubspot.records('contacts').all()).toHaveLength(1);
  hubspot.faults.plan({ kind: 'reset' });
  await expect(create()).rejects.toThrow('fetch failed');
  expect(hubspot.records('contacts').all()).toHaveLength(1);
});

test('a request can hang until its caller gives up', async () => {
  hubspot.faults.plan({ kind: 'hang' });
  await expect(list(AbortSignal.timeout(50))).rejects.toThrow('timeout');
});

test('rows can become visible late, with the time at which they were written', async () => {
  const contacts = hubspot.records('contacts');
  contacts.lagging = true;
  const { id, updatedAt } = contacts.create({ firstname: 'Late' });
  const shown = async () => ((await (await list()).json()) as { results: { id: string; updatedAt: string }[] }).results;
  expect(await shown()).toEqual([]);
  contacts.index();
  expect(await shown()).toMatchObject([{ id, updatedAt: new Date(updatedAt).toISOString() }]);
});

test('records can have the same modification time, and a page can repeat for ever', async () => {
  hubspot.clock.freeze();
  const times = [1, 2, 3].map((place) => hubspot.records('contacts').create({ firstname: String(place) }).updatedAt);
  expect(new Set(times).size).toBe(1);
  hubspot.account.repeatPages = true;
  const page = async (after: string) =>
    await (await fetch(`${hubspot.url}/crm/v3/objects/contacts?limit=3&after=${after}`, { headers: headers() })).json();
  const first = await page('0');
  expect(await page(first.paging.next.after)).toEqual(first);
});

test('the token endpoint can hang, answer HTML and omit the refresh token', async () => {
  const { id, secret } = hubspot.app;
  const { refreshToken } = hubspot.grants.issue({ clientId: id, scopes: [] });
  const refresh = (signal?: AbortSignal) =>
    fetch(`${hubspot.url}/oauth/2026-03/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: id, client_secret: secret, refresh_token: refreshToken }),
      ...(signal ? { signal } : {}),
    });
  hubspot.oauth.omitRefreshToken = true;
  expect(await (await refresh()).json()).not.toHaveProperty('refresh_token');
  hubspot.faults.plan({ kind: 'html', at: /token$/ });
  expect((await refresh()).headers.get('content-type')).toBe('text/html');
  hubspot.faults.plan({ kind: 'hang', at: /token$/ });
  await expect(refresh(AbortSignal.timeout(50))).rejects.toThrow('timeout');
});
