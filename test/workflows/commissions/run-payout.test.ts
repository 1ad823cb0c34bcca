import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxFaults } from '#connectors/payouts/sandbox-provider.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { readTrialBalance } from '#db/commissions/balance.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { type CommissionWorld, createCommissionWorld } from '#test/support/commission-world.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { tester } from '#test/support/tester.ts';
import { releaseHoldsId, runPayoutId } from '#workflows/commissions/messages.ts';
import { taskQueue } from '#workflows/messages.ts';

let engine: TestEngine;
let world: CommissionWorld;
/** Of two people who started no batch. */
let approvers: string[];
beforeAll(async () => {
  const payer = { payer_name: 'Company & Sons', payer_iban: 'DE89370400440532013000', payer_bic: 'COBADEFFXXX' };
  engine = await startTestEngine({ settings: { commissions: payer } });
  world = createCommissionWorld(engine);
  const made = ['first', 'second'].map((name) => ({
    ...newApiKey('live'),
    name,
    scopes: grantableScopes('platform'),
    partnerId: undefined,
  }));
  for (const each of made) await insertApiKey(engine.db, each, tester);
  approvers = made.map(({ key }) => key);
});
afterAll(() => engine.close());

const iban = 'DE89370400440532013000';
let sales = 0;

/** A partner with something payable. */
async function payablePartner(name: string | null, amount = '1000.00'): Promise<string> {
  const { id } = await world.partner({ hold_days: 0 });
  await world.sale(`p${++sales}`, [id], amount);
  await world.lines(id, 1);
  if (name !== null) await world.send('PUT', `/partners/${id}/payee`, { name, iban, bic: null, tax: { vat_id: 'DE1', vat_rate: '19' } });
  return id;
}
async function release(): Promise<void> {
  await engine.temporal.workflow.execute('releaseHolds', { taskQueue, workflowId: `${releaseHoldsId}-${++sales}`, args: [] });
}
const batch = async (id: string, state: string) =>
  eventually(
    async () => (await engine.call('GET', `/payout-batches/${id}`)).body,
    (found) => found['state'] === state,
  );
async function approve(id: string): Promise<void> {
  await batch(id, 'awaiting_approval');
  for (const key of approvers) await engine.call('POST', `/payout-batches/${id}/approve`, undefined, key);
}
const payoutsOf = async (id: string) =>
  (await engine.call('GET', `/payout-batches/${id}/payouts?limit=200`)).body['data'] as Record<string, any>[];
const report = (id: string, results: object[]) => world.send('POST', `/payout-batches/${id}/results`, { results });

