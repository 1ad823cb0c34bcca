import { Signature } from '@hubspot/api-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let hubspot: HubSpotFake;
let receiver: Receiver;

beforeEach(async () => {
  hubspot = await startHubSpot({ port: 0 });
  receiver = await startReceiver({ secrets: [] });
});
afterEach(() => Promise.all([hubspot.close(), receiver.close()]));

async function call(method: string, path: string, body?: unknown, token = hubspot.privateToken) {
  const response = await fetch(`${hubspot.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('sends what is subscribed to in batches, signed as the official library checks it', async () => {
  const key = `?hapikey=${hubspot.app.developerKey}`;
  const app = `/webhooks/v3/${hubspot.app.appId}`;
  await call('PUT', `${app}/settings${key}`, { targetUrl: receiver.url, throttling: { maxConcurrentRequests: 10 } });
  for (const [eventType, propertyName] of [['contact.creation'], ['contact.propertyChange', 'email'], ['contact.merge']]) {
    await call('POST', `${app}/subscriptions${key}`, { eventType, ...(propertyName ? { propertyName } : {}), active: true });
  }
  const inputs = ['ada', 'eve'].map((name) => ({ properties: { email: `${name}@acme.example`, firstname: name } }));
  const { body } = await call('POST', '/crm/objects/2026-09/contacts/batch/create', { inputs });
  await call('POST', '/crm/objects/2026-09/contacts/merge', { primaryObjectId: body.results[0].id, objectIdToMerge: body.results[1].id });
  await hubspot.events.sender.settled();

  const [created, merged] = receiver.requests;
  expect(JSON.parse(created?.body ?? '')).toMatchObject([
    { subscriptionType: 'contact.creation', changeSource: 'INTEGRATION', objectId: Number(body.results[0].id), attemptNumber: 0 },
    { subscriptionType: 'contact.propertyChange', propertyName: 'email', propertyValue: 'ada@acme.example' },
    { subscriptionType: 'contact.creation' },
    { subscriptionType: 'contact.propertyChange', propertyValue: 'eve@acme.example' },
  ]);
  expect(JSON.parse(merged?.body ?? '')).toMatchObject([
    { subscriptionType: 'contact.merge', primaryObjectId: Number(body.results[0].id), mergedObjectIds: [Number(body.results[1].id)] },
  ]);
  expect(
    Signature.isValid({
      signature: String(created?.headers['x-hubspot-signature-v3']),
      timestamp: Number(created?.headers['x-hubspot-request-timestamp']),
      clientSecret: hubspot.app.secret,
      requestBody: created?.body ?? '',
      url: receiver.url,
      method: 'POST',
      signatureVersion: 'v3',
    }),
  ).toBe(true);
});

test('the journal is pulled entry by entry with an app token, and each entry is downloaded without one', async () => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: hubspot.app.id,
    client_secret: hubspot.app.secret,
    scope: 'developer.webhooks_journal.read developer.webhooks_journal.subscriptions.write',
  });
  const tokens = await (await fetch(`${hubspot.url}/oauth/2026-03/token`, { method: 'POST', body: form })).json();
  const ask = (method: string, path: string, body?: unknown) => call(method, `/webhooks-journal${path}`, body, tokens.access_token);
  const portalId = hubspot.account.portalId;
  await ask('POST', '/subscriptions/2026-03', { subscriptionType: 'OBJECT', objectTypeId: '0-2', portalId, actions: ['CREATE', 'DELETE'] });
  expect(await ask('GET', '/journal-local/2026-03/earliest')).toMatchObject({ status: 204 });

  const { id } = hubspot.records('companies').create({ name: 'Acme' });
  hubspot.flush();
  hubspot.records('companies').archive(id);
  hubspot.flush();
  const first = await ask('GET', '/journal-local/2026-03/earliest');
  const second = await ask('GET', `/journal-local/2026-03/offset/${first.body.currentOffset}/next`);
  const end = await ask('GET', `/journal-local/2026-03/offset/${second.body.currentOffset}/next`);
  expect(end.status).toBe(204);
  const [created, deleted] = await Promise.all([first, second].map(async ({ body }) => (await fetch(body.url)).json()));
  expect(created).toMatchObject({
    journalEvents: [{ type: 'crmObject', action: 'CREATE', objectTypeId: '0-2', objectId: Number(id), portalId }],
  });
  expect(deleted).toMatchObject({ journalEvents: [{ action: 'DELETE' }] });

  hubspot.clock.advance(3 * 24 * 60 * 60_000 + 1);
  const expired = await fetch(`${hubspot.url}/webhooks-journal/journal-local/2026-03/offset/${first.body.currentOffset}/next`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(expired.status).toBe(401);
});
