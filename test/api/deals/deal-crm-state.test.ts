import { afterAll, beforeAll, expect, test } from 'vitest';
import { eq } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import { crmStates } from '#domain/deals/deal-states.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const force = (id: string, set: Partial<typeof deal.$inferInsert>) => api.db.orm.update(deal).set(set).where(eq(deal.id, id));
const idsWith = async (state: string) =>
  ((await calls.call(api.headers, 'GET', `/deals?crm_state=${state}`)).body.data as { id: string }[]).map(({ id }) => id);

test('the state in the CRM is shown and can be filtered by, and only the company sees it', async () => {
  const approved = async (name: string, set: Partial<typeof deal.$inferInsert>) => {
    const { id, version } = await calls.approved(partner.headers, name);
    await force(id, 'crmVersion' in set && set.crmVersion === -1 ? { crmVersion: version as number } : set);
    return id;
  };
  const next = new Date(Date.now() + 60_000);
  const ids = {
    none: (await calls.submitted(partner.headers, 'Nonewell')).id as string,
    pending: await approved('Pendwell', { crmVersion: 0 }),
    retrying: await approved('Retrywell', { crmVersion: 0, crmError: 'crm.example answered HTTP 500', crmNextAttemptAt: next }),
    waiting: await approved('Waitwell', { crmError: 'the account waitwell.example has no counterpart there yet', crmIsWaiting: true }),
    rejected: await approved('Rejectwell', { crmError: 'crm.example answered HTTP 400: name is too long' }),
    written: await approved('Writewell', { crmVersion: -1 }),
  };
  for (const state of crmStates) {
    expect(await idsWith(state)).toEqual([ids[state]]);
    expect((await calls.call(api.headers, 'GET', `/deals/${ids[state]}`)).body.crm).toMatchObject({ state });
    expect((await calls.call(partner.headers, 'GET', `/deals/${ids[state]}`)).body).not.toHaveProperty('crm');
  }
  expect((await calls.call(api.headers, 'GET', `/deals/${ids.retrying}`)).body.crm).toEqual({
    state: 'retrying',
    version: null,
    error: 'crm.example answered HTTP 500',
    next: next.toISOString(),
  });
  for (const row of (await calls.call(partner.headers, 'GET', '/deals')).body.data) expect(row).not.toHaveProperty('crm');
});

test('a partner cannot ask by it, and nobody by an unknown one', async () => {
  const asked = (await calls.call(partner.headers, 'GET', '/deals?crm_state=retrying')).body;
  expect(asked).toMatchObject({ status: 400, errors: [{ in: 'query', pointer: '/crm_state', code: 'not_permitted' }] });
  expect((await calls.call(partner.headers, 'GET', '/deals/export?crm_state=retrying')).body).toMatchObject({ status: 400 });
  expect((await calls.call(api.headers, 'GET', '/deals?crm_state=broken')).body).toMatchObject({ status: 400 });
});
