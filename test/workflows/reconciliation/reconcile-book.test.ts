import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { bookNames } from '#domain/reconciliation/reconciliation.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { reconcileBookId, wakeBooksId } from '#workflows/reconciliation/messages.ts';

let engine: TestEngine;
let crmServer: SandboxCrmServer;
let crm: SandboxCrm;
beforeAll(async () => {
  crmServer = await startSandboxCrm({ port: 0, token: 't' });
  // There is no list of opportunities at this address.
  crm = createSandboxCrm({ url: `${crmServer.url}/elsewhere/`, token: 't', version: 'test' });
  engine = await startTestEngine({ crm });
});
afterAll(async () => {
  await engine.close();
  await crm.close();
  await crmServer.stop();
});

interface Listed {
  book: string;
  latest_run: { run_id: string; night: string; state: string; reason: string | null; open_findings: number } | null;
}
const books = async () => (await engine.call('GET', '/books')).body['data'] as Listed[];

/** Reconciles a book now, to its end. */
async function reconcile(book: string) {
  const { status, body } = await engine.call('POST', `/books/${book}/reconcile`);
  expect(status).toBe(202);
  const run = async () => (await books()).find((one) => one.book === book)?.latest_run;
  return (await eventually(run, (found) => found?.run_id === body['run_id'] && found?.state !== 'running')) as NonNullable<
    Listed['latest_run']
  >;
}

const findings = async (runId: string) =>
  (await engine.db.sql<{ aId: string; fingerprint: string; state: string }[]>`
    select a_id as "aId", fingerprint, state from reconciliation_finding where run_id = ${runId} order by id`) as {
    aId: string;
    fingerprint: string;
    state: string;
  }[];

test('in the night each book is compared, nothing is found while deliveries are being made, and what cannot be read is named', async () => {
  const { receiver, type, endpoint } = await addReceivingEndpoint(engine);
  const failing = await addReceivingEndpoint(engine, { event_types: [type] });
  const paused = await addReceivingEndpoint(engine, { event_types: [type] });
  failing.receiver.answerWith({ status: 500 });
  await engine.call('PATCH', `/endpoints/${paused.endpoint.id}`, { state: 'paused' });
  // As old as endpoints are, of which it is known what they receive.
  await engine.db.sql`update endpoint set created_at = now() - interval '1 day', updated_at = now() - interval '1 day'`;
  const old = await publish(engine, type, { partner_ids: [endpoint.partnerId] });
  await deliveryIn(engine, old, 'delivered');
  let isOver = false;
  const traffic = (async () => {
    while (!isOver) await engine.call('POST', '/events/batch', { events: Array.from({ length: 20 }, () => ({ type, data: { n: 1 } })) });
  })();
  const schedule = engine.temporal.schedule.getHandle(wakeBooksId);
  await eventually(
    () =>
      schedule.trigger().then(
        () => true,
        () => false,
      ),
    (triggered) => triggered,
  );
  const ended = await eventually(books, (all) => all.every((one) => one.latest_run !== null && one.latest_run.state !== 'running'));
  isOver = true;
  await traffic;
  expect(ended.map(({ book, latest_run: run }) => [book, run?.state, run?.open_findings])).toEqual(
    bookNames.map((book) => [book, book === 'deals' ? 'incomplete' : 'completed', 0]),
  );
  const deals = ended.find(({ book }) => book === 'deals')?.latest_run;
  expect(deals?.reason).toMatch(/^opportunities: .* answered HTTP 404/);
  const [deliveries] = await engine.db.sql<{ report: { headline: string; checks: { check: string; checked: number }[] } }[]>`
    select report from reconciliation_run where book = 'deliveries'`;
  expect(deliveries?.report.headline).toMatch(/^\d+ rows compared: nothing is wrong$/);
  expect(deliveries?.report.checks.map(({ check }) => check)).toContain('retrying-deliveries');

  const told = await engine.db.sql<{ type: string; book: string }[]>`
    select type, data::jsonb ->> 'book' as book from event where type like 'causeway.reconciliation.%' order by type, book`;
  expect(told.map(({ type: name, book }) => `${name} ${book}`)).toEqual([
    ...bookNames
      .filter((book) => book !== 'deals')
      .toSorted()
      .map((book) => `causeway.reconciliation.completed ${book}`),
    'causeway.reconciliation.incomplete deals',
  ]);

  const { night = '' } = ended.find(({ book }) => book === 'audit')?.latest_run ?? {};
  await replayNow(engine, reconcileBookId('audit', night), 'book-reconciled');
  await replayNow(engine, reconcileBookId('deals', night), 'book-incomplete');
  const handle = engine.temporal.workflow.getHandle(reconcileBookId('audit', night));
  expect(await handle.query('progress')).toBe('finished');
  const { recentActions } = (await schedule.describe()).info;
  const woken = recentActions[0]?.action.workflow.workflowId ?? '';
  await replayNow(engine, woken, 'books-woken');

  // The night begins once, however often it is asked for.
  await schedule.trigger();
  await eventually(
    () => schedule.describe(),
    ({ info }) => info.recentActions.length === 2 && info.runningActions.length === 0,
  );
  const runs = await engine.db.sql`select from reconciliation_run where book is not null`;
  expect(runs).toHaveLength(bookNames.length);
  await Promise.all([receiver.close(), failing.receiver.close(), paused.receiver.close()]);
});