test('a batch is collected, approved by two people, sent, exported, confirmed line by line, and finished', async () => {
  const [a, b, poor] = [await payablePartner('A <&> B'), await payablePartner('Bee'), await payablePartner('Poor', '10.00')];
  const stranger = await payablePartner(null);
  await release();
  expect(await world.balance(a)).toMatchObject({ accrued: '0.00', payable: '100.00' });
  await replayNow(engine, `${releaseHoldsId}-${sales}`, 'commission-released');

  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '50.00' });
  await batch(id, 'awaiting_approval');
  const approveAs = (key: string | undefined) => engine.call('POST', `/payout-batches/${id}/approve`, undefined, key);
  const [one, other] = approvers;
  const [once, again] = [await approveAs(one), await approveAs(one)];
  expect([once.body['state'], again.body['state'], again.body['approved_by'].length]).toEqual([
    'awaiting_approval',
    'awaiting_approval',
    1,
  ]);
  expect((await engine.call('GET', `/payout-batches/${id}/export`)).status).toBe(409);
  await approveAs(other);
  expect((await batch(id, 'awaiting_results'))['payouts']).toEqual({ collected: 0, sent: 2, confirmed: 0, failed: 1 });
  expect(await world.balance(a)).toMatchObject({ payable: '0.00', paid: '100.00' });
  expect(await world.balance(poor)).toMatchObject({ payable: '1.00', paid: '0.00' });
  const payouts = await payoutsOf(id);
  expect(payouts.find((one) => one['partner_id'] === stranger)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('no account'),
  });
  const [ofA, ofB] = [a, b].map((partner) => payouts.find((one) => one['partner_id'] === partner)?.['id'] as string);

  const file = await engine.inject({
    url: `/api/v1/payout-batches/${id}/export?format=pain001`,
    headers: { authorization: `Bearer ${engine.platformKey}` },
  });
  expect(file.body).toContain(`<MsgId>${id}</MsgId>`);
  expect(file.body).toContain('<NbOfTxs>2</NbOfTxs><CtrlSum>200.00</CtrlSum>');
  expect(file.body).toContain('<Nm>A &lt;&amp;&gt; B</Nm>');
  const csv = await engine.inject({
    url: `/api/v1/payout-batches/${id}/export?format=csv`,
    headers: { authorization: `Bearer ${engine.platformKey}` },
  });
  expect(csv.body).toContain(`,DE89370400440532013000,,100.00,EUR,sent,DE1,19,,`);

  const results = [
    { id: ofA, result: 'confirmed' },
    { id: ofB, result: 'failed', reason: 'account closed' },
    { id: 'pyl_x', result: 'failed' },
  ];
  const outcomes = async () => (await report(id, results))['outcomes'].map((one: { outcome: string }) => one.outcome);
  expect(await outcomes()).toEqual(['changed', 'changed', 'unknown']);
  // The same file once more.
  expect(await outcomes()).toEqual(['unchanged', 'unchanged', 'unknown']);
  expect(await world.balance(b)).toMatchObject({ payable: '100.00', paid: '0.00' });
  await batch(id, 'finished');
  await replayNow(engine, runPayoutId(id), 'payout-finished');
  const types = await eventually(
    () => engine.db.sql<{ type: string }[]>`
      select type from event where partner_ids @> array[${b}] and type like 'payout.%' order by id`,
    (found) => found.length >= 2,
  );
  expect(types.map(({ type }) => type)).toEqual(['payout.sent', 'payout.failed']);

  // A yes can become a no, and the money is owed again.
  const [late] = (await report(id, [{ id: ofA, result: 'failed', reason: 'recalled' }]))['outcomes'];
  expect(late.outcome).toBe('changed');
  expect(await world.balance(a)).toMatchObject({ payable: '100.00', paid: '0.00' });
  expect((await report(id, [{ id: ofA, result: 'confirmed' }]))['outcomes'][0].outcome).toBe('refused');
});

test('a clawback after the payout is owed, and the next payout sets it off', async () => {
  const id = await payablePartner('Owes', '3000.00');
  await release();
  const first = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '200.00' });
  await approve(first['id']);
  await batch(first['id'], 'awaiting_results');
  const [paid] = await payoutsOf(first['id']);
  await report(first['id'], [{ id: paid?.['id'], result: 'confirmed' }]);
  await world.refund('owed', `p${sales - 1}`, '1000.00');
  await eventually(
    () => world.balance(id),
    ({ owed }) => owed === '100.00',
  );
  await world.sale('p-more', [id], '4000.00');
  await eventually(
    () => world.balance(id),
    ({ accrued }) => accrued === '400.00',
  );
  await release();
  const next = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '300.00' });
  await approve(next['id']);
  await batch(next['id'], 'awaiting_results');
  expect((await payoutsOf(next['id'])).map(({ amount }) => amount.amount)).toEqual(['300.00']);
  expect(await world.balance(id)).toMatchObject({ payable: '0.00', paid: '600.00', owed: '0.00' });
});

