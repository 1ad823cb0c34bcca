import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Budget } from '#connectors/budget.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { createHubspot } from '#connectors/hubspot/hubspot.ts';
import { createVendorSession } from '#connectors/vendor-session.ts';
import { scriptedVendor, sendJson } from './support/scripted-vendor.ts';

const path = '/crm/objects/2026-09/companies';

/** A session against HubSpot's protocol, and what the budget was told. */
async function against(answer: (token: string, response: ServerResponse) => void) {
  const vendor = await scriptedVendor(({ headers }, response) => answer(String(headers.authorization), response));
  const told: unknown[] = [];
  const budget: Budget = {
    acquire: async (draws) => {
      told.push(['acquire', ...draws.map(({ id }) => id)]);
      return { sent: () => {}, end: (readings, refused) => told.push(['end', readings, ...(refused ? [refused] : [])]) };
    },
  };
  const refusals: string[] = [];
  const outcomes: string[] = [];
  let renewals = 0;
  const session = createVendorSession({
    protocol: createHubspot(vendor.url).protocol,
    http: vendor.http,
    budget,
    lane: 'interactive',
    patienceMs: 1_000,
    tokens: {
      current: async () => ({ accessToken: 'old-token' }),
      renew: async () => ({ accessToken: `new-token-${++renewals}` }),
    },
    onRefusal: async (error) => void refusals.push(error.kind),
    onCalled: (outcome, seconds) => void (seconds >= 0 && outcomes.push(outcome)),
  });
  return { ...vendor, session, told, refusals, outcomes };
}

test('a token that ran out is renewed once, and the call is made again', async () => {
  const { session, arrived, refusals, outcomes } = await against((token, response) =>
    token === 'Bearer old-token'
      ? sendJson(response, 401, { category: 'EXPIRED_AUTHENTICATION' })
      : sendJson(response, 200, { results: [] }),
  );
  expect((await session.call({ method: 'GET', path })).read(z.object({ results: z.array(z.unknown()) }))).toEqual({ results: [] });
  expect(arrived.map(({ headers }) => headers.authorization)).toEqual(['Bearer old-token', 'Bearer new-token-1']);
  expect(refusals).toEqual([]);
  expect(outcomes).toEqual(['unauthorized', 'ok']);
});

test('a new token that is refused too is told, and nothing is tried a third time', async () => {
  const { session, arrived, refusals } = await against((_token, response) => sendJson(response, 401, { message: 'no' }));
  await expect(session.call({ method: 'GET', path })).rejects.toMatchObject({ kind: 'unauthorized' });
  expect(arrived).toHaveLength(2);
  expect(refusals).toEqual(['unauthorized']);
});

test('what the headers say about limits reaches the budget, whatever the status', async () => {
  const { session, told } = await against((_token, response) =>
    sendJson(response, 500, {}, { 'x-hubspot-ratelimit-max': '190', 'x-hubspot-ratelimit-remaining': '7' }),
  );
  await expect(session.call({ method: 'GET', path, draws: [{ id: 'search' }] })).rejects.toMatchObject({ kind: 'unavailable' });
  expect(told).toEqual([
    ['acquire', 'search'],
    ['end', [{ id: 'ten_seconds', max: 190, remaining: 7 }]],
  ]);
});

test.each(['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'soon'])('a Date of %j is no clock', async (date) => {
  const { session } = await against((_token, response) => sendJson(response, 200, {}, { date }));
  await session.call({ method: 'GET', path });
  expect(session.clockMs()).toBeNull();
});

test.each(['0', '999999999999'])('a limit of %s calls, which no vendor has, is not believed', async (max) => {
  const limits = { 'x-hubspot-ratelimit-daily': max, 'x-hubspot-ratelimit-daily-remaining': '0', 'x-hubspot-ratelimit-max': max };
  const { session, told } = await against((_token, response) => sendJson(response, 200, {}, limits));
  await session.call({ method: 'GET', path });
  expect(told.at(-1)).toEqual(['end', []]);
});

