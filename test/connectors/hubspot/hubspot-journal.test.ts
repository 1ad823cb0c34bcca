import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import type { VendorFeed } from '#connectors/feed.ts';
import { createHubspot } from '#connectors/hubspot/hubspot.ts';
import type { InboundEvent } from '#connectors/inbound.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { MAX_INBOUND_EVENTS } from '#domain/connections/inbound.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

let hubspot: HubSpotFake;
let feed: VendorFeed;
let session: VendorSession;
let accountId: string;
const objects = ['companies', 'contacts', 'deals'];

beforeEach(async () => {
  hubspot = await startHubSpot({ port: 0 });
  const connector = createHubspot(hubspot.url);
  feed = connector.feed ?? expect.fail();
  accountId = String(hubspot.account.portalId);
  const client = { method: 'oauth', clientId: hubspot.app.id, clientSecret: hubspot.app.secret } as const;
  const http = httpFor(hubspot.url);
  const ask = () => requestTokens(http, connector.oauth, feed.tokens(client) ?? expect.fail(), client);
  ({ session } = sessionWith(connector, http, await ask(), async () => (await ask()).accessToken));
});
afterEach(() => hubspot.close());

async function readAll(from: string | null = null): Promise<{ events: InboundEvent[]; cursor: string | null }> {
  const events: InboundEvent[] = [];
  let cursor = from;
  for (;;) {
    const page = await feed.read(session, { accountId, cursor });
    if (!page) return { events, cursor };
    for (const part of page.parts) events.push(...part.events);
    cursor = page.next;
  }
}
const subscribed = async () => {
  const reply = await fetch(`${hubspot.url}/webhooks-journal/subscriptions/2026-03`, {
    headers: { authorization: `Bearer ${hubspot.privateToken}` },
  });
  return ((await reply.json()) as { results: { objectTypeId: string }[] }).results.map(({ objectTypeId }) => objectTypeId).toSorted();
};

test('the log has each object once, however often it is begun, and none after its end', async () => {
  await feed.begin(session, { accountId, objects: ['deals'] });
  for (let round = 0; round < 2; round++) await feed.begin(session, { accountId, objects });
  expect(await subscribed()).toEqual(['0-1', '0-2', '0-3']);
  for (let round = 0; round < 2; round++) await feed.end(session, accountId);
  expect(await subscribed()).toEqual([]);
});

test('what changed is told in its order, and a restart goes on where the last one ended', async () => {
  await feed.begin(session, { accountId, objects });
  const contact = hubspot.records('contacts').create({ lastname: 'Marks' }).id;
  hubspot.flush();
  const first = await readAll();
  expect(first.events.map(({ recordId }) => recordId)).toContain(contact);
  expect(first.events[0]).toMatchObject({ object: 'contacts', accountId, effect: 'changed', occurredAt: expect.any(Date) });
  expect(await readAll(first.cursor)).toEqual({ events: [], cursor: first.cursor });
  const company = hubspot.records('companies').create({ name: 'Acme' }).id;
  hubspot.flush();
  hubspot.records('contacts').archive(contact);
  hubspot.flush();
  const { events } = await readAll(first.cursor);
  expect(events.map(({ object }) => object)).toEqual(expect.arrayContaining(['companies', 'contacts']));
  expect(events.findLast(({ recordId }) => recordId === contact)).toMatchObject({ effect: 'gone' });
  expect(events.findIndex(({ recordId }) => recordId === company)).toBeLessThan(events.findIndex(({ recordId }) => recordId === contact));
  expect(new Set([...first.events, ...events].map(({ id }) => id)).size).toBe(first.events.length + events.length);
});

test('a merge tells which record is gone, and which one survived', async () => {
  const [winner, loser] = ['A', 'B'].map((name) => hubspot.records('companies').create({ name }).id);
  await feed.begin(session, { accountId, objects });
  const survivor = hubspot.account.merge('companies', winner ?? '', loser ?? '');
  hubspot.flush();
  const merged = (await readAll()).events.filter(({ type }) => type.endsWith('.MERGE'));
  expect(merged.find(({ recordId }) => recordId === loser)).toMatchObject({ effect: 'gone' });
  expect(merged.find(({ recordId }) => recordId === survivor)).toMatchObject({ effect: 'changed' });
});

test('a place that HubSpot no longer keeps leads to the oldest entry that it keeps', async () => {
  await feed.begin(session, { accountId, objects });
  hubspot.records('contacts').create({ lastname: 'Old' });
  hubspot.flush();
  const { cursor } = await readAll();
  hubspot.clock.advance(4 * 24 * 3_600_000);
  const kept = hubspot.records('contacts').create({ lastname: 'Kept' }).id;
  hubspot.flush();
  const { events } = await readAll(cursor);
  expect(new Set(events.map(({ recordId }) => recordId))).toEqual(new Set([kept]));
});

test('changes of another account are left out', async () => {
  await feed.begin(session, { accountId, objects });
  hubspot.records('contacts').create({ lastname: 'Marks' });
  hubspot.flush();
  expect([...((await feed.read(session, { accountId: '7', cursor: null }))?.parts ?? [])]).toEqual([]);
});

test('a file with many changes is read in parts that are no larger than a webhook, and none of them is left out', async () => {
  await feed.begin(session, { accountId, objects });
  const ids = Array.from({ length: 2_500 }, () => hubspot.records('contacts').create({ lastname: 'Marks' }).id);
  hubspot.flush();
  const parts = [...((await feed.read(session, { accountId, cursor: null }))?.parts ?? [])];
  expect(parts.length).toBeGreaterThan(2);
  expect(Math.max(...parts.map(({ events }) => events.length))).toBeLessThanOrEqual(MAX_INBOUND_EVENTS);
  const events = parts.flatMap((part) => part.events);
  expect(events.map(({ recordId }) => recordId)).toEqual(expect.arrayContaining(ids));
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const bodies = parts.flatMap(({ body }) => (JSON.parse(body.toString()) as { journalEvents: { objectId: number }[] }).journalEvents);
  expect(bodies.map(({ objectId }) => objectId)).toEqual(events.map(({ recordId }) => Number(recordId)));
});

test.each(['html', 'truncated', 'reset', 'unavailable'] as const)('a file with the fault %s moves no place', async (kind) => {
  await feed.begin(session, { accountId, objects });
  hubspot.records('contacts').create({ lastname: 'Marks' });
  hubspot.flush();
  hubspot.faults.plan({ kind, at: /journal-files/ });
  await expect(feed.read(session, { accountId, cursor: null })).rejects.toMatchObject({
    kind: expect.stringMatching(/malformed|unavailable/),
  });
  expect((await readAll()).events.length).toBeGreaterThan(0);
});

test("the account's own token does not open the log", async () => {
  const { accessToken } = hubspot.grants.issue({ clientId: hubspot.app.id, scopes: ['crm.objects.contacts.read'] });
  const own = sessionWith(createHubspot(hubspot.url), httpFor(hubspot.url), { accessToken }).session;
  await expect(feed.read(own, { accountId, cursor: null })).rejects.toMatchObject({
    kind: 'rejected',
    details: { missingScopes: ['developer.webhooks_journal.read'] },
  });
  expect(feed.tokens({ method: 'token', token: 't' })).toBeNull();
});

test('a time that cannot be stored is none', async () => {
  await feed.begin(session, { accountId, objects });
  hubspot.clock.advance(8_000 * 365.25 * 86_400_000);
  hubspot.records('contacts').create({ lastname: 'Marks' });
  hubspot.flush();
  expect(new Set((await readAll()).events.map(({ occurredAt }) => occurredAt))).toEqual(new Set([null]));
});
