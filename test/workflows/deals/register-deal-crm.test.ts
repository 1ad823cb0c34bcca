import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { dealSituation, registerDealId } from '#workflows/deals/messages.ts';
import { dealTaskQueue } from '#workflows/messages.ts';

let server: SandboxCrmServer;
let crm: SandboxCrm;
let engine: TestEngine;
beforeAll(async () => {
  server = await startSandboxCrm({ port: 0, token: 'crm_token' });
  crm = createSandboxCrm({ url: server.url, token: 'crm_token', version: 'test' });
  engine = await startTestEngine({ crm });
});
afterAll(async () => {
  await engine.close();
  await crm.close();
  await server.stop();
});

const approved = (company: string, tier?: 'standard' | 'sandbox') => approvedDeal(engine, company, tier);
const opportunitiesOf = (id: string) => server.opportunities().filter((opportunity) => opportunity.external_id === id);
const inCrm = (id: string, expected: object) =>
  eventually(
    () => opportunitiesOf(id),
    ([found]) => found !== undefined && Object.entries(expected).every(([name, value]) => found[name as keyof typeof found] === value),
  );
const runOf = async (id: string) => (await (await startedWorkflow(engine, registerDealId(id))).describe()).runId;
const handleOf = (id: string) => engine.temporal.workflow.getHandle(registerDealId(id));
const stage = (id: string, to: string, reason?: string) =>
  engine.call('POST', `/deals/${id}/stage`, { stage: to, ...(reason && { reason }) });

test('an approved deal is one opportunity in a CRM that fails, and follows the deal to its end', async () => {
  server.plan({ next: ['500', 'drop_after_accept'] });
  const id = await approved('Onwardwell Systems');
  const firstRun = await runOf(id);
  await inCrm(id, { status: 'open', stage: 'prospect' });
  await stage(id, 'qualified');
  await inCrm(id, { stage: 'qualified' });
  await eventually(
    () => handleOf(id).query(dealSituation),
    ({ isWritingToCrm }) => isWritingToCrm === false,
  );
  server.plan({ next: ['reset', '503'] });
  await stage(id, 'lost', 'They keep what they have');
  expect(await handleOf(id).result()).toBe('lost');
  expect(opportunitiesOf(id)).toMatchObject([{ status: 'lost', stage: 'lost' }]);
  await replayNow(engine, registerDealId(id), 'deal-crm-retried', firstRun);
  await replayNow(engine, registerDealId(id), 'deal-lost-in-crm');
});

test('what the CRM refuses is reported, keeps the protection running, and is mended by the next change', async () => {
  server.plan({ next: ['400'] });
  const id = await approved('Refusedwell Foods');
  const reported = () => engine.db.sql<{ data: { reason: string } }[]>`
    select data::jsonb as data from event where type = 'causeway.deal.crm_refused' and data::jsonb->>'deal_id' = ${id}`;
  const [event] = await eventually(reported, (rows) => rows.length > 0);
  expect(event?.data.reason).toBeTruthy();
  expect(opportunitiesOf(id)).toEqual([]);
  await stage(id, 'qualified');
  await inCrm(id, { status: 'open', stage: 'qualified' });
  await eventually(
    async () => (await engine.db.sql`select 1 from deal where id = ${id} and crm_error is null`).length,
    (found) => found === 1,
  );
});

test("a sandbox's deals stay out of the CRM", async () => {
  const id = await approved('Sandwell Toys', 'sandbox');
  for (const next of ['qualified', 'business_validation', 'committed', 'won']) await stage(id, next);
  await runOf(id);
  expect(await handleOf(id).result()).toBe('won');
  expect(opportunitiesOf(id)).toEqual([]);
});

test('what the CRM refused of a closed deal is written by another run, found by its deal', async () => {
  const id = await approved('Lateclose Systems');
  await inCrm(id, { status: 'open' });
  await eventually(
    () => handleOf(id).query(dealSituation),
    ({ isWritingToCrm }) => isWritingToCrm === false,
  );
  server.plan({ next: ['400'] });
  expect((await engine.call('POST', `/deals/${id}/withdraw`, { reason: 'gone' })).status).toBe(200);
  expect(await handleOf(id).result()).toBe('withdrawn');
  expect(opportunitiesOf(id)).toMatchObject([{ status: 'open' }]);
  const again = await engine.temporal.workflow.start('registerDeal', {
    workflowId: registerDealId(id),
    taskQueue: dealTaskQueue,
    args: [{ dealId: id }],
  });
  expect(await again.result()).toBe('withdrawn');
  expect(opportunitiesOf(id)).toMatchObject([{ status: 'lost', lost_reason: 'gone' }]);
  expect((await again.describe()).searchAttributes).toMatchObject({ DealId: [id] });
});
