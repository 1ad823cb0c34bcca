import { Client } from '@hubspot/api-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consent } from '#apps/fakes/consent.ts';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';

const redirectUri = 'https://causeway.example/connect/hubspot/callback';
let hubspot: HubSpotFake;
let client: Client;

beforeEach(async () => {
  hubspot = await startHubSpot({ port: 0, redirectUris: [redirectUri] });
  client = new Client({ accessToken: hubspot.privateToken, basePath: hubspot.url, numberOfApiCallRetries: 0 });
});
afterEach(() => hubspot.close());

const contacts = () => client.crm.contacts;

test('creates, reads, updates, searches and archives', async () => {
  const { basicApi, searchApi } = contacts();
  const created = await basicApi.create({ properties: { email: 'ada@acme.example', firstname: 'Ada' }, associations: [] });
  expect(created.properties).toMatchObject({ email: 'ada@acme.example', hs_object_id: created.id });

  await basicApi.update(created.id, { properties: { lastname: 'Marks' } });
  const byEmail = await basicApi.getById('ada@acme.example', ['lastname'], undefined, undefined, false, 'email');
  expect(byEmail.properties['lastname']).toBe('Marks');

  const found = await searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GTE' as never, value: created.id }] }],
    sorts: ['hs_object_id'],
    properties: ['email'],
    limit: 200,
  });
  expect(found).toMatchObject({ total: 1, results: [{ id: created.id, properties: { email: 'ada@acme.example' } }] });

  await basicApi.archive(created.id);
  await expect(basicApi.getById(created.id)).rejects.toMatchObject({ code: 404, body: { category: 'OBJECT_NOT_FOUND' } });
  const archived = await basicApi.getPage(100, undefined, ['email'], undefined, undefined, true);
  expect(archived.results).toMatchObject([{ id: created.id, archived: true }]);
});

test('pages through a list with `after`', async () => {
  for (let place = 0; place < 250; place++) hubspot.records('companies').create({ name: `Company ${place}` });
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await client.crm.companies.basicApi.getPage(100, after, ['name']);
    ids.push(...page.results.map(({ id }) => id));
    after = page.paging?.next?.after;
  } while (after !== undefined);
  expect(new Set(ids).size).toBe(250);
  expect(ids).toHaveLength(250);
});

test('a batch whose inputs have trace ids succeeds in part, and says which input failed', async () => {
  const { batchApi } = client.crm.deals;
  const input = (id: string, stage: string) => ({
    ...{ id, idProperty: 'causeway_deal_id', objectWriteTraceId: `trace-${id}` },
    properties: { dealname: `Deal ${id}`, dealstage: stage },
  });
  const answer = await batchApi.upsert({ inputs: [input('deal_1', 'closedwon'), input('deal_2', 'no_such_stage')] });
  expect(answer).toMatchObject({
    results: [{ _new: true, objectWriteTraceId: 'trace-deal_1', properties: { causeway_deal_id: 'deal_1' } }],
    numErrors: 1,
    errors: [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['trace-deal_2'] }, errors: [{ code: 'INVALID_OPTION' }] }],
  });
  const again = await batchApi.upsert({ inputs: [input('deal_1', 'closedlost')] });
  expect(again.results).toMatchObject([{ _new: false }]);
  expect(hubspot.records('deals').all()).toHaveLength(1);
});

test('a batch without trace ids fails as a whole, and writes nothing', async () => {
  const inputs = ['closedwon', 'no_such_stage'].map((dealstage) => ({ properties: { dealname: 'Deal', dealstage }, associations: [] }));
  await expect(client.crm.deals.batchApi.create({ inputs })).rejects.toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } });
  expect(hubspot.records('deals').all()).toEqual([]);
});

test('a batch read tells which ids do not exist', async () => {
  const { id } = hubspot.records('contacts').create({ email: 'ada@acme.example' });
  const read = await contacts().batchApi.read({
    inputs: [{ id }, { id: '404' }],
    properties: ['email'],
    propertiesWithHistory: [],
  });
  expect(read).toMatchObject({ results: [{ id }], errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['404'] } }] });
});

test.each([
  ['an unknown property', { nickname: 'x' }, 'PROPERTY_DOESNT_EXIST'],
  ['a read-only property', { hs_object_id: '1' }, 'READ_ONLY_VALUE'],
  ['an option that does not exist', { lifecyclestage: 'friend' }, 'INVALID_OPTION'],
  ['a value that is too long', { firstname: 'x'.repeat(65_537) }, 'VALUE_TOO_LONG'],
])('refuses %s', async (_name, properties, code) => {
  const creating = contacts().basicApi.create({ properties, associations: [] });
  await expect(creating).rejects.toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR', errors: [{ code }] } });
});

test('refuses a number that is none, a missing required property, a taken e-mail address and more than 100 inputs', async () => {
  const company = client.crm.companies.basicApi.create({ properties: { numberofemployees: 'many' }, associations: [] });
  await expect(company).rejects.toMatchObject({ body: { errors: [{ code: 'INVALID_TYPE' }] } });
  const deal = client.crm.deals.basicApi.create({ properties: { dealstage: 'closedwon' }, associations: [] });
  await expect(deal).rejects.toMatchObject({ code: 400, body: { context: { properties: ['dealname'] } } });
  const { id } = hubspot.records('contacts').create({ email: 'ada@acme.example' });
  const taken = contacts().basicApi.create({ properties: { email: 'ADA@acme.example' }, associations: [] });
  await expect(taken).rejects.toMatchObject({
    code: 409,
    body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
  });
  const inputs = Array.from({ length: 101 }, (_, place) => ({ id: String(place) }));
  const oversize = contacts().batchApi.read({ inputs, properties: [], propertiesWithHistory: [] });
  await expect(oversize).rejects.toMatchObject({ code: 400 });
});