test.each([
  [{ policyName: 'TEN_SECONDLY_ROLLING' }, {}, 'ten_seconds', 10_000],
  [{ policyName: 'DAILY' }, {}, 'daily', 3_600_000],
  [{ message: 'You have reached your secondly limit.' }, {}, 'search', 1_000],
  [{ policyName: 'TEN_SECONDLY_ROLLING' }, { 'retry-after': '3' }, 'ten_seconds', 3_000],
])('a 429 says which limit is used up and until when: %j %j', async (body, headers, limit, waitMs) => {
  const { session, told } = await against((_token, response) => sendJson(response, 429, body, headers));
  await expect(session.call({ method: 'GET', path })).rejects.toMatchObject({
    kind: 'rate_limited',
    retryAfterMs: waitMs,
    details: { limitId: limit },
  });
  expect(told.at(-1)).toEqual(['end', [], { limitId: limit, retryAfterMs: waitMs }]);
});

test('a missing scope is told by name, and is no invalid token', async () => {
  const context = { requiredGranularScopes: ['crm.objects.deals.write'] };
  const { session, arrived, refusals } = await against((_token, response) =>
    sendJson(response, 403, { category: 'MISSING_SCOPES', message: 'not granted', errors: [{ context }] }),
  );
  await expect(session.call({ method: 'GET', path })).rejects.toMatchObject({
    kind: 'rejected',
    details: { code: 'MISSING_SCOPES', missingScopes: ['crm.objects.deals.write'] },
  });
  expect(arrived).toHaveLength(1);
  expect(refusals).toEqual(['rejected']);
});

test('every call has an id of its own, which its error names, and no error repeats a token', async () => {
  const { session, arrived } = await against((token, response) => sendJson(response, 400, { message: `you sent ${token}` }));
  const error = await session.call({ method: 'GET', path }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConnectorError);
  const { message } = error as ConnectorError;
  expect(message).toContain(String(arrived[0]?.headers['x-correlation-id']));
  expect(message).toContain('[redacted]');
  expect(message).not.toContain('old-token');
});

test.each(['<html>Sign in</html>', '{"results": 7}', '{"results": [{"id":', ''])(
  'a 200 that is not as documented is malformed: %s',
  async (text) => {
    const { session } = await against((_token, response) => response.end(text));
    const answer = await session.call({ method: 'GET', path });
    expect(() => answer.read(z.object({ results: z.array(z.unknown()) }))).toThrow(expect.objectContaining({ kind: 'malformed' }));
  },
);

test('forms, queries with several values and bodies arrive as they were given', async () => {
  const { session, arrived } = await against((_token, response) => response.end('{}'));
  await session.call({ method: 'GET', path, query: { a: ['1', '2'], b: 'x y', c: undefined } });
  await session.call({ method: 'POST', path, form: [['items[0]', 'ä&b']] });
  await session.call({ method: 'POST', path, json: { a: 1 } });
  expect(arrived.map(({ url, body, headers }) => [url, body, headers['content-type']])).toEqual([
    [`${path}?a=1&a=2&b=x+y`, '', undefined],
    [path, 'items%5B0%5D=%C3%A4%26b', 'application/x-www-form-urlencoded'],
    [path, '{"a":1}', 'application/json'],
  ]);
});

test.each(['https://10.0.0.1/entry', 'http://files.example/entry', 'not an address', 'file:///etc/passwd'])(
  'a file is not read from where the vendor must not send us: %s',
  async (address) => {
    const { session, arrived } = await against((_token, response) => sendJson(response, 200, {}));
    await expect(session.download(address, 1_000)).rejects.toMatchObject({
      name: 'ConnectorError',
      kind: expect.stringMatching(/rejected|malformed/),
    });
    expect(arrived).toEqual([]);
  },
);

test('a file is read without our credentials, up to its cap', async () => {
  const { session, arrived, url } = await against((_token, response) => response.end('x'.repeat(500)));
  expect(await session.download(`${url}/entry?signature=abc`, 1_000)).toHaveLength(500);
  expect(arrived[0]?.headers.authorization).toBeUndefined();
  await expect(session.download(`${url}/entry`, 100)).rejects.toMatchObject({ kind: 'malformed' });
});
