import { describe, expect, test } from 'vitest';
import { createConnectors } from '#connectors/index.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import { Manifest } from '#domain/connections/manifest.ts';
import { scriptedVendor, sendJson } from './support/scripted-vendor.ts';

describe.each([...createConnectors()])('%s', (vendor, { manifest }) => {
  test('its manifest is complete, and has its name', () => {
    expect(Manifest.parse(manifest)).toEqual(manifest);
    expect(manifest.vendor).toBe(vendor);
  });

  test('its limits have distinct names', () => {
    expect(new Set(manifest.limits.map(({ id }) => id)).size).toBe(manifest.limits.length);
  });
});

const client = { method: 'oauth', clientId: 'app', clientSecret: 'app-secret' } as const;

async function refresh(status: number, body: unknown) {
  const vendor = await scriptedVendor((_request, response) =>
    typeof body === 'string' ? response.writeHead(status).end(body) : sendJson(response, status, body),
  );
  const hubspot = createConnectors({ hubspot: vendor.url }).get('hubspot');
  const request = hubspot?.oauth.renew(client, { accessToken: 'a', refreshToken: 'secret-refresh' }, new Date());
  if (!hubspot || !request) throw new Error('HubSpot renews tokens');
  return requestTokens(vendor.http, hubspot.oauth, request, client);
}

test.each([
  ['a refresh token that was revoked', 400, { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }, 'unauthorized'],
  ['a grant that is dead', 400, { error: 'invalid_grant', error_description: 'for secret-refresh' }, 'unauthorized'],
  ['a page of HTML', 200, '<html>Down for maintenance</html>', 'malformed'],
  ['a page of HTML with an error', 400, '<html>Bad request</html>', 'malformed'],
  ['an outage', 503, { message: 'later' }, 'unavailable'],
  ['too many requests', 429, { message: 'later' }, 'rate_limited'],
])('a token endpoint that answers with %s is %4$s', async (...[, status, body, kind]) => {
  const error = await refresh(status, body).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ kind });
  expect(String(error)).not.toMatch(/secret/);
});

test('an answer without a refresh token is an answer, and leaves it out', async () => {
  const tokens = await refresh(200, { access_token: 'new', expires_in: 1_800 });
  expect(tokens).toMatchObject({ accessToken: 'new', refreshToken: undefined });
});

test('a token endpoint that accepts the request and never answers is given up, and is no dead token', async () => {
  const vendor = await scriptedVendor((_request, response) => response.flushHeaders());
  const hubspot = createConnectors({ hubspot: vendor.url }).get('hubspot') ?? expect.fail();
  const request = hubspot.oauth.renew(client, { accessToken: 'a', refreshToken: 'secret-refresh' }, new Date()) ?? expect.fail();
  await expect(requestTokens(vendor.http, hubspot.oauth, request, client)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/gave no complete answer within \d+ ms$/),
  });
});
