import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import type { ConnectorError } from '#connectors/connector-error.ts';
import type { PageRequest, VendorRecord } from '#connectors/record.ts';
import { createSalesforce } from '#connectors/salesforce/salesforce.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

let salesforce: SalesforceFake;
let session: VendorSession;
const { objects } = createSalesforce();

beforeEach(async () => {
  salesforce = await startSalesforce({ port: 0 });
  const { accessToken } = salesforce.grants.issue({ clientId: salesforce.app.id, scopes: ['api'] });
  ({ session } = sessionWith(createSalesforce(), httpFor(salesforce.url), { accessToken, instanceUrl: salesforce.url }));
});
afterEach(() => salesforce.close());

const accounts = (count: number) =>
  Array.from({ length: count }, (_, place) => salesforce.records('Account').create({ Name: `Account ${place}` }));

async function readAll(request: Partial<PageRequest>, between?: () => void): Promise<VendorRecord[]> {
  const records: VendorRecord[] = [];
  let cursor: string | null = null;
  do {
    const asked: PageRequest = { object: 'Account', fields: ['Name'], what: 'all', since: null, ...request, cursor };
    const page = await objects.readPage(session, asked);
    records.push(...page.records);
    cursor = page.next;
    between?.();
  } while (cursor !== null);
  return records;
}

const asked = () =>
  salesforce.arrived().map(({ method, path }) => `${method} ${path.replace(/^\/services\/data\/v67\.0/, '').replace(/\?.*/, '')}`);
const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).toSorted();

test('2,000 records are read by one query, and the rest of more by a job', async () => {
  const made = accounts(2_000);
  expect(idsOf(await readAll({}))).toEqual(idsOf(made));
  expect(asked().filter((one) => one === 'POST /jobs/query')).toEqual([]);
  const more = [...made, ...accounts(3_500)];
  salesforce.bulk.pageSize = 1_000;
  const read = await readAll({});
  expect(idsOf(read)).toEqual(idsOf(more));
  expect(asked().filter((one) => one === 'POST /jobs/query')).toHaveLength(1);
});

test('records have the same values and versions, however they were read', async () => {
  const fields = ['Name', 'Amount', 'IsClosed', 'CloseDate', 'Tags__c', 'SystemModstamp', 'Description'];
  const deal = { Name: 'Deal "A", b', StageName: 'Closed Won', Amount: 12.5, CloseDate: '2026-12-01', Tags__c: 'Partner;New' };
  const made = Array.from({ length: 2_001 }, () => salesforce.records('Opportunity').create(deal));
  const read = await readAll({ object: 'Opportunity', fields });
  const [byQuery, byJob] = [read[0], read[2_000]];
  const expected = {
    Name: 'Deal "A", b',
    Amount: 12.5,
    IsClosed: true,
    CloseDate: '2026-12-01',
    Tags__c: ['Partner', 'New'],
    Description: null,
  };
  expect(byQuery?.fields).toMatchObject(expected);
  expect(byJob?.fields).toMatchObject(expected);
  expect(byJob?.fields['SystemModstamp']).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:]{8}\.000Z$/);
  const many = await objects.readMany(session, 'Opportunity', [made[0]?.id ?? '', made[2_000]?.id ?? '', '0065g0000999999AAA'], fields);
  expect(many).toEqual([byQuery, byJob]);
});

test('a job that takes longer than a call is asked again later', async () => {
  accounts(2_001);
  salesforce.bulk.pollsToComplete = 3;
  const pages: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await objects.readPage(session, { object: 'Account', fields: [], what: 'all', since: null, cursor });
    pages.push(page.records.length);
    cursor = page.next;
  } while (cursor !== null);
  expect(pages).toEqual([2_000, 0, 1]);
});

test('fields that a job cannot read are read by more queries', async () => {
  const made = accounts(4_100);
  const read = await readAll({ fields: ['Name', 'BillingAddress'] });
  expect(idsOf(read)).toEqual(idsOf(made));
});

test('changes since a time are read in the order of time and id, through equal times', async () => {
  accounts(10);
  salesforce.clock.advance(60_000);
  const since = new Date(salesforce.clock.now());
  salesforce.clock.freeze();
  const changed = accounts(4_500);
  const read = await readAll({ what: 'changed', since, fields: ['Name', 'BillingAddress'] });
  expect(idsOf(read)).toEqual(idsOf(changed));
});

