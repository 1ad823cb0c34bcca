import { describe, expect, test } from 'vitest';
import { ConnectorError } from '#connectors/connector-error.ts';
import { createSignedSource } from '#connectors/sources/signed-source.ts';
import { SignedSource } from '#domain/connections/signed-source.ts';
import { requestOf, signers } from './signers.ts';

const vendorOf = (name: string) => (signers[name] ?? expect.fail(name)).vendor;
const json = (value: unknown) => requestOf(JSON.stringify(value));
const at = new Date('2026-03-01T12:00:00Z');
const seconds = at.getTime() / 1_000;

test.each([
  [
    'stripe',
    { id: 'evt_1', object: 'event', type: 'customer.updated', created: seconds, data: { object: { object: 'customer', id: 'cus_1' } } },
    { id: 'evt_1', type: 'customer.updated', object: 'customers', recordId: 'cus_1', accountId: null, occurredAt: at, effect: 'changed' },
  ],
  [
    'stripe',
    {
      ...{ id: 'evt_1', object: 'event', type: 'customer.updated', created: seconds },
      data: { object: { object: 'customer', id: 'cus_1' }, previous_attributes: { name: 'Old', address: { city: 'Bonn' } } },
      request: { id: 'req_1', idempotency_key: 'causeway-swr_1-2' },
    },
    { fields: ['name', 'address'], writeKey: 'swr_1-2' },
  ],
  [
    'stripe',
    {
      id: 'evt_2',
      type: 'account.application.deauthorized',
      created: seconds,
      account: 'acct_1',
      data: { object: { object: 'application' } },
    },
    { id: 'evt_2', accountId: 'acct_1', effect: 'uninstalled' },
  ],
  [
    'stripe',
    { id: 'evt_3', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found', created: at.toISOString(), related_object: null },
    { id: 'evt_3', object: null, recordId: null, occurredAt: at },
  ],
  [
    'slack',
    { type: 'event_callback', event_id: 'Ev1', event_time: seconds, team_id: 'T1', event: { type: 'app_uninstalled' } },
    { id: 'Ev1', type: 'app_uninstalled', accountId: 'T1', occurredAt: at, effect: 'uninstalled' },
  ],
  [
    'intercom',
    {
      type: 'notification_event',
      id: 'notif_1',
      topic: 'contact.deleted',
      app_id: 'a1',
      created_at: seconds,
      data: { item: { type: 'contact', id: '5' } },
    },
    { id: 'notif_1', type: 'contact.deleted', object: 'contact', recordId: '5', accountId: 'a1', occurredAt: at, effect: 'gone' },
  ],
  ['crossbeam', { event: 'new_overlap', overlaps: [] }, { id: null, type: 'new_overlap', effect: 'other' }],
  ['sentry', { action: 'created', installation: { uuid: 'i1' }, data: {} }, { id: null, type: 'event.created', accountId: 'i1' }],
  [
    'resend',
    { type: 'email.bounced', created_at: at.toISOString(), data: { email_id: 'e1' } },
    { type: 'email.bounced', object: 'email', recordId: 'e1', occurredAt: at },
  ],
  [
    'Standard Webhooks',
    { type: 'invoice.paid', timestamp: at.toISOString(), data: { id: 7 } },
    { type: 'invoice.paid', object: 'invoice', recordId: '7', occurredAt: at, effect: 'changed' },
  ],
])('a notice of %s is read', (name, body, expected) => {
  expect(vendorOf(name).read(json(body))).toMatchObject([expected]);
});

test('each event of a request of SendGrid has its own id', () => {
  const events = [
    { sg_event_id: 'a', event: 'bounce', timestamp: seconds, email: 'anna@example.com' },
    { sg_event_id: 'b', event: 'open', timestamp: seconds },
  ];
  expect(
    vendorOf('sendgrid')
      .read(json(events))
      .map(({ id, type }) => [id, type]),
  ).toEqual([
    ['a', 'bounce'],
    ['b', 'open'],
  ]);
});

test('the resource of Sentry is read from its header, and its record from the body', () => {
  const request = requestOf(JSON.stringify({ action: 'resolved', data: { issue: { id: '9' } } }), { 'sentry-hook-resource': 'issue' });
  expect(vendorOf('sentry').read(request)).toMatchObject([{ type: 'issue.resolved', object: 'issue', recordId: '9', effect: 'changed' }]);
});

test('the id of Standard Webhooks is read from its signed header', () => {
  const request = requestOf('{"type":"a"}', { 'webhook-id': 'msg_2' });
  expect(vendorOf('Standard Webhooks').read(request)).toMatchObject([{ id: 'msg_2' }]);
});

test('a merge of HubSpot is about each record that it touches', () => {
  const notice = { eventId: 1, subscriptionId: 2, portalId: 3, occurredAt: 4, subscriptionType: 'contact.merge', objectId: 7 };
  const merge = { ...notice, primaryObjectId: 7, mergedObjectIds: [8, 9], newObjectId: 10 };
  expect(
    vendorOf('hubspot')
      .read(json([merge]))
      .map(({ id, object, recordId, effect }) => [id, object, recordId, effect]),
  ).toEqual([
    ['3:2:1:7:4', 'contacts', '7', 'changed'],
    ['3:2:1:7:4:10', 'contacts', '10', 'changed'],
    ['3:2:1:7:4:8', 'contacts', '8', 'gone'],
    ['3:2:1:7:4:9', 'contacts', '9', 'gone'],
  ]);
});

describe('Slack', () => {
  const form = (text: string) => requestOf(text, { 'content-type': 'application/x-www-form-urlencoded' });

  test('gets back its challenge, and only when it verifies the URL', () => {
    const { challenge } = vendorOf('slack');
    expect(challenge?.(json({ type: 'url_verification', challenge: 'abc' }))).toBe('abc');
    expect(challenge?.(json({ type: 'event_callback', challenge: 'abc' }))).toBeUndefined();
    expect(challenge?.(form('type=url_verification&challenge=abc'))).toBeUndefined();
  });

  test('sends commands and interactions as forms', () => {
    const { read } = vendorOf('slack');
    expect(read(form('command=%2Fdeal&team_id=T1'))).toMatchObject([{ type: '/deal', accountId: 'T1' }]);
    const payload = encodeURIComponent(JSON.stringify({ type: 'block_actions', team: { id: 'T2' } }));
    expect(read(form(`payload=${payload}`))).toMatchObject([{ type: 'block_actions', accountId: 'T2' }]);
  });
});

describe('a signed source', () => {
  const paths = { id_path: '/meta/id', time_path: '/at', type_path: '/a~1b', object_path: '/data/0/kind', record_path: '/data/0/id' };
  const source = createSignedSource(SignedSource.parse({ header: 'x-s', ...paths }));

  test('is read along its paths', () => {
    const notice = { meta: { id: 5 }, at: '2026-03-01T12:00:00Z', 'a/b': 'deal.won', data: [{ kind: 'deal', id: 'd1' }] };
    expect(source.read(json(notice))).toEqual([
      { id: '5', type: 'deal.won', object: 'deal', recordId: 'd1', accountId: null, occurredAt: at, effect: 'changed' },
    ]);
  });

  test.each([seconds, at.getTime()])('has times in seconds or milliseconds: %d', (time) => {
    expect(source.read(json({ at: time }))).toMatchObject([{ occurredAt: at }]);
  });

  test.each(['-271821-04-20T00:00:00Z', '0000-12-31T23:59:59Z', '+010000-01-01T00:00:00Z', 8_640_000_000_000_000, -62_198_755_200, 1e300])(
    'has no time that PostgreSQL cannot store: %s',
    (time) => {
      expect(source.read(json({ at: time }))).toMatchObject([{ occurredAt: null }]);
    },
  );

  test('finds nothing where the paths lead nowhere, to an object, or to what every object has', () => {
    const nowhere = createSignedSource(SignedSource.parse({ header: 'x-s', id_path: '/__proto__/constructor/name', record_path: '/data' }));
    expect(nowhere.read(json({ data: { id: 1 } }))).toMatchObject([{ id: null, recordId: null, effect: 'other' }]);
  });

  test.each([
    [{ timestamp: { header: 'x-t' }, signed_content: '{body}' }, 'signed_content'],
    [{ signed_content: '{timestamp}.{body}' }, 'signed_content'],
    [{ signed_content: 'nothing' }, 'signed_content'],
    [{ header: 'two words' }, 'header'],
    [{ id_path: 'id' }, 'id_path'],
    [{ timestamp: { header: 'x-t', tolerance_s: 86_400 } }, 'timestamp'],
  ])('cannot be described as %j', (wrong, field) => {
    const { error } = SignedSource.safeParse({ header: 'x-s', ...wrong });
    expect(error?.issues[0]?.path[0]).toBe(field);
  });
});

describe.each(Object.entries(signers))('%s', (_name, { vendor }) => {
  test.each([
    ['an empty body', Buffer.alloc(0)],
    ['HTML', Buffer.from('<html></html>')],
    ['a number', Buffer.from('5')],
    ['null', Buffer.from('null')],
    ['a list of nothing known', Buffer.from('[1]')],
    ['UTF-16', Buffer.from('{"type":"a"}', 'utf16le')],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a deep nesting', Buffer.from('['.repeat(200_000))],
  ])('%s is no notice, and says so', (_what, body) => {
    let thrown: unknown;
    try {
      vendor.read(requestOf(body));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConnectorError);
    expect(thrown).toMatchObject({ kind: 'malformed' });
  });
});