test('a search shows at most 10,000 results, and keyset paging by record id passes that', async () => {
  hubspot.account.searchCap = 20;
  hubspot.clock.freeze();
  for (let place = 0; place < 50; place++) hubspot.records('companies').create({ name: `Company ${place}` });
  const { searchApi } = client.crm.companies;
  const search = (last: string, after?: string) =>
    searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT' as never, value: last }] }],
      ...{ sorts: ['hs_object_id'], properties: ['name'], limit: 10, ...(after === undefined ? {} : { after }) },
    });
  hubspot.limits.search.fill(0);
  await expect(search('0', '20')).rejects.toMatchObject({ code: 400 });
  expect((await search('0')).total).toBe(50);
});

test('a merge of companies gives a new id, and the old ids lead to it', async () => {
  const [one, other] = ['One', 'Other'].map((name) => hubspot.records('companies').create({ name }).id) as [string, string];
  const merged = await client.crm.companies.basicApi.merge({ primaryObjectId: one, objectIdToMerge: other });
  expect(merged.id).not.toBe(one);
  expect((await client.crm.companies.basicApi.getById(other)).id).toBe(merged.id);
  expect((await client.crm.companies.basicApi.getPage(100)).results).toMatchObject([{ id: merged.id }]);
});

test('associations are created and read in batches', async () => {
  const contact = hubspot.records('contacts').create({ email: 'ada@acme.example' }).id;
  const company = hubspot.records('companies').create({ name: 'Acme' }).id;
  const types = [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: 279 }];
  await client.crm.associations.v4.batchApi.create('contacts', 'companies', {
    inputs: [{ _from: { id: contact }, to: { id: company }, types }],
  });
  const read = await client.crm.associations.v4.batchApi.getPage('companies', 'contacts', { inputs: [{ id: company }] });
  expect(read.results).toMatchObject([{ _from: { id: company }, to: [{ toObjectId: contact, associationTypes: [{ typeId: 280 }] }] }]);
});

test('describes properties, pipelines and owners', async () => {
  const { results } = await client.crm.properties.coreApi.getAll('deals');
  expect(results.find(({ name }) => name === 'causeway_deal_id')).toMatchObject({ type: 'string', hasUniqueValue: true });
  const pipelines = await client.crm.pipelines.pipelinesApi.getAll('deals');
  expect(pipelines.results[0]?.stages.map(({ id }) => id)).toContain('closedwon');
  expect((await client.crm.owners.ownersApi.getPage()).results).toMatchObject([{ email: 'ada@sandbox.example' }]);
  hubspot.account.loseProperty('deals', 'amount');
  const after = await client.crm.properties.coreApi.getAll('deals');
  expect(after.results.map(({ name }) => name)).not.toContain('amount');
});

test('connects by consent, refreshes, and revokes', async () => {
  const authorizeUrl = client.oauth
    .getAuthorizationUrl(hubspot.app.id, redirectUri, 'crm.objects.contacts.read')
    .replace('https://app.hubspot.com', hubspot.url);
  const returned = await consent(`${authorizeUrl}&state=s1`);
  expect(returned.searchParams.get('state')).toBe('s1');
  const code = returned.searchParams.get('code') ?? '';
  const { tokensApi, accessTokensApi, refreshTokensApi } = client.oauth;
  const { id, secret } = hubspot.app;
  const tokens = await tokensApi.create('authorization_code', code, redirectUri, id, secret);
  const info = await accessTokensApi.get(tokens.accessToken);
  expect(info).toMatchObject({ hubId: hubspot.account.portalId, scopes: ['crm.objects.contacts.read'] });
  await expect(tokensApi.create('authorization_code', code, redirectUri, id, secret)).rejects.toMatchObject({ code: 400 });

  client.setAccessToken(tokens.accessToken);
  await contacts().basicApi.getPage(1);
  await expect(client.crm.deals.basicApi.getPage(1)).rejects.toMatchObject({ code: 403, body: { category: 'MISSING_SCOPES' } });
  hubspot.clock.advance(31 * 60_000);
  await expect(contacts().basicApi.getPage(1)).rejects.toMatchObject({ code: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });

  const fresh = await tokensApi.create('refresh_token', undefined, undefined, id, secret, tokens.refreshToken);
  client.setAccessToken(fresh.accessToken);
  await contacts().basicApi.getPage(1);
  await refreshTokensApi.archive(tokens.refreshToken);
  await expect(contacts().basicApi.getPage(1)).rejects.toMatchObject({ code: 401 });
});

test('limits calls in 10 seconds, searches in a second and calls in a day, each in its own words', async () => {
  hubspot.limits.burst.fill();
  await expect(contacts().basicApi.getPage(1)).rejects.toMatchObject({ code: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
  hubspot.limits.search.fill();
  const search = client.crm.contacts.searchApi.doSearch({ limit: 1 });
  await expect(search).rejects.toMatchObject({ code: 429, body: { message: 'You have reached your secondly limit.' } });
  hubspot.limits.daily.fill();
  await expect(contacts().basicApi.getPage(1)).rejects.toMatchObject({ code: 429, body: { policyName: 'DAILY' } });
});
