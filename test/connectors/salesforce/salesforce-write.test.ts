import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import type { Fields, RecordWrite } from '#connectors/record.ts';
import { createSalesforce } from '#connectors/salesforce/salesforce.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

let salesforce: SalesforceFake;
let session: VendorSession;
const { writeBatch } = createSalesforce().objects;

beforeEach(async () => {
  salesforce = await startSalesforce({ port: 0 });
  const { accessToken } = salesforce.grants.issue({ clientId: salesforce.app.id, scopes: ['api'] });
  ({ session } = sessionWith(createSalesforce(), httpFor(salesforce.url), { accessToken, instanceUrl: salesforce.url }));
});
afterEach(() => salesforce.close());

const upsert = (value: string, fields: Fields): RecordWrite => ({
  ...{ key: `row_${value}`, operation: 'upsert', externalId: { field: 'Causeway_Id__c', value }, fields },
});
const codesOf = (results: Awaited<ReturnType<typeof writeBatch>>) =>
  results.map((one) => (one.status === 'failed' ? one.failure.code : one.status));

test('each write has its own result, in the order of the batch', async () => {
  const deal = { StageName: 'Prospecting', CloseDate: '2026-12-01' };
  const results = await writeBatch(session, 'Opportunity', [
    upsert('a', { ...deal, Name: 'A', Tags__c: ['Partner', 'New'] }),
    upsert('b', { ...deal, Name: 'x'.repeat(121) }),
    upsert('c', { ...deal, Name: 'C', StageName: 'Dreaming' }),
    upsert('d', deal),
    upsert('e', { ...deal, Name: 'E', IsWon: true }),
    upsert('f', { ...deal, Name: 'F', Amount: -1 }),
    upsert('g', { ...deal, Name: 'G', Amount: 'much' }),
    upsert('h', { ...deal, Name: 'H', Nickname: 'x' }),
    upsert('i', { ...deal, Name: 'I', Amount: 5 }),
  ]);
  expect(results.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((one) => `row_${one}`));
  expect(codesOf(results)).toEqual([
    ...['created', 'STRING_TOO_LONG', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'REQUIRED_FIELD_MISSING'],
    ...['INVALID_FIELD_FOR_INSERT_UPDATE', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'JSON_PARSER_ERROR', 'INVALID_FIELD', 'created'],
  ]);
  expect(results[1]).toMatchObject({ failure: { reason: 'invalid', retryable: false, field: 'Name' } });
  expect(salesforce.records('Opportunity').findBy('Causeway_Id__c', 'a')?.fields).toMatchObject({ Tags__c: 'Partner;New' });
});

test('an upsert that is repeated makes no second record, and an empty value empties the field', async () => {
  const write = upsert('a', { Name: 'Acme', Website: 'acme.example' });
  const [first] = await writeBatch(session, 'Account', [write]);
  const [second] = await writeBatch(session, 'Account', [upsert('a', { Name: 'Acme', Website: null })]);
  expect([first?.status, second?.status]).toEqual(['created', 'updated']);
  expect(salesforce.records('Account').all()).toHaveLength(1);
  expect(salesforce.records('Account').all()[0]?.fields).not.toHaveProperty('Website');
});

test('two writes of one record in a batch are made one after the other', async () => {
  const results = await writeBatch(session, 'Account', [
    upsert('a', { Name: 'First' }),
    { ...upsert('a', { Name: 'Second' }), key: 'row_2' },
  ]);
  expect(codesOf(results)).toEqual(['created', 'updated']);
  expect(salesforce.records('Account').findBy('Causeway_Id__c', 'a')?.fields).toMatchObject({ Name: 'Second' });
});

