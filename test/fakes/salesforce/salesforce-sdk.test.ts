import { createSign } from 'node:crypto';
import { Connection, OAuth2 } from 'jsforce';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consent } from '#apps/fakes/consent.ts';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';

const redirectUri = 'https://causeway.example/connect/salesforce/callback';
const version = '67.0';
let salesforce: SalesforceFake;
let connection: Connection;

function connect(scopes = ['api']): Connection {
  const { accessToken } = salesforce.grants.issue({ clientId: salesforce.app.id, scopes });
  return new Connection({ instanceUrl: salesforce.url, accessToken, version });
}

beforeEach(async () => {
  salesforce = await startSalesforce({ port: 0, redirectUris: [redirectUri] });
  connection = connect();
});
afterEach(() => salesforce.close());

const accounts = (count: number) =>
  Array.from({ length: count }, (_, place) => salesforce.records('Account').create({ Name: `Account ${place}` }));

test('creates, reads, updates, upserts and deletes one record', async () => {
  const created = await connection.sobject('Account').create({ Name: 'Acme', NumberOfEmployees: 20 });
  expect(created).toMatchObject({ success: true, id: expect.stringMatching(/^001\w{15}$/) });
  const id = created.id ?? '';
  await connection.sobject('Account').update({ Id: id, Website: 'acme.example' });
  expect(await connection.sobject('Account').retrieve(id)).toMatchObject({ Name: 'Acme', Website: 'acme.example', IsDeleted: false });
  expect(await connection.sobject('Account').retrieve(id.slice(0, 15))).toMatchObject({ Id: id });
  const upserted = await connection.sobject('Account').upsert({ Name: 'Beta', Causeway_Id__c: 'acc_1' }, 'Causeway_Id__c');
  expect(upserted).toMatchObject({ success: true, created: true });
  expect(await connection.sobject('Account').upsert({ Name: 'Beta 2', Causeway_Id__c: 'acc_1' }, 'Causeway_Id__c')).toMatchObject({
    created: false,
  });
  await connection.sobject('Account').destroy(id);
  await expect(connection.sobject('Account').retrieve(id)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
});

test('answers SOQL in pages of 2,000, whose locators lead on', async () => {
  accounts(4_100);
  const first = await connection.query<{ Id: string }>('SELECT Id FROM Account ORDER BY SystemModstamp, Id');
  expect(first).toMatchObject({ totalSize: 4_100, done: false });
  const seen = first.records.map(({ Id }) => Id);
  let page = first;
  while (!page.done) {
    page = await connection.queryMore<{ Id: string }>(page.nextRecordsUrl ?? '');
    seen.push(...page.records.map(({ Id }) => Id));
  }
  expect(new Set(seen).size).toBe(4_100);
});

test('understands conditions, parents, IN, LIKE, NOT and parentheses', async () => {
  const [acme] = ['Acme', "O'Hara", 'Beta_1'].map((Name) => salesforce.records('Account').create({ Name, NumberOfEmployees: Name.length }));
  salesforce.records('Contact').create({ LastName: 'Marks', AccountId: acme?.id ?? null });
  const names = async (where: string) =>
    (await connection.query<{ Name: string }>(`SELECT Name FROM Account WHERE ${where} ORDER BY Name`)).records.map(({ Name }) => Name);
  expect(await names("Name = 'acme'")).toEqual(['Acme']);
  expect(await names("Name IN ('Acme', 'O\\'Hara')")).toEqual(['Acme', "O'Hara"]);
  expect(await names("Name LIKE 'B%' OR Name LIKE '_cm_'")).toEqual(['Acme', 'Beta_1']);
  expect(await names("NOT Name = 'Acme' AND (NumberOfEmployees >= 6 AND Website = null)")).toEqual(['Beta_1', "O'Hara"]);
  expect(await names('SystemModstamp >= 2026-01-01T00:00:00Z AND IsDeleted = false')).toHaveLength(3);
  const contacts = await connection.query('SELECT LastName, Account.Name FROM Contact');
  expect(contacts.records).toMatchObject([{ LastName: 'Marks', Account: { Name: 'Acme' } }]);
  expect((await connection.query('SELECT COUNT() FROM Account')).totalSize).toBe(3);
});

test.each([
  ['an unknown field', 'SELECT Nickname FROM Account', 'INVALID_FIELD'],
  ['an unknown object', 'SELECT Id FROM Friend', 'INVALID_TYPE'],
  ['AND and OR without parentheses', 'SELECT Id FROM Account WHERE Name = null AND Phone = null OR Website = null', 'MALFORMED_QUERY'],
  ['a quoted time', "SELECT Id FROM Account WHERE SystemModstamp > '2026-01-01T00:00:00Z'", 'INVALID_FIELD'],
  ['an open string', "SELECT Id FROM Account WHERE Name = 'x", 'MALFORMED_QUERY'],
])('refuses SOQL with %s', async (_name, soql, errorCode) => {
  await expect(connection.query(soql)).rejects.toMatchObject({ errorCode });
});

test('queryAll shows what was deleted and what was merged, with its master', async () => {
  const [master, loser, deleted] = accounts(3).map(({ id }) => id) as [string, string, string];
  salesforce.org.merge('Account', master, [loser]);
  await connection.sobject('Account').destroy(deleted);
  const soql = 'SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true ORDER BY Id';
  expect((await connection.query(soql)).records).toEqual([]);
  const gone = await connection.query(soql, { scanAll: true });
  expect(gone.records).toMatchObject([
    { Id: loser, MasterRecordId: master },
    { Id: deleted, MasterRecordId: null },
  ]);
  const { deletedRecords } = await connection.sobject('Account').deleted(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000));
  expect(deletedRecords.map(({ id }) => id)).toEqual([loser, deleted]);
});

