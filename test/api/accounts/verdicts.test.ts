import { afterAll, beforeAll, expect, test } from 'vitest';
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
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}

/** The conflict of a deal with this customer, and what it matched. The deal is withdrawn. */
async function submitFor(customer: object) {
  const deal = {
    customer,
    title: 'Data platform',
    expected_value: { amount: '1.00', currency: 'EUR' },
    close_date: '2099-03-31',
    type: 'new_business',
  };
  const { body } = await call('POST', '/deals', deal, partner.headers);
  const submitted = await call('POST', `/deals/${body.id}/submit`, undefined, partner.headers);
  const { body: matches } = await call('GET', `/deals/${body.id}/matches`);
  await call('POST', `/deals/${body.id}/withdraw`, undefined, partner.headers);
  return { conflict: submitted.body.conflict, matches: matches.data };
}
const addAccount = (externalId: string, account: object) =>
  call('POST', '/accounts/batch', { accounts: [{ external_id: externalId, ...account }] });
const auditOf = (id: string) =>
  api.db.sql`select action, detail from audit_entry where object_kind = 'account_verdict' and object_id = ${id} order by seq`;
const named = (value: string) => ({ kind: 'name', value });

test('two names that a person called the same match with certainty, until the verdict is withdrawn', async () => {
  await addAccount('rename', { name: 'Vantorque GmbH', websites: ['https://vantorque.example'] });
  const customer = { company_name: 'Larkmoss Mobile Ltd', website: 'https://larkmoss.example' };
  expect(await submitFor(customer)).toEqual({ conflict: 'clear', matches: [] });

  const { status, body } = await call('POST', '/account-verdicts', {
    ...{ verdict: 'same', a: named('LARKMOSS MOBILE'), b: { kind: 'website', value: 'www.vantorque.example/about' }, reason: 'Renamed' },
  });
  expect([status, body.verdict, body.reason]).toEqual([201, 'same', 'Renamed']);
  const found = await submitFor(customer);
  expect([found.conflict, found.matches[0].score]).toEqual(['possible', 1]);
  expect(found.matches[0].evidence[0]).toEqual({ signal: 'verdict', weight: 1, explanation: 'a person decided that they are one company' });

  expect((await call('DELETE', `/account-verdicts/${body.id}`)).status).toBe(204);
  expect(await submitFor(customer)).toEqual({ conflict: 'clear', matches: [] });
  expect((await auditOf(body.id)).map(({ action }) => action)).toEqual(['account_verdict.recorded', 'account_verdict.withdrawn']);
  expect((await call('GET', `/account-verdicts/${body.id}`)).status).toBe(404);
});

test('two companies that a person called different do not match, and the second verdict replaces the first', async () => {
  await addAccount('twins', { name: 'Quelmorath AG', websites: ['https://quelmorath.example'] });
  const customer = { company_name: 'Quelmorath Inc', website: 'https://shop.quelmorath-us.example' };
  const about = { a: { kind: 'website', value: 'quelmorath.example' }, b: { kind: 'website', value: 'quelmorath-us.example' } };
  expect((await submitFor(customer)).conflict).not.toBe('clear');

  const first = await call('POST', '/account-verdicts', { verdict: 'same', ...about });
  expect((await submitFor(customer)).matches[0].score).toBe(1);
  const second = await call('POST', '/account-verdicts', { verdict: 'different', a: about.b, b: about.a });
  expect(second.body.id).toBe(first.body.id);
  expect(await submitFor(customer)).toEqual({ conflict: 'clear', matches: [] });
  const { body: list } = await call('GET', '/account-verdicts');
  expect(list.data.filter(({ id }: { id: string }) => id === first.body.id)).toEqual([second.body]);
});

test('a verdict needs two sides that differ, each a company', async () => {
  const { status, body } = await call('POST', '/account-verdicts', {
    verdict: 'same',
    a: named('Brightwell GmbH'),
    b: named('BRIGHTWELL Ltd'),
  });
  expect([status, body.errors[0].pointer]).toEqual([400, '/b/value']);
  const { body: answer } = await call('POST', '/account-verdicts', {
    verdict: 'same',
    a: named('GmbH'),
    b: { kind: 'website', value: 'x' },
  });
  expect(answer.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/a/value', '/b/value']);
});