test('rows that become visible late are found from the same time again', async () => {
  const since = new Date(salesforce.clock.now());
  salesforce.records('Account').lagging = true;
  const [late] = accounts(1);
  expect(await readAll({ what: 'changed', since })).toEqual([]);
  salesforce.records('Account').index();
  expect(await readAll({ what: 'changed', since })).toMatchObject([{ id: late?.id }]);
});

test('what was deleted and merged is read, with the survivor of a merge', async () => {
  const since = new Date(salesforce.clock.now());
  const [kept, loser, deleted] = idsOf(accounts(3)) as [string, string, string];
  salesforce.org.merge('Account', kept, [loser]);
  salesforce.records('Account').archive(deleted);
  const gone = await readAll({ what: 'gone', since });
  expect(gone.toSorted((a, b) => a.id.localeCompare(b.id))).toMatchObject([
    { id: loser, state: 'merged', mergedInto: kept, fields: {} },
    { id: deleted, state: 'deleted', mergedInto: null },
  ]);
  expect(await readAll({ object: 'Opportunity', what: 'gone', since })).toEqual([]);
  expect(idsOf(await readAll({ what: 'changed', since }))).toEqual([kept]);
});

test('a page of a job that repeats for ever ends with an error', async () => {
  accounts(2_500);
  salesforce.bulk.pageSize = 100;
  salesforce.org.repeatPages = true;
  await expect(readAll({})).rejects.toMatchObject({ kind: 'rejected' });
});

test('a field that was removed overnight is named, and names that cannot be one are not sent', async () => {
  accounts(1);
  salesforce.org.loseField('Account', 'Website');
  await expect(readAll({ fields: ['Website'] })).rejects.toMatchObject({ kind: 'rejected', details: { code: 'INVALID_FIELD' } });
  const before = salesforce.arrived().length;
  await expect(readAll({ object: "Account' OR Name != '" })).rejects.toMatchObject({ kind: 'rejected' });
  expect(salesforce.arrived()).toHaveLength(before);
});

test('describes what a mapping needs to know', async () => {
  const { fields } = await objects.describe(session, 'Opportunity');
  const field = (name: string) => fields.find((one) => one.name === name);
  expect(field('StageName')).toMatchObject({ type: 'choice', required: true, readOnly: false });
  expect(field('StageName')?.options).toContainEqual({ value: 'Closed Won', label: 'Closed Won' });
  expect(field('Amount')).toMatchObject({ type: 'money', required: false });
  expect(field('IsWon')).toMatchObject({ type: 'boolean', readOnly: true, required: false });
  expect(field('AccountId')).toMatchObject({ type: 'reference', references: ['Account'] });
  expect(field('Name')).toMatchObject({ type: 'text', maxLength: 120 });
});

test('identifies the org, and learns the calls that are left of its answers', async () => {
  const { accessToken } = salesforce.grants.issue({ clientId: salesforce.app.id, scopes: ['api'] });
  const told = sessionWith(createSalesforce(), httpFor(salesforce.url), { accessToken, instanceUrl: salesforce.url });
  expect(await objects.identify(told.session)).toMatchObject({ id: salesforce.org.orgId, name: 'Causeway Sandbox' });
  expect(told.readings).toEqual([{ id: 'daily', max: 100_000, remaining: 99_999 }]);
});

test.each([
  ['quota', 'rate_limited', 'daily'],
  ['rate_limited', 'rate_limited', 'concurrent'],
  ['unavailable', 'unavailable', undefined],
  ['html', 'malformed', undefined],
  ['truncated', 'unavailable', undefined],
  ['reset', 'unavailable', undefined],
] as const)('the fault %s is the error %s', async (kind, expected, limitId) => {
  accounts(1);
  salesforce.faults.plan({ kind, at: /query/ });
  const error = await readAll({}).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ kind: expected });
  expect((error as ConnectorError).details.limitId).toBe(limitId);
});

test('a session that ends between two pages is renewed, and nothing is skipped', async () => {
  const made = accounts(4_100);
  const issue = () => salesforce.grants.issue({ clientId: salesforce.app.id, scopes: ['api'] }).accessToken;
  const first = issue();
  ({ session } = sessionWith(createSalesforce(), httpFor(salesforce.url), { accessToken: first, instanceUrl: salesforce.url }, async () =>
    issue(),
  ));
  const read = await readAll({ fields: ['BillingAddress'] }, () => salesforce.grants.revoke(first));
  expect(idsOf(read)).toEqual(idsOf(made));
});
