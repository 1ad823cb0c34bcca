import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { CredentialKeeper } from '#apps/vendors/credential-keeper.ts';
import { createConnectors } from '#connectors/index.ts';
import { tokensContext } from '#db/connections/connection.ts';
import { appWithHubspot, connect } from '#test/api/connections/hubspot-app.ts';
import type { TestApp } from '#test/support/app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
beforeAll(async () => ({ app, hubspot, close } = await appWithHubspot()));
afterAll(() => close());
beforeEach(() => hubspot.faults.clear());

/** Another process: nothing is shared but the database and the vendor. */
function process() {
  const { secretBox, vendors, db } = app;
  const connectors = createConnectors({ hubspot: hubspot.url });
  return new CredentialKeeper({ sql: db.sql, secretBox, http: vendors.http, connectors, holder: randomUUID() });
}

test('a hundred callers in two processes that find the same token refused make one refresh', async () => {
  const id = await connect(app, hubspot);
  const { tokens: refused } = await process().current(id);
  const before = hubspot.grants.refreshes;
  hubspot.faults.plan({ kind: 'slow', at: /POST \/oauth\//, delayMs: 200 });
  const [one, other] = [process(), process()];
  const all = await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? one : other).renew(id, refused)));
  expect(hubspot.grants.refreshes - before).toBe(1);
  expect(new Set(all.map((held) => held.tokens.accessToken)).size).toBe(1);
  expect(all[0]?.tokens.accessToken).not.toBe(refused.accessToken);
});

test('whoever comes later finds the new tokens without a refresh', async () => {
  const id = await connect(app, hubspot);
  const { tokens: refused } = await process().current(id);
  await process().renew(id, refused);
  const before = hubspot.grants.refreshes;
  const { tokens } = await process().renew(id, refused);
  expect(tokens.accessToken).not.toBe(refused.accessToken);
  expect(hubspot.grants.refreshes).toBe(before);
});

test('a caller whose token was refused does not get it back from one that found it good', async () => {
  const id = await connect(app, hubspot);
  const { tokens: refused } = await process().current(id);
  const keeper = process();
  const [ahead, renewed] = await Promise.all([keeper.renewAhead(id, 0), keeper.renew(id, refused)]);
  expect(ahead.tokens.accessToken).toBe(refused.accessToken);
  expect(renewed.tokens.accessToken).not.toBe(refused.accessToken);
});

test.each(['unavailable', 'html', 'reset', 'truncated'] as const)(
  'a refresh that fails (%s) keeps what there is, and the next one succeeds',
  async (kind) => {
    const id = await connect(app, hubspot);
    const { tokens: refused } = await process().current(id);
    hubspot.faults.plan({ kind, at: /POST \/oauth\// });
    await expect(process().renew(id, refused)).rejects.toMatchObject({
      name: 'ConnectorError',
      kind: expect.not.stringMatching('unauthorized'),
    });
    expect((await process().renew(id, refused)).tokens.accessToken).not.toBe(refused.accessToken);
  },
);

test('a process that died in the middle of a refresh blocks the others no longer than its claim', async () => {
  const id = await connect(app, hubspot);
  const { tokens: refused } = await process().current(id);
  await app.db.sql`update connection set refreshing_by = 'eng_dead', refreshing_until = now() + interval '300 ms' where id = ${id}`;
  expect((await process().renew(id, refused)).tokens.accessToken).not.toBe(refused.accessToken);
});

test('tokens of one connection cannot be read as those of another', async () => {
  const [one, other] = [await connect(app, hubspot), await connect(app, hubspot)];
  await app.db.sql`update connection set tokens_sealed = (select tokens_sealed from connection where id = ${one}) where id = ${other}`;
  await expect(process().current(other)).rejects.toMatchObject({
    code: 'sealed_secret_unreadable',
    message: expect.stringContaining(tokensContext(other)),
  });
});
