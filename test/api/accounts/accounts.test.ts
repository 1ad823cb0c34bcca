import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: unknown, headers: object = api.headers) {
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json(), text: reply.body };
}
const upsert = async (...accounts: unknown[]) => (await call('POST', '/accounts/batch', { accounts })).body;
const row = (externalId: string, more: object = {}) => ({ external_id: externalId, name: `${externalId} Holdings GmbH`, ...more });
const idOf = (answer: { results: { id: string }[] }) => answer.results[0]?.id ?? '';
const keysOf = async (id: string) =>
  (await api.db.sql`select key from match_key where owner_id = ${id} order by key`).map(({ key }) => key);
const auditOf = (objectId: string) =>
  api.db.sql`select actor_kind, action, detail from audit_entry where object_kind = 'account' and object_id = ${objectId} order by seq`;

/** What a submission for this customer was found to resemble. */
async function submitFor(customer: object, { headers }: Pick<TestPartner, 'headers'> = partner) {
  const deal = {
    customer,
    title: 'Data platform',
    expected_value: { amount: '1.00', currency: 'EUR' },
    close_date: '2099-03-31',
    type: 'new_business',
  };
  const { body } = await call('POST', '/deals', deal, headers);
  const submitted = await call('POST', `/deals/${body.id}/submit`, undefined, headers);
  const { body: matches } = await call('GET', `/deals/${body.id}/matches`);
  await call('POST', `/deals/${body.id}/withdraw`, undefined, headers);
  return { conflict: submitted.body.conflict, text: submitted.text, matches: matches.data.map(({ id }: { id: string }) => id) };
}

