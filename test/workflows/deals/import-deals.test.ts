import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDealImport, listUnfinishedImports } from '#db/deals/deal-import.ts';
import { createPartner } from '#db/partners/partner.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { importRowsOf } from '#test/support/import-rows.ts';
import { tester } from '#test/support/tester.ts';
import { importDealsId } from '#workflows/deals/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const partner = async () => (await createPartner(engine.db, { name: 'Acme', tier: 'standard' }, tester)).id;
const row = (n: number) => ({
  external_id: `CRM-${n}`,
  customer: { company_name: `Company ${n}`, website: `company${n}.example` },
  title: 'T',
  expected_value: { amount: '100.00', currency: 'EUR' },
  close_date: '2099-01-31',
  type: 'new_business',
});

async function ended(id: string) {
  return (
    await eventually(
      () => engine.call('GET', `/deal-imports/${id}`),
      ({ body }) => body['status'] !== 'running',
    )
  ).body;
}

test.concurrent('rows become drafts, and its workflow says how far it is', async () => {
  const partnerId = await partner();
  const { body } = await engine.call(
    'POST',
    `/deal-imports?partner_id=${partnerId}`,
    Array.from({ length: 1_500 }, (_, n) => row(n)),
  );
  expect(await ended(body['id'])).toMatchObject({ status: 'finished', created: 1_500, failed: 0 });
  const workflowId = importDealsId(body['id']);
  const handle = engine.temporal.workflow.getHandle(workflowId);
  await handle.result();
  expect(await handle.query('progress')).toBe('1500 of 1500 rows');
  await eventually(
    () => engine.temporal.workflow.count(`PartnerId = '${partnerId}' and WorkflowType = 'importDeals'`),
    ({ count }) => count === 1,
  );
  await replayNow(engine, workflowId, 'deals-imported');
  const { history } = await engine.temporal.workflowService.getWorkflowExecutionHistory({
    namespace: engine.namespace,
    execution: { workflowId },
  });
  expect(JSON.stringify(history)).not.toContain('company1');

  // Once more, as the sweeper would while it runs: it finds nothing to do.
  await engine.engine.workflows.deals.importDeals({ id: body['id'], partnerId });
  await handle.result();
  expect((await engine.call('GET', `/deal-imports/${body['id']}`)).body).toMatchObject({ created: 1_500, done: 1_500 });
});

test.concurrent('submitted rows each have their own workflow', async () => {
  const partnerId = await partner();
  const { body } = await engine.call('POST', `/deal-imports?submit=true&partner_id=${partnerId}`, [
    row(1),
    { ...row(2), title: undefined },
    row(3),
  ]);
  expect(await ended(body['id'])).toMatchObject({ status: 'finished', created: 2, failed: 1 });
  const { data } = (await engine.call('GET', `/deals?partner_id=${partnerId}&review_status=draft`)).body;
  expect(data).toMatchObject([{ external_id: 'CRM-2' }]);
  const submitted = await engine.db.sql<{ id: string }[]>`select id from deal where partner_id = ${partnerId} and submitted_at is not null`;
  for (const { id } of submitted) {
    await startedWorkflow(engine, `register-deal/${id}`);
  }
});

test.concurrent('an import of a suspended partner is held without a workflow, and done by the sweeper when the partner is activated', async () => {
  const partnerId = await partner();
  await engine.call('POST', `/partners/${partnerId}/suspend`, { reason: 'unpaid' });
  const { body } = await engine.call('POST', `/deal-imports?partner_id=${partnerId}`, [row(1)]);
  // The API starts it if Temporal can be reached at that moment. Otherwise the sweeper does, once the partner is active.
  const start = () =>
    engine.engine.workflows.deals.importDeals({ id: body['id'], partnerId }).then(
      () => true,
      () => false,
    );
  await eventually(start, (isStarted) => isStarted);
  await engine.temporal.workflow.getHandle(importDealsId(body['id'])).result();
  const unfinished = await listUnfinishedImports(engine.db.sql, { after: '', limit: 100 });
  expect(unfinished.map(({ id }) => id)).not.toContain(body['id']);
  expect((await engine.call('GET', `/deal-imports/${body['id']}`)).body).toMatchObject({ status: 'running', done: 0 });
  await engine.call('POST', `/partners/${partnerId}/activate`);
  expect(await ended(body['id'])).toMatchObject({ status: 'finished', created: 1 });
});

test.concurrent('an import that nobody told Temporal about is done by the sweeper', async () => {
  const partnerId = await partner();
  const input = [{ row: 1, externalId: 'CRM-1', input: JSON.stringify(row(1)), errors: null }];
  const { id } = await createDealImport(engine.db, importRowsOf(input), { partnerId, submit: false }, { kind: 'platform', id: 'key_x' });
  expect(await ended(id)).toMatchObject({ status: 'finished', created: 1 });
});
