import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { dealCalls } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
});
afterAll(() => api.close());

const matches = async (query = '') => (await calls.call(api.headers, 'GET', `/account-matches?${query}`)).body;
const customer = (company_name: string, website: string) => ({ customer: { company_name, website } });

test('a match of a deal that awaits a decision has both sides, and says what a person decided about them until it is withdrawn', async () => {
  const one = await api.partner('standard');
  const account = {
    external_id: 'Q',
    name: 'Quelmorath AG',
    websites: ['https://quelmorath.example'],
    email_domains: ['quelmorath.example'],
  };
  await calls.call(api.headers, 'POST', '/accounts/batch', { accounts: [account] });
  const { id } = await calls.submitted(one.headers, 'Quelmorath Inc', customer('Quelmorath Inc', 'https://quelmorath-us.example'));

  const [match, ...others] = (await matches()).data;
  expect(others).toEqual([]);
  expect(match).toMatchObject({
    customer: { id, kind: 'deal', partner_id: one.id, name: 'Quelmorath Inc', websites: ['https://quelmorath-us.example'] },
    other: { kind: 'account', partner_id: null, name: 'Quelmorath AG', email_domains: ['quelmorath.example'] },
    sides: { a: { kind: 'website', value: 'https://quelmorath-us.example' }, b: { kind: 'website', value: 'https://quelmorath.example' } },
    verdict: null,
  });
  expect(match.score).toBeGreaterThan(0);

  const recorded = await calls.call(api.headers, 'POST', '/account-verdicts', { verdict: 'different', ...match.sides, reason: 'no' });
  expect(recorded.status).toBe(201);
  expect((await matches()).data[0].verdict).toEqual({ id: recorded.body.id, verdict: 'different' });
  await calls.call(api.headers, 'DELETE', `/account-verdicts/${recorded.body.id}`);
  expect((await matches()).data[0].verdict).toBeNull();

  expect((await matches('kind=deal')).data).toEqual([]);
  await calls.call(api.headers, 'POST', `/deals/${id}/reject`, { reason: 'known' });
  expect((await matches()).data).toEqual([]);
});

test('pages of matches have each one once, and those of a sandbox are found only by its partner', async () => {
  const accounts = ['Nordwind', 'Südwind', 'Ostwind'].map((name) => ({ external_id: name, name: `${name} Energie GmbH`, websites: [] }));
  await calls.call(api.headers, 'POST', '/accounts/batch', { accounts });
  const [real, sandbox] = [await api.partner('standard'), await api.partner('sandbox')];
  for (const { external_id: name } of accounts) {
    await calls.submitted(real.headers, name, customer(`${name} Energie`, `https://${name.length}-${real.id.slice(-5)}.example`));
  }
  await calls.submitted(sandbox.headers, 'Mistral SA', customer('Mistral SA', 'https://mistral.example'));
  await calls.submitted(sandbox.headers, 'Mistral SARL', customer('Mistral SARL', 'https://mistral.example'));
  const all = (await matches()).data.map(({ customer: { id }, other }: any) => `${id} ${other.id}`);
  expect(all.length).toBeGreaterThanOrEqual(3);
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: any = await matches(`limit=1${cursor && `&cursor=${cursor}`}`);
    paged.push(...page.data.map(({ customer: { id }, other }: any) => `${id} ${other.id}`));
    cursor = page.next_cursor;
  }
  expect(paged).toEqual(all);
  expect((await matches(`partner_id=${sandbox.id}`)).data).toHaveLength(1);
});