describe('a batch', () => {
  test('creates, updates and skips accounts by external id, and repeating it writes nothing', async () => {
    const created = await upsert(row('Onewell'), row('Twowell', { websites: ['twowell.com'], duns: '12-345-6789' }));
    expect(created).toMatchObject({
      created: 2,
      updated: 0,
      unchanged: 0,
      failed: 0,
      results: [{ external_id: 'Onewell', status: 'created', errors: [] }, { status: 'created' }],
    });
    expect(idOf(created)).toMatch(/^acc_/);
    const before = await call('GET', `/accounts/${idOf(created)}`);
    const repeated = await upsert(row('Onewell'), row('Twowell', { websites: ['twowell.com'], duns: '12-345-6789' }));
    expect(repeated).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 0 });
    expect(repeated.results.map(({ id }: { id: string }) => id)).toEqual(created.results.map(({ id }: { id: string }) => id));
    expect(await call('GET', `/accounts/${idOf(created)}`)).toEqual(before);
    const changed = await upsert(
      row('Onewell', { name: 'Onewell SE' }),
      row('Twowell', { websites: ['twowell.com'], duns: '12-345-6789' }),
      row('Threewell'),
    );
    expect(changed.results.map(({ status }: { status: string }) => status)).toEqual(['updated', 'unchanged', 'created']);
    expect((await call('GET', `/accounts/${idOf(created)}`)).body).toMatchObject({
      name: 'Onewell SE',
      duns: null,
      websites: [],
      address: null,
    });
  });

  test('reports every error of every row, and writes the valid rows', async () => {
    const address = { street: 'x', postal_code: '1', city: 'y', country: 'Germany' };
    const answer = await upsert(
      row('Rightwell'),
      { external_id: 'Wrongwell', name: '', duns: '12', address, email_domains: ['not a domain'], colour: 'red' },
      { name: 'No id' },
      'not an account',
      row('Rightwell', { name: 'Again' }),
    );
    expect(answer).toMatchObject({ created: 1, failed: 4 });
    const faultsOf = (index: number) =>
      answer.results[index].errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
    expect(faultsOf(1).toSorted()).toEqual([
      '/address/country invalid_format',
      '/colour unknown_field',
      '/duns invalid_format',
      '/email_domains/0 invalid_value',
      '/name too_short',
    ]);
    expect([faultsOf(2), faultsOf(3), faultsOf(4)]).toEqual([['/external_id required'], [' invalid_type'], ['/external_id duplicate']]);
    expect(answer.results.map((result: { external_id: string | null }) => result.external_id)).toEqual([
      'Rightwell',
      'Wrongwell',
      null,
      null,
      'Rightwell',
    ]);
    expect((await call('GET', '/accounts?external_id=Wrongwell')).body.data).toEqual([]);
  });

  test('reports a string that cannot be stored once', async () => {
    const answer = await upsert(row('Halfwell', { name: 'a\ud83d' }), row('Nullwell', { name: 'a\0' }));
    const fault = {
      pointer: '/name',
      code: 'invalid_format',
      message: expect.any(String),
      field: 'name',
      legacy_code: 'INVALID_STRING_FORMAT',
    };
    expect(answer.results.map((result: { errors: object[] }) => result.errors)).toEqual([[fault], [fault]]);
  });

  test('ignores free e-mail domains and reports it', async () => {
    const answer = await upsert(row('Mailwell', { email_domains: ['gmail.com', 'mailwell.com'] }));
    expect(answer.results[0]).toMatchObject({ status: 'created', warnings: [{ pointer: '/email_domains/0', code: 'free_mail_domain' }] });
    expect((await call('GET', `/accounts/${idOf(answer)}`)).body.email_domains).toEqual(['mailwell.com']);
    expect(await keysOf(idOf(answer))).not.toContain('d:gmail.com');
  });

  test('accepts a thousand accounts, and one audit entry records who wrote how many', async () => {
    const before = (await auditOf('batch')).length;
    const thousand = Array.from({ length: 1_000 }, (_, index) => row(`bulk-${index}`, { websites: [`bulk${index}.com`] }));
    expect(await upsert(...thousand)).toMatchObject({ created: 1_000, failed: 0 });
    expect(await upsert(...thousand)).toMatchObject({ unchanged: 1_000 });
    const entries = await auditOf('batch');
    expect(entries.slice(before)).toEqual([{ actor_kind: 'platform', action: 'account.upserted', detail: { created: 1_000, updated: 0 } }]);
    expect((await call('POST', '/accounts/batch', { accounts: [...thousand, row('one-more')] })).body.errors).toMatchObject([
      { field: 'accounts' },
    ]);
  });

  test('two concurrent batches with the same accounts store each account once', async () => {
    const batch = (name: string) => Array.from({ length: 50 }, (_, index) => row(`both-${index}`, { name: `${name} ${index}` }));
    await Promise.all([upsert(...batch('Left')), upsert(...batch('Right').toReversed()), upsert(...batch('Left'))]);
    const { body } = await call('GET', '/accounts?external_id=both-7');
    expect(body.data).toHaveLength(1);
    const keys = await keysOf(body.data[0].id);
    expect(keys).toContain(`n:${body.data[0].name.toLowerCase().replace(' ', '')}`);
    expect(keys.filter((key) => key.startsWith('n:'))).toHaveLength(1);
  });
});

