import { createHmac } from 'node:crypto';
import { expect, test, type TestContext } from 'vitest';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { startDealSync } from '#test/support/deal-crms.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';

const secret = 'a secret that both sides know';
const scheme = { header: 'X-Signature', id_path: '/id', time_path: '/at', type_path: '/type' };
const rule = {
  types: ['deal.status_changed'],
  ...{ deal_path: '/deal/causeway_id', external_id_path: '/deal/id', status_path: '/deal/status', reason_path: '/deal/why' },
  statuses: [
    { status: 'Negotiation', stage: 'committed' },
    { status: 'Closed - Won', stage: 'won' },
    { status: 'Closed - Lost', stage: 'lost' },
  ],
};

/** A PRM that tells the status of deals. */
async function addPrm(engine: TestEngine, more: object = {}) {
  const { body } = await engine.call('POST', '/inbound-sources', { vendor: 'signed', name: 'PRM', secret, scheme });
  const sourceId = body['id'] as string;
  const put = async (wanted: object) => {
    const { status, body: answer } = await engine.call('PUT', `/inbound-sources/${sourceId}/deal-status`, wanted);
    expect(status, JSON.stringify(answer)).toBe(200);
  };
  await put({ ...rule, ...more });
  let sent = 0;
  /** Sends one event, and returns it once it was processed. */
  const tell = async (deal: object, { at = new Date().toISOString(), type = 'deal.status_changed', id = `prm_${++sent}` } = {}) => {
    const payload = Buffer.from(JSON.stringify({ id, at, type, deal }));
    const signature = createHmac('sha256', secret).update(payload).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': signature };
    const reply = await engine.inject({ method: 'POST', url: `/api/v1/inbound/${sourceId}`, headers, payload });
    expect(reply.statusCode).toBe(200);
    return settled(id);
  };
  const settled = async (id: string) => {
    const find = async () => (await engine.call('GET', `/inbound-events?source_id=${sourceId}&external_id=${id}`)).body['data'][0];
    return eventually(find, (event) => event !== undefined && event.status !== 'pending');
  };
  const replay = async (event: { id: string; external_id: string }) => {
    expect((await engine.call('POST', `/inbound-events/${event.id}/replay`)).status).toBe(202);
    return settled(event.external_id);
  };
  return { sourceId, put, tell, replay };
}

async function startEngine({ onTestFinished }: TestContext): Promise<TestEngine> {
  const engine = await startTestEngine();
  onTestFinished(() => engine.close());
  return engine;
}
const stageOf = async (engine: TestEngine, id: string) => (await engine.call('GET', `/deals/${id}`)).body['stage'];

test.concurrent('a status that a PRM tells is that of the deal, and of its opportunity in the CRM', async (context) => {
  const { engine, crm, opportunity } = await startDealSync('hubspot', context);
  const { tell, sourceId } = await addPrm(engine);
  const id = await approvedDeal(engine, 'Brightwell');
  await opportunity(id);
  expect(await tell({ causeway_id: id, status: 'Closed - Lost', why: 'They keep what they have' })).toMatchObject({
    status: 'processed',
    reason: null,
  });
  const { body } = await engine.call('GET', `/deals/${id}`);
  expect(body).toMatchObject({ stage: 'lost', reason: 'They keep what they have' });
  const history = await engine.call('GET', `/deals/${id}/history`);
  expect(history.body['data'].at(-1)).toMatchObject({ action: 'lost', by: { kind: 'system', id: sourceId } });
  await opportunity(id, { [crm.fields.stage]: crm.lost, [crm.fields.lostReason]: 'They keep what they have' });
});