test('a finding is the same each night, quiet while it is ignored, back when it changes, and settled when it is gone', async () => {
  const { sql } = engine.db;
  const expires = (interval: string) => sql`update api_key set expires_at = now() + ${interval}::interval where id = 'key_soon'`;
  await sql`insert into api_key (id, public_id, secret_hash, name, scopes, created_by) values ('key_soon', 'soon', 'x', 'Soon', '{}', 'c')`;
  await expires('20 days');
  const first = await reconcile('expiries');
  const second = await reconcile('expiries');
  expect([first.open_findings, second.open_findings]).toEqual([1, 1]);
  const [[before], [present]] = [await findings(first.run_id), await findings(second.run_id)];
  expect(present).toMatchObject({ aId: 'key_soon', fingerprint: before?.fingerprint, state: 'open' });

  const listed = await engine.call('GET', `/reconciliations/${second.run_id}/findings`);
  const id = listed.body['data'][0].id as string;
  expect((await engine.call('POST', `/reconciliation-findings/${id}/ignore`, { reason: 'It ends on purpose' })).status).toBeLessThan(300);
  expect((await reconcile('expiries')).open_findings).toBe(0);
  await expires('2 days');
  const changed = await reconcile('expiries');
  expect(changed.open_findings).toBe(1);

  await expires('1 year');
  expect((await reconcile('expiries')).open_findings).toBe(0);
  expect(await findings(changed.run_id)).toMatchObject([{ state: 'settled' }]);
});

test('a book is not reconciled twice at once', async () => {
  await engine.db.sql`insert into reconciliation_run (id, book, night, trigger) values ('rcn_busy', 'erasures', '2026-03-01', 'request')`;
  const { status, body } = await engine.call('POST', '/books/erasures/reconcile');
  expect([status, body['code']]).toEqual([409, 'conflict']);
});

/** What an activity leaves behind after three processes that died of it. */
const diedOf = (workflowId: string, activity: string, argument: unknown) => engine.db.sql`
  insert into unfinished_work (id, holder, tries)
  values (${`${workflowId}/${activity}/${hash('sha256', JSON.stringify(argument), 'base64url').slice(0, 16)}`}, 'eng_gone', 3)`;

const ended = (runId: string) =>
  eventually(
    async () =>
      (
        await engine.db.sql<{ state: string; reason: string | null }[]>`select state, reason from reconciliation_run where id = ${runId}`
      )[0],
    (run) => run !== undefined && run.state !== 'running',
  );

test('a check that ends its process is named in an incomplete run, and a run that does gives up with its reason', async () => {
  const { sql } = engine.db;
  await diedOf(reconcileBookId('retention', '2026-01-01'), 'checkBook', { runId: 'rcn_deadly', check: 'overdue-rows' });
  await diedOf(reconcileBookId('retention', '2026-01-02'), 'beginBookRun', 'rcn_given_up');
  const begin = (id: string, night: string) =>
    sql`insert into reconciliation_run (id, book, night, trigger) values (${id}, 'retention', ${night}, 'request')`;
  await begin('rcn_deadly', '2026-01-01');
  expect(await ended('rcn_deadly')).toEqual({
    state: 'incomplete',
    reason: expect.stringMatching(/^overdue-rows: checkBook was tried 3 times/),
  });
  const done = await sql`select feed from reconciliation_feed where run_id = 'rcn_deadly' and problem is null and ended_at is not null`;
  expect(done.map(({ feed }) => feed).toSorted()).toEqual(['dead-letters', 'purge']);
  await begin('rcn_given_up', '2026-01-02');
  expect(await ended('rcn_given_up')).toEqual({ state: 'failed', reason: expect.stringMatching(/^beginBookRun was tried 3 times/) });
  await eventually(
    () => sql`select from event where type = 'causeway.workflow.gave_up' and data::jsonb ->> 'subject_id' = 'rcn_given_up'`,
    (events) => events.length === 1,
  );
  await replayNow(engine, reconcileBookId('retention', '2026-01-02'), 'book-given-up');
});
