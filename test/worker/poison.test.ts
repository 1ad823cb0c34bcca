import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertEventType } from '#db/events/event-type.ts';
import { createPartner } from '#db/partners/partner.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { type SupervisedWorker, superviseWorker } from '#test/support/supervised-worker.ts';
import { tester } from '#test/support/tester.ts';

let engine: TestEngine;
let worker: SupervisedWorker | undefined;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(async () => {
  await worker?.stop();
  await engine.close();
});

const ask = async (url: string) => (await engine.call('GET', url)).body;
const gaveUp = 'causeway.workflow.gave_up';
const triedInVain = expect.stringMatching(/was tried 3 times, and each time the process died or did not respond/);

// A death is noticed when a lease or a workflow task is overdue, after 10 s, or an activity, after 60 s: of those, two tries are noted.
test('work that kills its process is ended with its reason after three tries, and nothing else is', { timeout: 900_000 }, async () => {
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine, { transformation: '$' });
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const crmDeal = await approvedDeal(engine, 'Deadly in the CRM: deadly');
  const submitted = (await engine.call('POST', '/deals', { partner_id: partnerId, ...readyDeal('Advance') })).body['id'] as string;
  await engine.call('POST', `/deals/${submitted}/submit`);
  await eventually(
    () => ask(`/deals/${submitted}`),
    (deal) => deal['review_status'] === 'in_review',
  );
  const { id: programmeId } = (
    await engine.call('POST', '/programmes', { name: 'Deadly', settings: { required: [], custom_schema: { title: 'deadly' } } })
  ).body;
  await engine.call('PATCH', `/partners/${partnerId}`, { programme_id: programmeId });
  await insertEventType(engine.db.sql, { name: 'customer.created', description: '', schema: { title: 'deadly' } }, tester);
  await engine.db.sql`update event_type_version set schema = '{"title":"deadly"}' where event_type = 'deal.rejected'`;
  await engine.stop();

  const innocent = [];
  const deadly = await publish(engine, type, { data: { is: 'deadly' } });
  for (let n = 0; n < 20; n++) innocent.push(await publish(engine, type));
  const rows = [{ external_id: '1', ...readyDeal('Imported'), custom: { a: 1 } }];
  const job = (await engine.call('POST', `/deal-imports?partner_id=${partnerId}&submit=true`, rows)).body['id'] as string;
  const sandbox = (await engine.call('POST', '/sandboxes', { seed: 1 })).body['partner_id'] as string;
  const erasure = (await engine.call('POST', '/erasures', { email: 'ada@acme.example' })).body['id'] as string;
  await engine.call('POST', `/deals/${submitted}/reject`, { reason: 'No' });
  await engine.call('POST', `/deals/${crmDeal}/reassign`, { assignee: 'ada', reason: 'Next' });
  for (const work of [
    [`register-deal/${crmDeal}`, 'writeDealToCrm', crmDeal],
    [`provision-sandbox/${sandbox}`, 'publishSyntheticData', sandbox],
    [`erase-data-subject/${erasure}`, 'eraseSubjectEvents', erasure],
    [`import-deals/${job}`, 'importDealRows', job],
  ] as const) {
    await noteTries(engine, 2, work);
  }

  const { lines, deaths } = (worker = superviseWorker(engine));
  const delivery = await deliveryIn(engine, deadly, 'dead_lettered');
  expect(delivery).toMatchObject({ attempts: [], last_error: triedInVain });
  for (const id of innocent) await deliveryIn(engine, id, 'delivered');
  const given = (url: string, field: string) =>
    eventually(
      () => ask(url),
      (body) => typeof body[field] === 'string' || typeof body['crm']?.error === 'string',
    );
  expect(await given(`/deals/${submitted}`, 'process_error')).toMatchObject({ process_error: triedInVain });
  expect(await given(`/deals/${crmDeal}`, '')).toMatchObject({ crm: { state: 'rejected', error: triedInVain } });
  expect(await given(`/sandboxes/${sandbox}`, 'reason')).toMatchObject({ status: 'provisioning', reason: triedInVain });
  expect(await given(`/erasures/${erasure}`, 'reason')).toMatchObject({ status: 'running', reason: triedInVain });
  expect(await given(`/deal-imports/${job}`, 'reason')).toMatchObject({ status: 'failed', done: 1, failed: 1, reason: triedInVain });

  // Three deaths each of the delivery and the deal, one of the others, at most: one death can concern several.
  expect(deaths()).toBeLessThanOrEqual(10);
  // Twice if another piece of work ends the process before the activity is completed, or if the sweeper starts the workflow at that moment.
  const logged = () => lines.filter((line) => line['type'] === gaveUp).map((line) => line['subject_id'] as string);
  const published = async () =>
    (await engine.db.sql<{ id: string }[]>`select data::jsonb->>'subject_id' as id from event where type = ${gaveUp}`).map(({ id }) => id);
  for (const told of [logged, published]) {
    const subjects = await eventually(
      async () => new Set(await told()),
      ({ size }) => size >= 5,
    );
    expect([...subjects].toSorted()).toEqual([submitted, crmDeal, sandbox, erasure, job].toSorted());
  }
  expect((await ask('/events?type=causeway.delivery.dead_lettered'))['data']).toHaveLength(1);

  // The process that gave up lives on.
  const before = deaths();
  await deliveryIn(engine, await publish(engine, type), 'delivered');
  expect(deaths()).toBe(before);
  expect(receiver.problems()).toEqual([]);
  await receiver.close();
  expect((await ask(`/endpoints/${endpoint.id}`))['state']).toBe('enabled');
  await replayNow(engine, `import-deals/${job}`, 'import-given-up');
  await replayNow(engine, `provision-sandbox/${sandbox}`, 'sandbox-given-up');
  await replayNow(engine, `erase-data-subject/${erasure}`, 'erasure-given-up');
  await replayNow(engine, `register-deal/${submitted}`, 'deal-given-up');
});
