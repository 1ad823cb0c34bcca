import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import { createConnectors } from '#connectors/index.ts';
import type { PageRequest, RecordWrite, VendorRecord } from '#connectors/record.ts';
import { parseJson, type VendorSession } from '#connectors/vendor-session.ts';
import { Manifest } from '#domain/connections/manifest.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';
import { conformingVendors, type ConformingVendor } from './vendors.ts';

test('every connector of the registry is in the suite', () => {
  expect(Object.keys(conformingVendors).toSorted()).toEqual([...createConnectors().keys()].toSorted());
});

describe.each(Object.entries(conformingVendors))('%s', (name, start) => {
  let vendor: ConformingVendor;
  let connector: Connector;
  let session: VendorSession;
  beforeEach(async () => {
    vendor = await start();
    const own = createConnectors({ [name]: vendor.url }).get(name);
    if (!own) throw new Error(`there is no connector ${name}`);
    connector = own;
    ({ session } = sessionWith(connector, httpFor(vendor.url), vendor.tokens));
  });
  afterEach(() => vendor.close());

  const page = (request: Partial<PageRequest> = {}) =>
    connector.objects.readPage(session, {
      object: vendor.object,
      fields: [vendor.field],
      what: 'all',
      since: null,
      cursor: null,
      ...request,
    });
  async function readAll(request: Partial<PageRequest> = {}): Promise<VendorRecord[]> {
    const records: VendorRecord[] = [];
    let cursor: string | null = null;
    do {
      const next = await page({ ...request, cursor });
      records.push(...next.records);
      cursor = next.next;
    } while (cursor !== null);
    return records;
  }
  const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).toSorted();
  const make = (count: number) => Array.from({ length: count }, (_, i) => vendor.create(`Record ${i}`));
  const write = (...writes: RecordWrite[]) => connector.objects.writeBatch(session, vendor.object, writes);
  const fieldsOf = (name: string) => ({ [vendor.field]: name });
  const failing = async (call: () => Promise<unknown>) =>
    call().then(
      () => undefined,
      (error: unknown) => error as { kind?: string; message?: string },
    );

  describe('manifest', () => {
    test('is complete and has its name', () => {
      expect(Manifest.parse(connector.manifest)).toEqual(connector.manifest);
      expect(connector.manifest.vendor).toBe(name);
    });

    test('names each limit, object and scope once', () => {
      const { limits, objects, scopes } = connector.manifest;
      for (const names of [limits.map(({ id }) => id), objects.map((one) => one.name), scopes.map((one) => one.name)]) {
        expect(new Set(names).size).toBe(names.length);
      }
    });

    test('has a limit that counts every call', () => {
      expect(connector.manifest.limits.some(({ counts }) => counts === 'call')).toBe(true);
    });

    test('says of each object what cannot be detected', () => {
      for (const one of connector.manifest.objects) expect(one.blind_spots.length).toBeGreaterThan(0);
    });

    test('reaches the vendor itself over https, unless told otherwise', () => {
      const real = createConnectors().get(name);
      const base = real?.protocol.baseUrl({ accessToken: 'a', instanceUrl: 'https://example.my.vendor.example' });
      expect(base).toMatch(/^https:\/\//);
    });
  });

  describe('OAuth', () => {
    const client = { method: 'oauth', clientId: 'the-app', clientSecret: 'the-secret' } as const;
    const consent = {
      redirectUri: 'https://causeway.example/connect/x/callback',
      state: 'the-state',
      codeChallenge: 'challenge',
      scopes: ['a'],
    };

    test('asks for consent with our redirect URI and state, and without the secret', () => {
      if (!connector.manifest.auth.includes('oauth')) return expect(connector.oauth.authorizeUrl).toBeNull();
      const url = connector.oauth.authorizeUrl?.(client, consent);
      expect(url?.searchParams.get('redirect_uri')).toBe(consent.redirectUri);
      expect(url?.searchParams.get('state')).toBe('the-state');
      expect(url?.href).not.toContain('the-secret');
    });

    test('exchanges the code in a form, with PKCE, and never in the address', () => {
      const request = connector.oauth.exchange?.(client, { code: 'the-code', codeVerifier: 'verifier', redirectUri: consent.redirectUri });
      if (!connector.manifest.auth.includes('oauth')) return expect(request).toBeUndefined();
      expect(request?.form).toMatchObject({ grant_type: 'authorization_code', code: 'the-code' });
      expect(request?.url).not.toContain('the-');
    });

    test('renews nothing for a token that was entered by hand', () => {
      expect(connector.oauth.renew({ method: 'token', token: 't' }, { accessToken: 't' }, new Date())).toBeNull();
    });

    test.each([undefined, null, '<html>', {}, { access_token: 7 }, { access_token: '' }, []])(
      'an answer that has no tokens is malformed: %j',
      (answer) => {
        expect(() => connector.oauth.readTokens(answer, new Date())).toThrow(expect.objectContaining({ kind: 'malformed' }));
      },
    );

    test('takes the access token of an answer, and leaves out what it omits', () => {
      const tokens = connector.oauth.readTokens(
        { access_token: 'new', token_type: 'bearer', instance_url: 'https://a.example', scope: '' },
        new Date(),
      );
      expect(tokens).toMatchObject({ accessToken: 'new', refreshToken: undefined });
    });
  });

  describe('protocol', () => {
    test('sends the token in a header', () => {
      expect(JSON.stringify(connector.protocol.headers({ accessToken: 'the-token' }))).toMatch(/the-token|dGhlLXRva2Vu/);
    });

    test.each([
      [401, 'unauthorized'],
      [429, 'rate_limited'],
      [500, 'unavailable'],
      [502, 'unavailable'],
      [503, 'unavailable'],
      [400, 'rejected'],
      [404, 'rejected'],
      [302, 'malformed'],
    ])('without more to go by, HTTP %i is %s', (status, kind) => {
      for (const text of ['', '<html>', '{}', '[]', 'null']) {
        expect(connector.protocol.classify({ status, headers: {}, text, json: parseJson(text) })).toMatchObject({ kind });
      }
    });

    test('reads no limits where there are none, or where they are no numbers', () => {
      const strange = {
        'x-hubspot-ratelimit-max': 'x',
        'sforce-limit-info': 'api-usage=',
        'retry-after': 'soon',
        'x-hubspot-ratelimit-daily': '',
      };
      for (const headers of [{}, strange]) expect(connector.protocol.readLimits(headers)).toEqual([]);
    });

    test.each([
      ['rate_limited', 'rate_limited'],
      ['quota', 'rate_limited'],
      ['unavailable', 'unavailable'],
      ['reset', 'unavailable'],
      ['truncated', 'unavailable'],
      ['html', 'malformed'],
    ] as const)('the fault %s is %s, with words that hold no token', async (fault, kind) => {
      make(1);
      vendor.faults.plan({ kind: fault });
      const error = await failing(() => page());
      expect(error).toMatchObject({ name: 'ConnectorError', kind });
      expect(error?.message).not.toContain(vendor.tokens.accessToken);
    });

    test('what is rate limited says how long to wait', async () => {
      vendor.faults.plan({ kind: 'rate_limited' });
      expect(await failing(() => page())).toMatchObject({ retryAfterMs: expect.any(Number) });
    });

    test('a token that runs out in the middle of the pages is renewed, and no record is lost', async () => {
      const made = make(vendor.severalPages);
      const renewing = sessionWith(connector, httpFor(vendor.url), vendor.tokens, async () => vendor.tokens.accessToken);
      session = renewing.session;
      vendor.faults.plan({ kind: 'unauthorized', after: 1 });
      expect(new Set(idsOf(await readAll()))).toEqual(new Set(made));
    });
  });

  describe('reading', () => {
    test('knows which account it reads', async () => {
      const account = await connector.objects.identify(session);
      expect(account.id).not.toBe('');
      expect(account.name).not.toBe('');
    });

    test('describes each object of the manifest, with distinct fields', async () => {
      for (const { name: described } of connector.manifest.objects) {
        const { fields } = await connector.objects.describe(session, described);
        expect(fields.length).toBeGreaterThan(0);
        expect(new Set(fields.map((one) => one.name)).size).toBe(fields.length);
      }
    });

    test('describes the field that can be written', async () => {
      const { fields } = await connector.objects.describe(session, vendor.object);
      expect(fields.find((one) => one.name === vendor.field)).toMatchObject({ type: 'text', readOnly: false });
    });

    test('an object that the vendor does not have is rejected', async () => {
      expect(await failing(() => connector.objects.describe(session, 'no_such_object'))).toMatchObject({ kind: 'rejected' });
    });

    test('an empty object is one empty page', async () => {
      expect(await readAll()).toEqual([]);
    });

    test('reads every record once, over several pages', async () => {
      const made = make(450);
      const read = await readAll();
      expect(idsOf(read)).toEqual(made.toSorted());
      expect(read[0]).toMatchObject({ state: 'live', mergedInto: null, fields: { [vendor.field]: expect.stringMatching(/^Record \d+$/) } });
    });

    test('a listing that is divided again and again has every record once', async () => {
      const { division } = connector.objects;
      if (division === null) return;
      const made: string[] = [];
      for (let days = 0; days < 12; days++) {
        made.push(...make(130));
        vendor.clock.advance(86_400_000);
      }
      vendor.remove(made.splice(700, 1)[0] ?? '');
      const read: VendorRecord[] = [];
      let divided = 0;
      const places: (string | null)[] = [null];
      for (let cursor = places.shift(); cursor !== undefined; cursor = places.shift()) {
        const { records, next } = await page({ cursor });
        read.push(...records);
        const halves = next === null ? null : await division.split(session, { object: vendor.object, cursor: next });
        if (halves !== null) divided++;
        places.push(...(halves ?? (next === null ? [] : [next])));
      }
      expect(idsOf(read)).toEqual(made.toSorted());
      expect(divided).toBeGreaterThan(1);
    });

    test('reads only the fields that were asked for', async () => {
      make(1);
      const [read] = await readAll();
      expect(Object.keys(read?.fields ?? {})).toContain(vendor.field);
    });

    test('any number of records that changed in the same millisecond is read', async () => {
      vendor.clock.freeze();
      const made = make(450);
      const since = new Date(vendor.clock.now() - 60_000);
      expect(new Set(idsOf(await readAll({ what: 'changed', since })))).toEqual(new Set(made));
    });

    test('of changes it reads those since, the boundary included, with the present values', async () => {
      const [changed = '', ...others] = make(3);
      vendor.clock.advance(120_000);
      const since = new Date(vendor.clock.now());
      vendor.rename(changed, 'Renamed');
      const read = await readAll({ what: 'changed', since });
      expect(read).toMatchObject([{ id: changed, state: 'live', fields: { [vendor.field]: 'Renamed' } }]);
      expect(others).toHaveLength(2);
    });

    test('a change makes another version, and no change makes none', async () => {
      const [id = ''] = make(1);
      const versions: (string | undefined)[] = [];
      for (const step of [() => {}, () => {}, () => vendor.rename(id, 'Renamed')]) {
        vendor.clock.advance(5_000);
        step();
        versions.push((await readAll())[0]?.version);
      }
      expect(versions[0]).toBe(versions[1]);
      expect(versions[2]).not.toBe(versions[1]);
    });

    test('what was deleted is told as gone, and no longer as live', async () => {
      const [kept = '', removed = ''] = make(2);
      vendor.clock.advance(5_000);
      const since = new Date(vendor.clock.now() - 1_000);
      vendor.remove(removed);
      expect(idsOf(await readAll())).toEqual([kept]);
      const gone = await readAll({ what: 'gone', since });
      expect(gone).toMatchObject([{ id: removed, state: 'deleted', fields: {} }]);
    });

    test('what was merged is told with the record that survived, if the manifest says that merges are told', async () => {
      const tells = connector.manifest.objects.find((one) => one.name === vendor.object)?.merges !== 'never';
      expect(vendor.merge !== undefined).toBe(tells);
      if (!vendor.merge) return;
      const [winner = '', loser = ''] = make(2);
      vendor.clock.advance(5_000);
      const since = new Date(vendor.clock.now() - 1_000);
      const survivor = vendor.merge(winner, loser);
      expect(idsOf(await readAll())).toEqual([survivor]);
      expect(await readAll({ what: 'gone', since })).toContainEqual(
        expect.objectContaining({ id: loser, state: 'merged', mergedInto: survivor }),
      );
    });

    test('the id of a record that was merged never reads as a record of its own', async () => {
      if (!vendor.merge) return expect(connector.manifest.objects.find((one) => one.name === vendor.object)?.merges).toBe('never');
      const [winner = '', loser = ''] = make(2);
      const survivor = vendor.merge(winner, loser);
      const read = await connector.objects.readMany(session, vendor.object, [loser, survivor], [vendor.field]);
      expect(read.filter(({ state }) => state === 'live').map(({ id }) => id)).toEqual([survivor]);
      const gone = read.filter(({ state }) => state !== 'live');
      for (const one of gone) expect(one).toMatchObject({ id: loser, state: 'merged', mergedInto: survivor, fields: {} });
    });

    test('a cursor is text that survives a restart', async () => {
      const made = make(vendor.severalPages);
      const first = await page();
      expect(typeof first.next).toBe('string');
      const cursor = String(JSON.parse(JSON.stringify(first.next)));
      ({ session } = sessionWith(connector, httpFor(vendor.url), vendor.tokens));
      const rest: VendorRecord[] = [];
      for (let next: string | null = cursor; next !== null;) {
        const more = await page({ cursor: next });
        rest.push(...more.records);
        next = more.next;
      }
      expect(new Set(idsOf([...first.records, ...rest]))).toEqual(new Set(made));
    });

    test.each(['', 'nonsense', 'bm90IGpzb24', 'eyJhIjoxfQ'])('a cursor of another kind is rejected: %j', async (cursor) => {
      expect(await failing(() => page({ cursor }))).toMatchObject({ kind: 'rejected' });
    });

    test('reads many by id, in any order, without those that are unknown', async () => {
      const made = make(3);
      const unknown = made[0]?.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z')) ?? '';
      const read = await connector.objects.readMany(session, vendor.object, [...made, unknown], [vendor.field]);
      expect(idsOf(read)).toEqual(made.toSorted());
    });

    test('reads nothing for no ids', async () => {
      expect(await connector.objects.readMany(session, vendor.object, [], [vendor.field])).toEqual([]);
    });
  });

  describe('writing', () => {
    test('creates a record, and says its id', async () => {
      const [result] = await write({ key: 'w1', operation: 'create', fields: fieldsOf('Made') });
      expect(result).toMatchObject({ key: 'w1', status: 'created', id: expect.any(String) });
      expect(await readAll()).toMatchObject([{ fields: { [vendor.field]: 'Made' } }]);
    });

    test('updates a record, and leaves the others alone', async () => {
      const [first = '', second = ''] = make(2);
      expect(await write({ key: 'w1', operation: 'update', id: first, fields: fieldsOf('Changed') })).toMatchObject([
        { key: 'w1', status: 'updated', id: first },
      ]);
      const read = await readAll();
      expect(read.find(({ id }) => id === first)?.fields[vendor.field]).toBe('Changed');
      expect(read.find(({ id }) => id === second)?.fields[vendor.field]).toBe('Record 1');
    });

    test('the same update sent again changes nothing more', async () => {
      const [id = ''] = make(1);
      const change = { key: 'w1', operation: 'update', id, fields: fieldsOf('Changed') } as const;
      await write(change);
      expect(await write(change)).toMatchObject([{ key: 'w1', status: 'updated', id }]);
      expect(await readAll()).toHaveLength(1);
    });

    test('deletes a record', async () => {
      const [id = ''] = make(1);
      expect(await write({ key: 'w1', operation: 'delete', id, fields: {} })).toMatchObject([{ key: 'w1', status: 'deleted' }]);
      expect(await readAll()).toEqual([]);
    });

    test('returns one result for each write, in their order', async () => {
      const [one = '', two = ''] = make(2);
      const results = await write(
        { key: 'c', operation: 'create', fields: fieldsOf('C') },
        { key: 'b', operation: 'update', id: two, fields: fieldsOf('B') },
        { key: 'a', operation: 'update', id: one, fields: fieldsOf('A') },
      );
      expect(results.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
      expect(results.map(({ status }) => status)).toEqual(['created', 'updated', 'updated']);
    });

    test('a faulty write fails alone, with the code and the words of the vendor', async () => {
      const [id = ''] = make(1);
      const results = await write(
        { key: 'good', operation: 'update', id, fields: fieldsOf('Good') },
        { key: 'bad', operation: 'create', fields: { ...fieldsOf('Bad'), no_such_field: 'x' } },
      );
      expect(results).toMatchObject([
        { key: 'good', status: 'updated' },
        {
          key: 'bad',
          status: 'failed',
          failure: { reason: 'invalid', retryable: false, code: expect.stringMatching(/./), message: expect.stringMatching(/./) },
        },
      ]);
    });

    test('a record that does not exist is missing, and the same write is not worth a retry', async () => {
      const [id = ''] = make(1);
      vendor.remove(id);
      const [result] = await write({ key: 'w1', operation: 'update', id, fields: fieldsOf('Late') });
      expect(result).toMatchObject({ key: 'w1', status: 'failed', failure: { retryable: false } });
    });

    test('writes nothing for no writes', async () => {
      expect(await write()).toEqual([]);
    });

    test('a vendor that is away fails the call, and not the records', async () => {
      vendor.faults.plan({ kind: 'unavailable', times: 3 });
      const outcome = await write({ key: 'w1', operation: 'create', fields: fieldsOf('Made') }).catch((error: unknown) => [error]);
      expect([outcome].flat()[0]).toMatchObject(
        (outcome as unknown[])[0] instanceof Error ? { kind: 'unavailable' } : { status: 'failed', failure: { retryable: true } },
      );
    });
  });

  describe('webhooks', () => {
    const request = { method: 'POST', url: 'https://causeway.example/api/v1/inbound/x', headers: {}, body: Buffer.from('[]') };

    test('an unsigned request is not genuine', () => {
      if (connector.inbound === null) return expect(connector.subscriptions).toBeNull();
      expect(connector.inbound.verify(request, ['secret'], new Date())).toBe(false);
    });

    test('nothing is genuine without a secret', () => {
      if (connector.inbound === null) return expect(connector.subscriptions).toBeNull();
      expect(connector.inbound.verify(request, [], new Date())).toBe(false);
    });

    test('a body that is no notice is malformed', () => {
      const { inbound } = connector;
      if (inbound === null) return expect(connector.subscriptions).toBeNull();
      for (const body of ['', 'x', '7', '[7]', 'null', '{"a":']) {
        expect(() => inbound.read({ ...request, body: Buffer.from(body) })).toThrow(expect.objectContaining({ kind: 'malformed' }));
      }
    });
  });
});