test('creates, updates and deletes by id, and tells what is locked, duplicate or gone', async () => {
  const [kept, locked, gone] = [1, 2, 3].map((place) => salesforce.records('Contact').create({ LastName: `C${place}` }).id) as [
    string,
    string,
    string,
  ];
  salesforce.org.locked.add(locked);
  salesforce.records('Contact').archive(gone);
  salesforce.org.duplicateRules.push({ object: 'Contact', field: 'Email', action: 'block' });
  salesforce.records('Contact').create({ LastName: 'Marks', Email: 'ada@acme.example' });
  const results = await writeBatch(session, 'Contact', [
    { key: '1', operation: 'create', fields: { LastName: 'New' } },
    { key: '2', operation: 'create', fields: { LastName: 'M', Email: 'ada@acme.example' } },
    { key: '3', operation: 'update', id: kept, fields: { Title: 'CTO' } },
    { key: '4', operation: 'update', id: locked, fields: { Title: 'CTO' } },
    { key: '5', operation: 'update', id: gone, fields: { Title: 'CTO' } },
    { key: '6', operation: 'delete', id: kept, fields: {} },
  ]);
  expect(codesOf(results)).toEqual(['created', 'DUPLICATES_DETECTED', 'updated', 'UNABLE_TO_LOCK_ROW', 'ENTITY_IS_DELETED', 'deleted']);
  expect(results[1]).toMatchObject({ failure: { reason: 'duplicate', retryable: false } });
  expect(results[3]).toMatchObject({ failure: { reason: 'busy', retryable: true } });
  expect(results[4]).toMatchObject({ failure: { reason: 'missing', retryable: false } });
});

test('a record that changed since is not overwritten', async () => {
  const { id, updatedAt } = salesforce.records('Account').create({ Name: 'Acme' });
  const write = (key: string): RecordWrite => ({
    key,
    operation: 'update',
    id,
    fields: { Phone: key },
    unmodifiedSince: new Date(updatedAt),
  });
  expect(codesOf(await writeBatch(session, 'Account', [write('1')]))).toEqual(['updated']);
  salesforce.clock.advance(5_000);
  salesforce.records('Account').update(id, { Phone: 'theirs' });
  expect(await writeBatch(session, 'Account', [write('2')])).toMatchObject([{ status: 'failed', failure: { reason: 'conflict' } }]);
  expect(salesforce.records('Account').get(id)?.fields).toMatchObject({ Phone: 'theirs' });
});

test('200 records go in a call, and from 2,000 on all in one job, with the same results', async () => {
  const writes = (count: number, name: string) =>
    Array.from({ length: count }, (_, place) => upsert(String(place), { Name: `${name} "${place}", x` }));
  const calls = (pattern: RegExp) => salesforce.arrived().filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;
  expect(new Set(codesOf(await writeBatch(session, 'Account', writes(450, 'First'))))).toEqual(new Set(['created']));
  expect(calls(/^PATCH .*composite/)).toBe(3);

  const many = [...writes(2_000, 'Second'), upsert('bad', { Name: 'x'.repeat(256) })];
  const results = await writeBatch(session, 'Account', many);
  expect(calls(/^PATCH .*composite/)).toBe(3);
  expect(calls(/^POST .*jobs\/ingest$/)).toBe(1);
  expect(codesOf(results)).toEqual([...Array(450).fill('updated'), ...Array(1_550).fill('created'), 'STRING_TOO_LONG']);
  expect(results.at(-1)).toMatchObject({ failure: { field: 'Name', message: expect.stringContaining('max length=255') } });
  expect(salesforce.records('Account').findBy('Causeway_Id__c', '1999')?.fields).toMatchObject({ Name: 'Second "1999", x' });
});

test('a write whose answer is lost can be repeated', async () => {
  salesforce.faults.plan({ kind: 'drop_after_accept', at: /composite/ });
  const writing = writeBatch(session, 'Account', [upsert('a', { Name: 'Acme' })]);
  await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
  expect(codesOf(await writeBatch(session, 'Account', [upsert('a', { Name: 'Acme' })]))).toEqual(['updated']);
  expect(salesforce.records('Account').all()).toHaveLength(1);
});
