import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommissionWorld, createCommissionWorld } from '#test/support/commission-world.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { disputeId } from '#workflows/commissions/messages.ts';

let engine: TestEngine;
let world: CommissionWorld;
let partner: string;
let deal: string;
beforeAll(async () => {
  engine = await startTestEngine();
  world = createCommissionWorld(engine);
  ({ id: partner } = await world.partner());
  deal = (await world.send('POST', '/deals', { partner_id: partner, customer: { company_name: 'Brightwell' } }))['id'] as string;
});
afterAll(() => engine.close());

const find = async (id: string) => (await engine.call('GET', `/partners/${partner}/disputes/${id}`)).body;
const open = (body: object) => world.send('POST', `/partners/${partner}/disputes`, { question: 'Why nothing?', ...body });
const typesOf = async (id: string) => {
  const rows = await engine.db.sql<{ type: string }[]>`
    select type from event where data::jsonb ->> 'dispute_id' = ${id} order by type`;
  return rows.map(({ type }) => type);
};

test('a dispute gets its evidence by itself, is decided with a correction, and its partner is told', async () => {
  const { id } = await open({ deal_id: deal });
  const attached = await eventually(
    () => find(id),
    ({ evidence }) => evidence !== null,
  );
  expect(attached['evidence']).toEqual([
    'The ledger has no line of this partner for the deal.',
    'The deal has no split, so the attribution shares its commissions.',
    'The attribution knows no conversion of the deal: it is not approved, or not won.',
  ]);
  const adjustment = { effect: 'add', amount: { amount: '120.00', currency: 'EUR' } };
  const decided = await world.send('POST', `/partners/${partner}/disputes/${id}/decide`, { answer: 'You are right', adjustment });
  expect(decided).toMatchObject({ state: 'decided', answer: 'You are right', adjustment_id: expect.stringMatching(/^lin_/) });
  expect(await world.balance(partner)).toMatchObject({ payable: '120.00' });
  await eventually(
    () => find(id),
    ({ state }) => state === 'closed',
  );
  await replayNow(engine, disputeId(id), 'dispute-decided');
  expect(await typesOf(id)).toEqual(['causeway.dispute.opened', 'dispute.decided', 'dispute.opened']);
  // Each says what the dispute is about.
  const told = await engine.db.sql<{ data: object }[]>`select data from event where data->>'dispute_id' = ${id} order by type`;
  for (const { data } of told) expect(data).toMatchObject({ dispute_id: id, deal_id: deal, line_id: null, invoice_id: null });
  const again = await engine.call('POST', `/partners/${partner}/disputes/${id}/decide`, { answer: 'No' });
  expect(again.status).toBe(409);
});

test('a dispute about another partner’s deal or line is refused as if there were none', async () => {
  const { id: other } = await world.partner();
  const theirs = (await world.send('POST', '/deals', { partner_id: other, customer: { company_name: 'Theirs' } }))['id'] as string;
  await world.sale('d1', [other], '100.00');
  const [line] = await world.lines(other, 1);
  const ask = async (body: object) => {
    const reply = await engine.call('POST', `/partners/${partner}/disputes`, { question: 'x', ...body });
    return [reply.status, reply.body['errors'].map(({ message }: { message: string }) => message.replace(/: .*/, ''))];
  };
  const refused = [400, ['is not a deal of this partner', 'is not a commission line of this partner']];
  expect(await ask({ deal_id: theirs, line_id: line?.['id'] })).toEqual(refused);
  expect(await ask({ deal_id: 'deal_x', line_id: 'lin_x' })).toEqual(refused);
  await world.send('POST', `/deals/${theirs}/commission-splits`, {
    month: '2026-01',
    allocations: [
      { partner_id: other, percent: '90' },
      { partner_id: partner, percent: '10' },
    ],
  });
  const { id } = await open({ deal_id: theirs });
  const { evidence } = await eventually(
    () => find(id),
    (found) => found['evidence'] !== null,
  );
  expect(evidence[1]).toBe('By revision 1 of the split the partner has 10 % from 2026-01 on.');
  expect(JSON.stringify(evidence)).not.toContain(other);
});

test('a dispute that nobody answers in time is told as overdue, and stays open', async () => {
  const { id } = await open({ deal_id: deal });
  await eventually(
    () => find(id),
    ({ evidence }) => evidence !== null,
  );
  await engine.db.sql`update commissions.dispute set due_at = now() where id = ${id}`;
  await engine.engine.workflows.commissions.answerDispute(id);
  await eventually(
    () => typesOf(id),
    (types) => types.includes('dispute.overdue') && types.includes('causeway.dispute.overdue'),
  );
  expect((await find(id))['state']).toBe('open');
  await world.send('POST', `/partners/${partner}/disputes/${id}/decide`, { answer: 'Sorry' });
  await eventually(
    () => find(id),
    ({ state }) => state === 'closed',
  );
  await replayNow(engine, disputeId(id), 'dispute-overdue');
});

test('a correction keeps its reason beside the ledger, and what it takes beyond what is there is owed', async () => {
  const { id } = await world.partner();
  const amount = { amount: '12.00', currency: 'EUR' };
  const line = await world.send('POST', `/partners/${id}/commissions/adjustments`, { effect: 'take', amount, reason: 'Agreed with Ada' });
  expect(line).toMatchObject({ kind: 'adjustment', amount: { amount: '-12.00' }, explanation: 'corrected by the company' });
  expect(await world.balance(id)).toMatchObject({ owed: '12.00', payable: '0.00' });
  const { body } = await engine.call('GET', `/partners/${id}/commissions/lines/${line['id']}`);
  expect(body['reason']).toBe('Agreed with Ada');
  const unknown = await engine.call('POST', `/partners/${id}/commissions/adjustments`, {
    effect: 'add',
    amount,
    reason: 'x',
    about: 'lin_x',
  });
  expect(unknown.body['errors'][0].pointer).toBe('/about');
});

test('a dispute whose evidence ends its process each time is given up with the reason, and can still be decided', async () => {
  const id = 'dsp_deadly';
  await noteTries(engine, 3, [disputeId(id), 'openDispute', id]);
  await engine.db.sql`
    insert into commissions.dispute (id, partner_id, question, due_at) values (${id}, ${partner}, 'x', now() + interval '1 day')`;
  await startedWorkflow(engine, disputeId(id));
  await eventually(
    () => engine.db.sql`select from commissions.dispute where id = ${id} and reason like '%was tried 3 times%'`,
    (rows) => rows.length === 1,
  );
  await replayNow(engine, disputeId(id), 'dispute-given-up');
  expect((await engine.call('POST', `/partners/${partner}/disputes/${id}/decide`, { answer: 'No' })).body['state']).toBe('decided');
});