test('upserts 200 records at a time with a result each, in their order', async () => {
  const rows = [
    { Causeway_Id__c: 'a', Name: 'A' },
    { Causeway_Id__c: 'b', Name: 'B', Industry: 'Fishing' },
    { Causeway_Id__c: 'c', Name: 'x'.repeat(256) },
    { Causeway_Id__c: 'd' },
    { Causeway_Id__c: 'a', Name: 'again' },
    { Causeway_Id__c: 'e', Name: 'E' },
  ];
  const results = await connection.sobject('Account').upsert(rows, 'Causeway_Id__c', { allOrNone: false });
  const codes = results.map((result) => (result.success ? result.created : (result.errors[0] as any)?.statusCode));
  expect(codes).toEqual([
    true,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'STRING_TOO_LONG',
    'REQUIRED_FIELD_MISSING',
    'DUPLICATE_VALUE',
    true,
  ]);
  const oversize = {
    allOrNone: false,
    records: Array.from({ length: 201 }, () => ({ attributes: { type: 'Account' }, Name: 'x', Causeway_Id__c: 'x' })),
  };
  const sending = connection.request({
    method: 'PATCH',
    url: `/services/data/v${version}/composite/sobjects/Account/Causeway_Id__c`,
    body: JSON.stringify(oversize),
    headers: { 'content-type': 'application/json' },
  });
  await expect(sending).rejects.toMatchObject({ errorCode: 'EXCEEDED_ID_LIMIT' });
});