test('a provider that does not answer after it accepted is asked first, so nobody is paid twice; a rejected account is payable again', async () => {
  const [slow, closed] = [await payablePartner(sandboxFaults.timeout, '9000.00'), await payablePartner(sandboxFaults.rejected, '9000.00')];
  await release();
  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '900.00', provider: 'sandbox' });
  await approve(id);
  await batch(id, 'awaiting_results');
  const states = (await payoutsOf(id)).map((one) => [one['partner_id'], one['state'], one['reason']]);
  expect(states.toSorted()).toEqual(
    [
      [slow, 'sent', null],
      [closed, 'failed', 'the account does not exist'],
    ].toSorted(),
  );
  expect(await world.balance(closed)).toMatchObject({ payable: '900.00', paid: '0.00' });
  expect(await world.balance(slow)).toMatchObject({ payable: '0.00', paid: '900.00' });
});

test('the provider is asked about its transfers: a yes that becomes a no is payable again while another one is still open', async () => {
  const [slow, returned] = [await payablePartner('Slow', '5000.00'), await payablePartner(sandboxFaults.returned, '5000.00')];
  await release();
  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '500.00', provider: 'sandbox' });
  await approve(id);
  await eventually(
    () => payoutsOf(id),
    (found) => found.some((one) => one['reason'] === 'the bank returned the transfer'),
  );
  expect(await world.balance(returned)).toMatchObject({ payable: '500.00', paid: '0.00' });
  const open = (await payoutsOf(id)).filter((one) => one['state'] === 'sent');
  expect(open.map((one) => one['partner_id'])).toContain(slow);
  await report(
    id,
    open.map((one) => ({ id: one['id'], result: 'confirmed' })),
  );
  await batch(id, 'finished');
  await replayNow(engine, runPayoutId(id), 'payout-asked');
});

test('a yes that becomes a no after the batch has finished is asked for in the night, and makes the amount payable again, told once', async () => {
  const returned = await payablePartner(sandboxFaults.returned, '30000.00');
  await release();
  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '3000.00', provider: 'sandbox' });
  await approve(id);
  await batch(id, 'finished');
  expect((await payoutsOf(id)).map((one) => [one['partner_id'], one['state']])).toEqual([[returned, 'confirmed']]);
  expect(await world.balance(returned)).toMatchObject({ payable: '0.00', paid: '3000.00' });
  await release();
  await replayNow(engine, `${releaseHoldsId}-${sales}`, 'commission-late-results');
  expect((await payoutsOf(id)).map((one) => [one['state'], one['reason']])).toEqual([['failed', 'the bank returned the transfer']]);
  expect(await world.balance(returned)).toMatchObject({ payable: '3000.00', paid: '0.00' });
  await release();
  const told = () => engine.db.sql<{ type: string }[]>`
    select type from event where partner_ids @> array[${returned}] and type like 'payout.%' order by id`;
  await eventually(told, (found) => found.length >= 2);
  expect((await told()).map(({ type }) => type)).toEqual(['payout.sent', 'payout.failed']);
  expect(await world.balance(returned)).toMatchObject({ payable: '3000.00', paid: '0.00' });
});

test('a partner that is deleted with a balance keeps it in the ledger, and no batch pays it', async () => {
  const partner = await payablePartner('Gone', '500000.00');
  await release();
  const { body } = await engine.call('DELETE', `/partners/${partner}`);
  await eventually(
    () => engine.call('GET', `/erasures/${body['id']}`),
    (reply) => reply.body['status'] === 'finished',
  );
  expect((await engine.call('GET', `/partners/${partner}/payee`)).status).toBe(404);
  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '50000.00' });
  await batch(id, 'awaiting_approval');
  expect((await payoutsOf(id)).map((one) => [one['partner_id'], one['state'], one['reason']])).toEqual([
    [partner, 'failed', expect.stringContaining('no account of the partner')],
  ]);
  expect(await world.balance(partner)).toMatchObject({ payable: '50000.00', paid: '0.00' });
  await world.send('POST', `/payout-batches/${id}/cancel`, {});
});

