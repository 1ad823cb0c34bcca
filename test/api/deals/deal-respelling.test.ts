import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importNextRows } from '#db/deals/deal-import-turn.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls, faultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const original = (company: string) => {
  const { customer, ...deal } = readyDeal(company);
  return { ...deal, customer: { ...customer, duns: `12345678${company.length}` } };
};
/** The same deal as another program writes it. */
const respelled = (company: string) => {
  const { customer, ...deal } = original(company);
  const website = ` ${customer.website.slice('https://'.length)}/`;
  return {
    ...deal,
    customer: { contacts: [], website, duns: `12-345-678${company.length}`, company_name: `${company} ` },
    expected_value: { currency: 'EUR', amount: '48000' },
    competitor: '',
  };
};
const patch = async (id: string, fields: object) => {
  const { statusCode, body } = await api.app.inject({
    method: 'PATCH',
    url: `/api/v1/deals/${id}`,
    headers: { ...partner.headers, 'if-match': '*' },
    payload: fields,
  });
  return { status: statusCode, body: JSON.parse(body) as { errors?: { pointer: string; code: string }[]; version: number } };
};

describe('an update', () => {
  test('can repeat fields that must not change, however their values are written', async () => {
    const { id } = await calls.approved(partner.headers, 'Patchwell', original('Patchwell'));
    const { customer } = original('Patchwell');
    expect(await patch(id, respelled('Patchwell'))).toMatchObject({ status: 200, body: { customer } });
    const changed = await patch(id, { ...respelled('Patchwell'), close_date: '2099-04-30' });
    expect(changed).toMatchObject({ status: 200, body: { customer, close_date: '2099-04-30' } });
    const refused = await patch(id, { ...respelled('Patchwell'), title: 'Another title' });
    expect([refused.status, faultsOf(refused.body)]).toEqual([403, ['/title not_permitted']]);
  });

  test('of a draft changes its spelling, but one that changes nothing leaves the version', async () => {
    const { id } = (await calls.call(partner.headers, 'POST', '/deals', original('Draftwell'))).body;
    expect((await patch(id, original('Draftwell'))).body).toMatchObject({ version: 1 });
    expect((await patch(id, { title: 'Data  platform' })).body).toMatchObject({ version: 2 });
    expect((await patch(id, { title: ' Data  platform' })).body).toMatchObject({ version: 3, title: ' Data  platform' });
  });
});

test('a row of an import leaves a deal unchanged, and what it changes is only what differs', async () => {
  const imported = async (row: object) => {
    const { body } = await calls.call(partner.headers, 'POST', '/deal-imports', [{ external_id: 'R-1', ...row }]);
    await importNextRows(api.db, () => [], body.id, 0);
    return (await calls.call(partner.headers, 'GET', `/deal-imports/${body.id}/rows`)).body.data[0];
  };
  const { deal_id: id } = await imported(original('Rowwell'));
  expect(await imported(respelled('Rowwell'))).toMatchObject({ status: 'unchanged' });
  await calls.call(partner.headers, 'POST', `/deals/${id}/submit`);
  expect(await imported(respelled('Rowwell'))).toMatchObject({ status: 'unchanged' });
  await calls.call(api.headers, 'POST', `/deals/${id}/approve`);
  expect(await imported({ ...respelled('Rowwell'), expected_value: { amount: '48000.01', currency: 'EUR' } })).toMatchObject({
    status: 'updated',
  });
  const { body } = await calls.call(partner.headers, 'GET', `/deals/${id}`);
  expect(body).toMatchObject({ ...original('Rowwell'), expected_value: { amount: '48000.01' } });
  const failed = await imported({ ...respelled('Rowwell'), customer: { ...respelled('Rowwell').customer, duns: '123456780' } });
  expect(faultsOf(failed)).toEqual(['/customer not_permitted']);
});

test('an account that is only written differently is unchanged', async () => {
  const upsert = async (account: object) =>
    (await calls.call(api.headers, 'POST', '/accounts/batch', { accounts: [{ external_id: 'A-1', ...account }] })).body.results[0].status;
  const address = { street: 'Gartenweg 12', postal_code: '1010', city: 'Wien', country: 'AT' };
  expect(await upsert({ name: 'Müllerwell', duns: '123456789', email_domains: ['müllerwell.example'], address })).toBe('created');
  const again = {
    address: { country: 'AT', city: 'Wien ', postal_code: '1010', street: 'Gartenweg 12' },
    email_domains: ['Müllerwell.example'],
  };
  expect(await upsert({ ...again, name: ' Mu\u0308llerwell', duns: '12-345-6789' })).toBe('unchanged');
  expect(await upsert({ ...again, name: 'Müllerwell', duns: '123456780' })).toBe('updated');
});