test.concurrent('an unknown deal and an unknown status are failed events that say what to do, and count once that is done', async (context) => {
  const engine = await startEngine(context);
  const { tell, replay, put } = await addPrm(engine);
  const unknown = await tell({ causeway_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', status: 'Negotiation' });
  expect(unknown).toMatchObject({ status: 'failed', reason: expect.stringMatching(/no submitted deal "deal_01k9.*replay/) });
  const id = await approvedDeal(engine, 'Acme');
  const told = await tell({ causeway_id: id, status: 'Verbal' });
  expect(told).toMatchObject({ status: 'failed', reason: expect.stringMatching(/"Verbal" means no stage.*replay/) });
  expect((await engine.call('GET', '/inbound-events?status=failed')).body['data']).toHaveLength(2);
  expect((await engine.db.sql`select from event where type = 'causeway.inbound.failed'`).length).toBe(2);
  await put({ ...rule, statuses: [...rule.statuses, { status: 'Verbal', stage: 'committed' }] });
  expect(await replay(told)).toMatchObject({ status: 'processed', reason: null });
  expect(await stageOf(engine, id)).toBe('committed');
  expect(await tell({ status: 'Verbal' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('/deal/causeway_id and /deal/id'),
  });
  expect(await tell({ causeway_id: id, status: 'Won' }, { type: 'note.added' })).toMatchObject({ status: 'processed' });
  expect(await stageOf(engine, id)).toBe('committed');
});

test.concurrent('an event that happened before another one of the same deal changes nothing, however late it arrives', async (context) => {
  const engine = await startEngine(context);
  const { tell } = await addPrm(engine);
  const id = await approvedDeal(engine, 'Acme');
  await tell({ causeway_id: id, status: 'Closed - Won' }, { at: '2026-03-01T10:00:00Z' });
  expect(await tell({ causeway_id: id, status: 'Negotiation' }, { at: '2026-03-01T09:00:00Z' })).toMatchObject({
    status: 'superseded',
    reason: expect.stringContaining(id),
  });
  expect(await stageOf(engine, id)).toBe('won');
  expect(await tell({ causeway_id: id, status: 'Negotiation' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('won'),
  });
  const ahead = new Date(Date.now() + 2 * 86_400_000).toISOString();
  expect(await tell({ causeway_id: id, status: 'Closed - Won' }, { at: ahead })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('ahead'),
  });
});

test.concurrent("a source of one partner does not reach another partner's deals, and an id that two partners use is a question", async (context) => {
  const engine = await startEngine(context);
  const [mine, other] = [await approvedDeal(engine, 'Acme'), await approvedDeal(engine, 'Umbra')];
  await engine.db.sql`update deal set external_id = 'OPP-1' where id in (${mine}, ${other})`;
  const partnerId = (await engine.call('GET', `/deals/${mine}`)).body['partner_id'];
  const all = await addPrm(engine);
  expect(await all.tell({ id: 'OPP-1', status: 'Negotiation' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('Several partners'),
  });
  const own = await addPrm(engine, { partner_id: partnerId });
  expect(await own.tell({ causeway_id: other, status: 'Closed - Won' })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('no submitted deal'),
  });
  expect(await own.tell({ id: 'OPP-1', status: 'Negotiation' })).toMatchObject({ status: 'processed' });
  expect([await stageOf(engine, mine), await stageOf(engine, other)]).toEqual(['committed', 'prospect']);
  expect(await engine.call('PUT', `/inbound-sources/${own.sourceId}/deal-status`, { ...rule, partner_id: 'ptn_unknown' })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/partner_id', code: 'unknown_partner' }] },
  });
});

test.concurrent.for<[string, object]>([
  ['a name with U+0000', { causeway_id: 'deal_\0' }],
  ['a reason with U+0000', { status: 'Closed - Lost', why: 'a\0b' }],
  ['a day that does not exist', { closed_on: '2026-13-45' }],
  ['no day', { closed_on: 'infinity' }],
  ['a day in the year 0', { closed_on: '0000-01-01' }],
  ['an amount that is none', { worth: '1e999' }],
])('%s that a source tells is a failed event, and the events beside it are processed', async ([, odd], context) => {
  const engine = await startEngine(context);
  const { tell } = await addPrm(engine, { close_date_path: '/deal/closed_on', amount_path: '/deal/worth' });
  const id = await approvedDeal(engine, 'Acme');
  // Neither is later than the other, so neither supersedes the other, whichever is processed first.
  const at = new Date().toISOString();
  const told = [tell({ causeway_id: id, status: 'Negotiation', ...odd }, { at }), tell({ causeway_id: id, status: 'Negotiation' }, { at })];
  expect(await Promise.all(told)).toMatchObject([
    { status: 'failed', reason: expect.stringContaining('replay the event') },
    { status: expect.stringMatching(/processed|superseded/) },
  ]);
  expect((await engine.call('GET', `/deals/${id}`)).body).toMatchObject({ stage: 'committed' });
});
