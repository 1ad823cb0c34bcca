import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { dealSituation, registerDealId } from '#workflows/deals/messages.ts';

let server: SandboxCrmServer;
let crm: SandboxCrm;
let engine: TestEngine;
beforeAll(async () => {
  server = await startSandboxCrm({ port: 0, token: 'right' });
  crm = createSandboxCrm({ url: server.url, token: 'right', version: 'test' });
  engine = await startTestEngine({ crm });
});
afterAll(async () => {
  await engine.close();
  await crm.close();
  await server.stop();
});

const approved = (company: string) => approvedDeal(engine, company);

const handleOf = (id: string) => engine.temporal.workflow.getHandle(registerDealId(id));
const situationOf = (id: string) =>
  handleOf(id)
    .query(dealSituation)
    .catch((): Record<string, unknown> => ({}));
const memoOf = async (id: string) => (await handleOf(id).describe()).memo ?? {};
const detailsOf = async (id: string) => {
  const { currentDetails } = await handleOf(id).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails;
};
const eventsOf = async (type: string) =>
  (await engine.db.sql<{ data: Record<string, unknown> }[]>`select data::jsonb as data from event where type = ${type}`).map(
    ({ data }) => data,
  );
const crmOf = async (id: string) => (await engine.call('GET', `/deals/${id}`)).body['crm'] as Record<string, unknown>;
const idsWith = async (state: string) =>
  ((await engine.call('GET', `/deals?crm_state=${state}`)).body['data'] as { id: string }[]).map(({ id }) => id);

test('a CRM that is away shows in Temporal, in the API and as one event; when it is back the deals are written', async () => {
  const port = Number(new URL(server.url).port);
  await server.stop();
  const ids = [await approved('Awaywell Systems'), await approved('Absentia Foods')];
  const [first] = ids as [string, string];
  const waiting = await eventually(
    () => situationOf(first),
    ({ crm }) => crm != null,
  );
  expect(waiting).toMatchObject({
    isWritingToCrm: true,
    crm: { error: expect.stringContaining('ECONNREFUSED'), next: expect.any(String) },
  });
  await eventually(
    () => detailsOf(first),
    (details) => /the CRM write failed \(.*ECONNREFUSED.*\); attempt \d+ at \d{4}-/.test(details ?? ''),
  );
  await expect
    .poll(() => memoOf(first))
    .toMatchObject({
      lastError: expect.stringContaining('ECONNREFUSED'),
      attempts: expect.any(Number),
      nextAttemptAt: expect.any(String),
      reviewStatus: 'approved',
    });
  expect(await crmOf(first)).toEqual({
    state: 'retrying',
    version: null,
    error: expect.stringContaining('ECONNREFUSED'),
    next: expect.any(String),
  });
  expect((await idsWith('retrying')).toSorted()).toEqual(ids.toSorted());
  const reported = await eventually(
    () => eventsOf('causeway.crm.unavailable'),
    (events) => events.length > 0,
  );
  expect(reported).toMatchObject([{ reason: expect.stringContaining('ECONNREFUSED'), remedy: expect.any(String) }]);

  server = await startSandboxCrm({ port, token: 'right' });
  for (const id of ids) {
    const written = await eventually(
      () => crmOf(id),
      ({ state }) => state === 'written',
    );
    expect(written).toMatchObject({ version: expect.any(Number), error: null, next: null });
    await eventually(
      () => situationOf(id),
      ({ isWritingToCrm }) => isWritingToCrm === false,
    );
    const memo = await eventually(
      () => memoOf(id),
      ({ lastError }) => lastError === undefined,
    );
    expect(memo).toMatchObject({ reviewStatus: 'approved' });
  }
  expect((await idsWith('written')).toSorted()).toEqual(ids.toSorted());
  expect(await idsWith('retrying')).toEqual([]);
  expect(await eventsOf('causeway.crm.unavailable')).toHaveLength(1);
  expect(await eventsOf('causeway.crm.recovered')).toHaveLength(1);

  for (const id of ids) await engine.call('POST', `/deals/${id}/withdraw`, { reason: 'gone' });
  // All of them: what the CRM is told of one would meet the fault that the next test plans.
  for (const id of ids) expect(await handleOf(id).result()).toBe('withdrawn');
  await replayNow(engine, registerDealId(first), 'shown-deal-crm-away');
});

test('a write that the CRM has not answered yet shows as running', async () => {
  server.plan({ next: ['timeout'] });
  const id = await approved('Slowwell Toys');
  await eventually(
    () => situationOf(id),
    ({ isWritingToCrm }) => isWritingToCrm === true,
  );
  await eventually(
    () => detailsOf(id),
    (details) => details?.endsWith('the CRM is being written') === true,
  );
  expect(await crmOf(id)).toMatchObject({ state: 'pending', error: null });
});

test('deals that a refused token kept out are written within seconds of a restart with another one', async () => {
  await engine.stop();
  const [wrong, right] = ['wrong', 'right'].map((token) => createSandboxCrm({ url: server.url, token, version: 'test' }));
  const refused = await startTestEngine({ crm: wrong!, beside: engine });
  const before = server.requests();
  const ids = [await approved('Tokenwell Systems'), await approved('Keywell Foods')];
  for (const id of ids) {
    const { error } = await eventually(
      () => crmOf(id),
      ({ state }) => state === 'retrying',
    );
    expect(error).toContain('401');
  }
  expect(await eventsOf('causeway.crm.token_refused')).toHaveLength(1);
  // One request found it out; the deal of the previous test asked nothing, too.
  expect(server.requests() - before).toBeLessThanOrEqual(2);
  await refused.close();

  const restarted = await startTestEngine({ crm: right!, beside: engine });
  for (const id of ids) {
    await eventually(
      () => crmOf(id),
      ({ state }) => state === 'written',
    );
  }
  await restarted.close();
  await Promise.all([wrong!.close(), right!.close()]);
  expect(await eventsOf('causeway.crm.token_refused')).toHaveLength(1);
});
