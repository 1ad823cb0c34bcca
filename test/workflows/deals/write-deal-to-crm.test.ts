import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { changeDeal, insertDeal } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { tester } from '#test/support/tester.ts';
import { retryTaskQueue } from '#workflows/messages.ts';

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

test('Temporal retries what passes, waits as long as the CRM asks, and leaves one opportunity', async () => {
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier: 'standard' }, tester);
  const { id } = await insertDeal(
    engine.db,
    { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: { customer: { company_name: 'Brightwell' } } },
    tester,
  );
  await changeDeal(engine.db, id, () => ({ action: 'approved', set: { reviewStatus: 'approved' } }), tester);
  server.plan({ next: ['500', 'drop_after_accept', 'malformed', '429'] });
  const startedAt = performance.now();
  const outcome = await engine.temporal.activity.execute('writeDealToCrm', {
    id: `write-deal-to-crm/${id}`,
    taskQueue: retryTaskQueue,
    args: [id],
    startToCloseTimeout: '30s',
    retry: { initialInterval: '10ms', backoffCoefficient: 1 },
  });
  expect(outcome).toBe('written');
  // Retry-After of the CRM's 429.
  expect(performance.now() - startedAt).toBeGreaterThan(2_000);
  expect(server.requests()).toBe(5);
  expect(server.opportunities()).toMatchObject([{ external_id: id, writes: 3 }]);
});