test('tells locks, validation rules, duplicate rules and read-only fields per record', async () => {
  const [held] = accounts(1);
  salesforce.org.locked.add(held?.id ?? '');
  salesforce.org.duplicateRules.push({ object: 'Contact', field: 'Email', action: 'alert' });
  salesforce.records('Contact').create({ LastName: 'Marks', Email: 'ada@acme.example' });
  const codes = async (type: string, rows: any[], verb: 'create' | 'update' = 'create') =>
    ((await connection.sobject(type)[verb](rows, { allOrNone: false })) as any[]).map(({ errors }) => errors[0]?.statusCode);
  expect(await codes('Account', [{ Id: held?.id, Name: 'x' }], 'update')).toEqual(['UNABLE_TO_LOCK_ROW']);
  expect(await codes('Account', [{ Name: 'x', SystemModstamp: '2026-01-01T00:00:00Z' }])).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE']);
  expect(await codes('Contact', [{ LastName: 'M', Email: 'ada@acme.example' }])).toEqual(['DUPLICATES_DETECTED']);
  const deal = { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-12-01' };
  expect(await codes('Opportunity', [{ ...deal, Amount: -1 }, deal])).toEqual(['FIELD_CUSTOM_VALIDATION_EXCEPTION', undefined]);
  const saving = connection.sobject('Contact').create([{ LastName: 'M', Email: 'ada@acme.example' }], {
    headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' },
  });
  expect(await saving).toMatchObject([{ success: true }]);
});

test('refuses a change of a record that changed since', async () => {
  const [record] = accounts(1);
  const change = (since: Date) =>
    connection.sobject('Account').update({ Id: record?.id ?? '', Phone: '1' }, { headers: { 'If-Unmodified-Since': since.toUTCString() } });
  await change(new Date());
  salesforce.clock.advance(5_000);
  salesforce.records('Account').update(record?.id ?? '', { Phone: '2' });
  await expect(change(new Date())).rejects.toMatchObject({ errorCode: 'PRECONDITION_FAILED' });
});

test('describes fields, and no longer those that were removed', async () => {
  const described = await connection.sobject('Opportunity').describe();
  const field = (name: string) => described.fields.find((one) => one.name === name);
  expect(field('StageName')).toMatchObject({ type: 'picklist', nillable: false, restrictedPicklist: true });
  expect(field('Causeway_Id__c')).toMatchObject({ externalId: true, unique: true, length: 64 });
  expect(field('SystemModstamp')).toMatchObject({ createable: false, updateable: false });
  salesforce.org.loseField('Opportunity', 'NextStep');
  const after = await connect().sobject('Opportunity').describe();
  expect(after.fields.map(({ name }) => name)).not.toContain('NextStep');
  expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).toContain('Account');
});

test('Bulk 2.0 reads by a job, whose results are paged with locators', async () => {
  accounts(25);
  const query = await connection.bulk2.query('SELECT Id, Name FROM Account ORDER BY Id', { pollInterval: 10, pollTimeout: 10_000 });
  expect(await query.toArray()).toHaveLength(25);
  await expect(connection.bulk2.query('SELECT Id, BillingAddress FROM Account')).rejects.toMatchObject({ errorCode: 'API_ERROR' });

  // The library cannot read more than one page: it ends its stream after the first.
  salesforce.bulk.pageSize = 10;
  const jobs = `/services/data/v${version}/jobs/query`;
  const job = await connection.requestPost<{ id: string }>(jobs, { operation: 'query', query: 'SELECT Id FROM Account' });
  expect(await connection.requestGet(`${jobs}/${job.id}`)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 25 });
  const headers = { authorization: `Bearer ${connection.accessToken}` };
  const seen: string[] = [];
  for (let locator = ''; locator !== 'null';) {
    const page = await fetch(`${salesforce.url}${jobs}/${job.id}/results?maxRecords=50000&locator=${locator}`, { headers });
    seen.push(...(await page.text()).trim().split('\n').slice(1));
    locator = page.headers.get('sforce-locator') ?? 'null';
  }
  expect(new Set(seen).size).toBe(25);
});

