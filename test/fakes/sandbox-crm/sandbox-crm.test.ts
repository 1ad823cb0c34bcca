import { expect, onTestFinished, test } from 'vitest';
import { describeFault, type Fault } from '#apps/fakes/sandbox-crm/sandbox-crm-faults.ts';
import { startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';

const token = 'crm_token';
const opportunity = {
  name: 'Data platform',
  account: { name: 'Brightwell', website: null },
  partner: { id: 'ptn_1', name: 'Acme' },
  stage: 'prospect',
  status: 'open',
  lost_reason: null,
  amount: '48000.00',
  currency: 'EUR',
  close_date: '2027-03-31',
  protected_until: '2027-06-01T00:00:00.000Z',
};

async function start(onFault?: (fault: Fault, externalId: string) => void) {
  const crm = await startSandboxCrm({ port: 0, token, ...(onFault && { onFault }) });
  onTestFinished(() => crm.stop());
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await fetch(`${crm.url}${path}`, {
      method,
      ...sent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, any> };
  };
  const put = (body: unknown, headers?: Record<string, string>) => call('PUT', '/opportunities/by-external-id/deal_1', body, headers);
  return { crm, call, put };
}

test('an opportunity is created, replaced under its id, and shown', async () => {
  const { crm, call, put } = await start();
  expect(await put(opportunity)).toEqual({ status: 201, body: { id: 'opp_000001', created: true } });
  expect(await put({ ...opportunity, name: 'Two' })).toEqual({ status: 200, body: { id: 'opp_000001', created: false } });
  const stored = { id: 'opp_000001', external_id: 'deal_1', name: 'Two', writes: 2 };
  expect((await call('GET', '/opportunities')).body['data']).toMatchObject([stored]);
  expect((await call('GET', '/opportunities/opp_000001')).body).toMatchObject(stored);
  expect((await call('GET', '/opportunities/opp_000002')).status).toBe(404);
  expect(crm.requests()).toBe(2);
});

test('it refuses a wrong token, another content type, no JSON and every field that is wrong, and keeps nothing', async () => {
  const { crm, put } = await start();
  expect((await put(opportunity, { authorization: 'Bearer other' })).status).toBe(401);
  expect((await put(opportunity, { 'content-type': 'text/plain' })).body['errors']).toMatchObject([{ field: 'content-type' }]);
  expect((await put('{')).body['errors']).toEqual([{ field: '', message: 'the body is not JSON' }]);
  const wrong = await put({ ...opportunity, stage: 'unheard of', amount: 'much', account: { name: '' }, extra: 1 });
  expect(wrong.status).toBe(400);
  expect(wrong.body['errors'].map((error: { field: string }) => error.field)).toEqual([
    'account.name',
    'account.website',
    'stage',
    'amount',
    '',
  ]);
  expect((await put({ ...opportunity, currency: null })).body['errors']).toMatchObject([{ field: 'currency' }]);
  expect((await put({ ...opportunity, status: 'lost' })).body['errors']).toMatchObject([{ field: 'lost_reason' }]);
  expect(crm.opportunities()).toEqual([]);
});

test('faults are set by hand, one a write, and then it works again', async () => {
  const { call, put } = await start();
  expect((await call('PUT', '/faults', { next: ['500', '429'] })).body).toMatchObject({ next: ['500', '429'], rate: 0 });
  expect([(await put(opportunity)).status, (await put(opportunity)).status, (await put(opportunity)).status]).toEqual([500, 429, 201]);
  expect((await call('GET', '/faults')).body).toEqual({ next: [], rate: 0, requests: 3 });
});

test('a share of writes can fail, and none leaves a second opportunity', async () => {
  const { crm, call, put } = await start();
  await call('PUT', '/faults', { rate: 1 });
  for (let n = 0; n < 30; n++) {
    await expect(
      put(opportunity).then(
        ({ status }) => (status < 400 ? 'taken' : 'failed'),
        () => 'failed',
      ),
    ).resolves.toBe('failed');
  }
  await call('PUT', '/faults', { rate: 0 });
  await put(opportunity);
  expect(crm.opportunities()).toHaveLength(1);
  expect(crm.requests()).toBe(31);
});

test('a plan that it does not know is refused with what it knows', async () => {
  const { call } = await start();
  const refused = await call('PUT', '/faults', { next: ['explode'] });
  expect(refused.status).toBe(400);
  expect(refused.body['errors']).toMatchObject([{ field: 'next.0', message: expect.stringContaining('drop_after_accept') }]);
});

test('each failure that it simulates is told, with what follows', async () => {
  const told: string[] = [];
  const { crm, put } = await start((fault, dealId) => told.push(describeFault(fault, dealId)));
  crm.plan({ next: ['429', '400', '401'] });
  for (let i = 0; i < 4; i++) await put(opportunity);
  expect(told).toEqual([
    expect.stringMatching(/^simulated failure "429" for deal_1: the engine tries again\. .*register-deal\/deal_1$/),
    expect.stringContaining('rejects the deal'),
    expect.stringContaining('refuses the token'),
  ]);
});