test('a commission that is kept back is neither released nor paid, and payable once it is let go after its hold period', async () => {
  const partner = await payablePartner('Held', '700000.00');
  const [line] = await world.lines(partner, 1);
  const path = `/partners/${partner}/commissions/lines/${line?.['id']}`;
  await world.send('POST', `${path}/hold`, { reason: 'Under review' });
  expect((await engine.call('POST', `${path}/hold`, { reason: 'Again' })).status).toBe(409);
  await release();
  expect(await world.balance(partner)).toMatchObject({ accrued: '0.00', held: '70000.00', payable: '0.00' });
  await world.send('POST', `${path}/unhold`, { reason: 'Reviewed' });
  expect(await world.balance(partner)).toMatchObject({ held: '0.00', payable: '70000.00' });
  expect((await engine.call('POST', `${path}/unhold`, { reason: 'Again' })).status).toBe(409);
});

test.each(['cancel', 'terminate'] as const)('a batch whose workflow is stopped (%s) goes on in another run', async (how) => {
  const { id } = await world.send('POST', '/payout-batches', { currency: 'JPY', least: '1' });
  await batch(id, 'awaiting_approval');
  const { runId } = await engine.temporal.workflow.getHandle(runPayoutId(id)).describe();
  await engine.temporal.workflow.getHandle(runPayoutId(id), runId)[how]();
  await eventually(
    () => engine.temporal.workflow.getHandle(runPayoutId(id)).describe(),
    (found) => found.runId !== runId,
  );
  await approve(id);
  await batch(id, 'finished');
});

test('a batch that is cancelled pays nobody, and its partners are in the next one', async () => {
  const partner = await payablePartner('Later', '20000.00');
  await release();
  const { id } = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '2000.00' });
  await batch(id, 'awaiting_approval');
  const other = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '2000.00' });
  await batch(other['id'], 'awaiting_approval');
  expect((await payoutsOf(other['id'])).map((one) => one['partner_id'])).not.toContain(partner);
  await world.send('POST', `/payout-batches/${id}/cancel`, {});
  await replayNow(engine, runPayoutId(id), 'payout-cancelled');
  const next = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '2000.00' });
  await batch(next['id'], 'awaiting_approval');
  expect((await payoutsOf(next['id'])).map((one) => one['partner_id'])).toContain(partner);
  expect(await world.balance(partner)).toMatchObject({ payable: '2000.00', paid: '0.00' });
});

test('a batch whose collection ends its process each time is given up with the reason, and nobody is paid', async () => {
  const id = 'pyb_deadly';
  await noteTries(engine, 3, [runPayoutId(id), 'collectPayout', id]);
  await engine.db.sql`
    insert into commissions.payout_batch (id, currency, threshold_minor, provider, approvals_needed, created_by) values (${id}, 'EUR', 1, 'file', 0, 'test')`;
  await startedWorkflow(engine, runPayoutId(id));
  expect(await batch(id, 'failed')).toMatchObject({ reason: expect.stringMatching(/was tried 3 times/), payouts: { sent: 0 } });
  await replayNow(engine, runPayoutId(id), 'payout-given-up');
});

test('a batch that is given up before it is sent keeps none of its partners from the next one', async () => {
  const partner = await payablePartner('Kept', '8000000.00');
  await release();
  const id = 'pyb_kept';
  await noteTries(engine, 3, [runPayoutId(id), 'sendPayout', id]);
  await engine.db.sql`
    insert into commissions.payout_batch (id, currency, threshold_minor, provider, approvals_needed, created_by)
    values (${id}, 'EUR', 50000000, 'file', 0, 'test')`;
  await startedWorkflow(engine, runPayoutId(id));
  expect(await batch(id, 'failed')).toMatchObject({ payouts: { collected: 0, sent: 0, failed: 1 } });
  const next = await world.send('POST', '/payout-batches', { currency: 'EUR', least: '500000.00' });
  await batch(next['id'], 'awaiting_approval');
  expect((await payoutsOf(next['id'])).map((one) => [one['partner_id'], one['state']])).toEqual([[partner, 'collected']]);
});

test('after all of this the trial balance is zero', async () => {
  expect([...(await readTrialBalance(engine.db.sql)).values()].filter((sum) => sum !== 0n)).toEqual([]);
});