test('Bulk 2.0 writes by a job, with a result for each row', async () => {
  const rows = [
    { Causeway_Id__c: 'a', Name: 'A "quoted", and\nbroken' },
    { Causeway_Id__c: 'b', Name: 'x'.repeat(256) },
  ];
  const job = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Causeway_Id__c', input: rows } as const;
  const results = await connection.bulk2.loadAndWaitForResults({ ...job, pollInterval: 10, pollTimeout: 10_000 });
  expect(results.successfulResults).toMatchObject([{ sf__Created: 'true', Causeway_Id__c: 'a' }]);
  expect(results.failedResults).toMatchObject([{ Causeway_Id__c: 'b', sf__Error: expect.stringMatching(/^STRING_TOO_LONG:/) }]);
  expect(salesforce.records('Account').findBy('Causeway_Id__c', 'a')?.fields).toMatchObject({ Name: 'A "quoted", and\nbroken' });
});

test('connects by consent with PKCE, and rotates the refresh token', async () => {
  const oauth2 = new OAuth2({
    loginUrl: salesforce.url,
    clientId: salesforce.app.id,
    clientSecret: salesforce.app.secret,
    redirectUri,
    useVerifier: true,
  });
  const returned = await consent(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 's1' }));
  const tokens = (await oauth2.requestToken(returned.searchParams.get('code') ?? '')) as any;
  expect(tokens).toMatchObject({ instance_url: salesforce.url, scope: 'api refresh_token' });
  expect(tokens.expires_in).toBeUndefined();
  const fresh = (await oauth2.refreshToken(tokens.refresh_token)) as any;
  expect(fresh.refresh_token).not.toBe(tokens.refresh_token);
  const session = new Connection({ instanceUrl: fresh.instance_url, accessToken: fresh.access_token, version });
  expect(await session.identity()).toMatchObject({ organization_id: salesforce.org.orgId });

  // The use of a replaced refresh token ends the whole grant.
  await expect(oauth2.refreshToken(tokens.refresh_token)).rejects.toMatchObject({ name: 'invalid_grant' });
  await expect(session.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
});

test('a redirect URI that differs in one character is not redirected to', async () => {
  const oauth2 = new OAuth2({ loginUrl: salesforce.url, clientId: salesforce.app.id, redirectUri: `${redirectUri}/`, useVerifier: true });
  await expect(consent(oauth2.getAuthorizationUrl({ scope: 'api' }))).rejects.toThrow('redirect_uri_mismatch');
});

test('issues tokens for a signed assertion and for client credentials', async () => {
  const oauth2 = new OAuth2({ loginUrl: salesforce.url, clientId: salesforce.app.id, clientSecret: salesforce.app.secret });
  const { username, privateKey } = salesforce.jwt;
  const assertion = (claims: object) => {
    const text = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  };
  const claims = { iss: salesforce.app.id, sub: username, aud: salesforce.url, exp: Math.floor(Date.now() / 1_000) + 180 };
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const tokens = (await oauth2.requestToken({ grant_type, assertion: assertion(claims) })) as any;
  expect(tokens.refresh_token).toBeUndefined();
  const session = new Connection({ instanceUrl: tokens.instance_url, accessToken: tokens.access_token, version });
  expect(await session.limits()).toMatchObject({ DailyApiRequests: { Max: 100_000 } });
  for (const wrong of [{ aud: 'https://login.example' }, { sub: 'eve@acme.example' }, { exp: 1 }]) {
    await expect(oauth2.requestToken({ grant_type, assertion: assertion({ ...claims, ...wrong }) })).rejects.toMatchObject({
      name: 'invalid_grant',
    });
  }
  expect(await oauth2.requestToken({ grant_type: 'client_credentials' })).toMatchObject({ scope: 'api' });
});

test('counts the calls of a day, tells the count with each answer, and refuses with 403 when they are used up', async () => {
  await connection.query('SELECT Id FROM Account');
  expect(connection.limitInfo.apiUsage).toEqual({ used: 1, limit: 100_000 });
  salesforce.limits.daily.fill();
  await expect(connection.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED' });
});

test('a session without the scope api may not use the API', async () => {
  await expect(connect(['id']).query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INSUFFICIENT_ACCESS' });
});