describe('submissions', () => {
  test('match an account by its new domain, and no longer by the old one, from the change on', async () => {
    const id = idOf(await upsert(row('Movewell', { websites: ['movewell-old.com'] })));
    expect((await submitFor({ company_name: 'Something else', website: 'https://shop.movewell-old.com' })).matches).toEqual([id]);
    await upsert(row('Movewell', { websites: ['movewell-new.com'] }));
    expect(await submitFor({ company_name: 'Something else', website: 'https://shop.movewell-old.com' })).toMatchObject({
      conflict: 'clear',
      matches: [],
    });
    expect(await submitFor({ company_name: 'Something else', website: 'www.movewell-new.com/de' })).toMatchObject({
      conflict: 'possible',
      matches: [id],
    });
  });

  test('no longer match a deleted account; earlier matches are kept', async () => {
    const id = idOf(await upsert(row('Gonewell', { email_domains: ['gonewell.com'] })));
    const customer = { company_name: 'Gonewell', website: 'gonewell.com' };
    expect((await submitFor(customer)).matches).toEqual([id]);
    expect((await call('DELETE', `/accounts/${id}`)).status).toBe(204);
    expect((await submitFor(customer)).matches).toEqual([]);
    expect(await keysOf(id)).toEqual([]);
    expect([(await call('GET', `/accounts/${id}`)).status, (await call('DELETE', `/accounts/${id}`)).status]).toEqual([404, 404]);
    expect(await auditOf(id)).toEqual([{ actor_kind: 'platform', action: 'account.deleted', detail: { external_id: 'Gonewell' } }]);
    expect(await api.db.sql`select 1 from deal_match where other_id = ${id}`).toHaveLength(1);
  });

  test('find the most likely match among hundreds that share its words', async () => {
    const namesakes = Array.from({ length: 700 }, (_, index) =>
      row(`crowd-${index}`, { name: `Crowdwell Logistics ${index}`, websites: [`crowd${index}.com`] }),
    );
    await upsert(...namesakes, row('Crowd-true', { name: 'Crowdwell Logistics Stavern' }));
    const { body } = await call('GET', '/accounts?external_id=Crowd-true');
    expect((await submitFor({ company_name: 'Crowdwell Logistics Stavernn AS', website: 'stavern.no' })).matches[0]).toBe(body.data[0].id);
  });

  test("an open deal is matched however many accounts share its customer's name", async () => {
    const namesakes = Array.from({ length: 400 }, (_, index) =>
      row(`same-${index}`, { name: 'Samewell Trading', websites: [`samewell${index}.com`] }),
    );
    await upsert(...namesakes);
    const deal = { title: 'x', expected_value: { amount: '1.00', currency: 'EUR' }, close_date: '2099-03-31', type: 'new_business' };
    const submit = async () => {
      const { body } = await call(
        'POST',
        '/deals',
        { ...deal, customer: { company_name: 'Samewell Trading', website: 'samewell.example.com' } },
        partner.headers,
      );
      return (await call('POST', `/deals/${body.id}/submit`, undefined, partner.headers)).body.conflict;
    };
    expect([await submit(), await submit()]).toEqual(['clear', 'conflict']);
  });

  test('do not reveal an account to a partner, and not even its existence to a sandbox', async () => {
    const secret = { name: 'Hiddenwell Research AG', websites: ['hiddenwell.com'], duns: '987654321' };
    const id = idOf(await upsert({ external_id: 'CRM-hidden', ...secret }));
    const customer = { company_name: 'Hidden', website: 'hiddenwell.com' };
    const found = await submitFor(customer);
    expect(found.conflict).toBe('possible');
    for (const told of [id, 'CRM-hidden', secret.name, secret.duns]) expect(found.text).not.toContain(told);
    expect(await submitFor(customer, await api.partner('sandbox'))).toMatchObject({ conflict: 'clear', matches: [] });
  });
});

test('accounts are listed newest first, and filtered by id, name, domain and time of change', async () => {
  const [first] = (await upsert(row('List-1', { name: 'Listwell Société Anonyme', websites: ['https://eu.listwell.com/fr'] }))).results;
  const since = new Date().toISOString();
  const [second] = (await upsert(row('List-2', { name: 'Listwell & Co', email_domains: ['listwell.com'] }))).results;
  const list = async (query: string) => (await call('GET', `/accounts?${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await list('domain=www.listwell.com')).toEqual([second.id, first.id]);
  expect(await list('name=LISTWELL%20GmbH')).toEqual([second.id, first.id]);
  expect(await list('external_id=List-1')).toEqual([first.id]);
  expect(await list(`domain=listwell.com&updated_since=${since}`)).toEqual([second.id]);
  const page = await call('GET', '/accounts?domain=listwell.com&limit=1');
  expect(page.body).toMatchObject({ has_more: true, data: [{ id: second.id }] });
  expect(await list(`domain=listwell.com&limit=1&cursor=${page.body.next_cursor}`)).toEqual([first.id]);
});

test('partners and platform keys without the scope are rejected', async () => {
  const reader = { authorization: `Bearer ${await api.key(undefined, { scopes: ['accounts:read'] })}` };
  const account = { accounts: [row('Refusedwell')] };
  for (const [method, path, payload] of [
    ['POST', '/accounts/batch', account],
    ['GET', '/accounts'],
    ['GET', '/accounts/acc_1'],
    ['DELETE', '/accounts/acc_1'],
  ] as const) {
    expect(await call(method, path, payload, partner.headers)).toMatchObject({ status: 403, body: { code: 'platform_key_required' } });
  }
  expect((await call('GET', '/accounts', undefined, reader)).status).toBe(200);
  expect(await call('POST', '/accounts/batch', account, reader)).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
});
