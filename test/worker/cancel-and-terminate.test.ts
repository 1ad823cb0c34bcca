import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import type { Queryable } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { addConnection, addSync, sendStripeEvent } from '#test/support/connection-calls.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { tester } from '#test/support/tester.ts';
import { disconnectConnectionId, maintainConnectionId, processInboundId } from '#workflows/connections/messages.ts';
import { importDealsId, registerDealId } from '#workflows/deals/messages.ts';
import { deliverWebhookId, drainEndpointId } from '#workflows/delivery/messages.ts';
import { eraseDataSubjectId, erasePartnerId, purgeExpiredId } from '#workflows/erasure/messages.ts';
import { taskQueue } from '#workflows/messages.ts';
import { reconcileBookId, reconcileConnectionId } from '#workflows/reconciliation/messages.ts';
import { promotePartnerId, provisionSandboxId } from '#workflows/sandboxes/messages.ts';
import { syncConnectionId, wakeSyncId } from '#workflows/sync/messages.ts';

let engine: TestEngine;
let hubspot: HubSpotFake;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0 });
  // Retries come after an hour, so that only a workflow that was started again can be at work.
  engine = await startTestEngine({
    vendorUrls: { hubspot: hubspot.url },
    settings: { webhooks: { retry: { sandbox: { schedule_s: [3_600, 3_600] } } } },
  });
  // The worker registers the search attributes, then the schedule.
  await eventually(
    () =>
      engine.temporal.schedule
        .getHandle(purgeExpiredId)
        .describe()
        .catch(() => null),
    (found) => found !== null,
  );
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

const stops = ['cancel', 'terminate'] as const;

/** Stops the running workflow as an operator does in Temporal UI. Returns the id of the run. */
async function stop(workflowId: string, how: (typeof stops)[number]): Promise<string> {
  const handle = engine.temporal.workflow.getHandle(workflowId);
  const { runId } = await eventually(
    () => handle.describe().catch(() => null),
    (found) => found?.status.name === 'RUNNING',
  ).then((found) => found as NonNullable<typeof found>);
  await handle[how]();
  return runId;
}

/** Stops the workflow, and waits until another run of it has begun. */
async function stopUntilAnotherRun(workflowId: string, how: (typeof stops)[number]): Promise<void> {
  const stopped = await stop(workflowId, how);
  await eventually(
    () => engine.temporal.workflow.getHandle(workflowId).describe(),
    ({ runId }) => runId !== stopped,
  );
}

/** The id of the one workflow that is running and matches. */
async function running(query: string): Promise<string> {
  const find = async () => {
    for await (const { workflowId } of engine.temporal.workflow.list({ query: `${query} AND ExecutionStatus = 'Running'` })) {
      return workflowId;
    }
    return null;
  };
  return (await eventually(find, (id) => id !== null)) as string;
}

/** Runs `work` while a transaction that has done `first` is open, so that what follows has to wait. */
async function whileOpen<T>(first: (tx: Queryable) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  return engine.db.sql.begin(async (tx) => {
    await first(tx);
    return work();
  }) as Promise<T>;
}

const partner = async (tier: 'standard' | 'sandbox' = 'standard') =>
  (await createPartner(engine.db, { name: 'Acme', tier, ...ampleLimit }, tester)).id;
const reaches = async (path: string, field: string, value: string) =>
  (
    await eventually(
      () => engine.call('GET', path),
      ({ body }) => body[field] === value,
    )
  ).body;

const syncHasRun = (id: string, times: number) =>
  eventually(
    () => engine.call('GET', `/syncs/${id}/runs`),
    ({ body }) => (body['data'] as { state: string }[]).filter(({ state }) => state === 'completed').length >= times,
  );

test('a sync whose schedule was deleted in Temporal runs all the same, and gets another schedule', async () => {
  const id = await addSync(engine, await addConnection(engine, hubspot));
  await syncHasRun(id, 1);
  const schedule = engine.temporal.schedule.getHandle(wakeSyncId(id));
  await schedule.delete();
  await engine.db.sql`update sync_run set ended_at = now() - interval '1 day' where sync_id = ${id}`;
  await syncHasRun(id, 2);
  await expect.poll(() => schedule.describe().catch(String)).toMatchObject({ scheduleId: wakeSyncId(id) });
});

// They wait for the sweeper most of the time.
describe.concurrent.each(stops)('%s', (how) => {
  test('register-deal: goes on in another run, and the deal can still be decided', async () => {
    const { body } = await engine.call('POST', '/deals', { partner_id: await partner(), ...readyDeal(`Acme ${how}`) });
    const id = body['id'] as string;
    await engine.call('POST', `/deals/${id}/submit`);
    await reaches(`/deals/${id}`, 'review_status', 'in_review');
    await stopUntilAnotherRun(registerDealId(id), how);
    await engine.call('POST', `/deals/${id}/reject`, { reason: 'No' });
    expect(await engine.temporal.workflow.getHandle(registerDealId(id)).result()).toBe('rejected');
  });

  test('deliver-webhook: the delivery is cancelled, or goes on in another run', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    receiver.script({ status: 500 });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'retrying');
    const id = delivery['id'] as string;
    if (how === 'cancel') {
      await stop(deliverWebhookId(id), how);
      await reaches(`/deliveries/${id}`, 'status', 'cancelled');
    } else {
      await stopUntilAnotherRun(deliverWebhookId(id), how);
      await engine.call('POST', `/deliveries/${id}/retry`);
      await reaches(`/deliveries/${id}`, 'status', 'delivered');
    }
    await receiver.close();
  });

  test('deliver-webhook in its first attempt: the delivery is cancelled, or goes on in another run', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    receiver.script({ delayMs: 1_500, status: 500 });
    const delivery = await deliveryIn(engine, await publish(engine, type), 'pending');
    const id = delivery['id'] as string;
    if (how === 'cancel') {
      await stop(deliverWebhookId(id), how);
      await reaches(`/deliveries/${id}`, 'status', 'cancelled');
      await replayNow(engine, deliverWebhookId(id), 'cancelled-in-first-attempt');
    } else {
      await stopUntilAnotherRun(deliverWebhookId(id), how);
      await engine.call('POST', `/deliveries/${id}/retry`);
      await reaches(`/deliveries/${id}`, 'status', 'delivered');
    }
    await receiver.close();
  });

  test('deliver-round: its deliveries are delivered all the same', async () => {
    const { receiver, type } = await addReceivingEndpoint(engine);
    receiver.answerWith({ delayMs: 1_000 });
    const events = Array.from({ length: 60 }, () => ({ type, data: { n: 1 } }));
    await engine.call('POST', '/events/batch', { events });
    const round = await running(`WorkflowType = 'deliverRound' AND EventType = '${type}'`);
    await engine.temporal.workflow.getHandle(round)[how]();
    receiver.answerWith({});
    await eventually(
      () => engine.db.sql`select from delivery where event_type = ${type} and status <> 'delivered'`,
      (rows) => rows.length === 0,
    );
    await receiver.close();
  });

  test('drain-endpoint: goes on in another run, and sends what is held', async () => {
    const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
    await engine.db.sql`update endpoint set breaker_open_until = now() + interval '3 s' where id = ${endpoint.id}`;
    const eventId = await publish(engine, type);
    await stop(drainEndpointId(endpoint.id), how);
    await deliveryIn(engine, eventId, 'delivered');
    await receiver.close();
  });

  test('erase-partner: goes on in another run to its end', async () => {
    const id = await partner();
    const erasureId = await whileOpen(
      (tx) => tx`select pg_current_xact_id()`,
      async () => {
        const { body } = await engine.call('DELETE', `/partners/${id}`);
        await stopUntilAnotherRun(erasePartnerId(body['id'] as string), how);
        return body['id'] as string;
      },
    );
    await reaches(`/erasures/${erasureId}`, 'status', 'finished');
  });

  test('erase-data-subject: goes on in another run to its end', async () => {
    const erasureId = await whileOpen(
      (tx) => tx`select pg_current_xact_id()`,
      async () => {
        const { body } = await engine.call('POST', '/erasures', { email: `${how}@acme.example` });
        await stopUntilAnotherRun(eraseDataSubjectId(body['id'] as string), how);
        return body['id'] as string;
      },
    );
    await reaches(`/erasures/${erasureId}`, 'status', 'finished');
  });

  test('promote-partner: goes on in another run to its decision', async () => {
    const id = await partner('sandbox');
    const promotionId = await whileOpen(
      (tx) => tx`select from partner where id = ${id} for key share`,
      async () => {
        const { body } = await engine.call('POST', `/partners/${id}/promotions`, { tier: 'standard' });
        await stopUntilAnotherRun(promotePartnerId(body['id'] as string), how);
        return body['id'] as string;
      },
    );
    await reaches(`/promotions/${promotionId}`, 'status', 'blocked');
  });

  test('maintain-connection: goes on in another run, which notices changes', async () => {
    const id = await addConnection(engine, hubspot);
    await stopUntilAnotherRun(maintainConnectionId(id), how);
    await engine.call('PATCH', `/connections/${id}`, { budget_percent: 50 });
    await eventually(
      () => engine.db.sql<{ due: boolean }[]>`select maintain_at <= now() as due from connection where id = ${id}`,
      ([row]) => row?.due === false,
    );
  });

  test('disconnect-connection: goes on in another run to its end', async () => {
    const id = await addConnection(engine, hubspot);
    await engine.call('POST', `/connections/${id}/disconnect`);
    await reaches(`/connections/${id}`, 'status', 'disconnected');
    // It would be erased in a month.
    await engine.db.sql`update connection set erase_at = now() where id = ${id}`;
    await stopUntilAnotherRun(disconnectConnectionId(id), how);
    await eventually(
      () => engine.call('GET', `/connections/${id}`),
      ({ body }) => body['disconnect_report'].erased.some((line: string) => line.startsWith('Counts of calls')),
    );
  });

  test('sync-connection: goes on in another run, which does the next run of the sync', async () => {
    const id = await addSync(engine, await addConnection(engine, hubspot));
    await syncHasRun(id, 1);
    await stopUntilAnotherRun(syncConnectionId(id), how);
    await engine.call('POST', `/syncs/${id}/trigger`);
    await syncHasRun(id, 2);
  });

  test('wake-sync: the next one asks for a run', async () => {
    const id = await addSync(engine, await addConnection(engine, hubspot));
    await syncHasRun(id, 1);
    const schedule = engine.temporal.schedule.getHandle(wakeSyncId(id));
    await whileOpen(
      (tx) => tx`select from sync where id = ${id} for update`,
      async () => {
        await schedule.trigger();
        const workflowId = await running(`WorkflowId STARTS_WITH '${wakeSyncId(id)}'`);
        await stop(workflowId, how);
        await engine.temporal.workflow
          .getHandle(workflowId)
          .result()
          .catch(() => null);
      },
    );
    await schedule.trigger();
    await syncHasRun(id, 2);
  });
});

// One after the other, because nothing else can write to the table meanwhile.
describe.each(stops)('%s, while a table is locked', (how) => {
  test('purge-expired: the next run deletes the rest', async () => {
    const key = `expired-${how}`;
    await engine.db.sql`
      insert into idempotency_key (scope, key, fingerprint, created_at) values ('platform', ${key}, 'f', now() - interval '3 days')`;
    const schedule = engine.temporal.schedule.getHandle(purgeExpiredId);
    await whileOpen(
      (tx) => tx`lock table idempotency_key in exclusive mode`,
      async () => {
        await schedule.trigger();
        await stop(await running("WorkflowType = 'purgeExpired'"), how);
      },
    );
    await engine.temporal.workflow.execute('purgeExpired', { workflowId: `${purgeExpiredId}-next-${how}`, taskQueue });
    expect(await engine.db.sql`select from idempotency_key where key = ${key}`).toHaveLength(0);
  });

  test('provision-sandbox: goes on in another run until the sandbox is ready', async () => {
    const id = await whileOpen(
      (tx) => tx`lock table event_type in exclusive mode`,
      async () => {
        const { body } = await engine.call('POST', '/sandboxes', { seed: 1 });
        await stopUntilAnotherRun(provisionSandboxId(body['partner_id'] as string), how);
        return body['partner_id'] as string;
      },
    );
    await reaches(`/sandboxes/${id}`, 'status', 'ready');
  });

  test('process-inbound: its events are processed in another run', async () => {
    const externalId = `evt_${how}`;
    const source = await whileOpen(
      (tx) => tx`lock table change_hint in exclusive mode`,
      async () => {
        const id = await sendStripeEvent(engine, externalId);
        await stopUntilAnotherRun(processInboundId('stripe', externalId), how);
        return id;
      },
    );
    await eventually(
      () => engine.call('GET', `/inbound-events?source_id=${source}`),
      ({ body }) => body['data'][0]?.status === 'processed',
    );
  });

  test('reconcile-book: the run ends as cancelled, or goes on in another run to its end', async () => {
    // Its check of signing keys cannot read them.
    const runId = await whileOpen(
      (tx) => tx`lock table oauth_signing_key in access exclusive mode`,
      async () => {
        const { body } = await engine.call('POST', '/books/expiries/reconcile');
        const workflowId = reconcileBookId('expiries', body['night'] as string);
        if (how === 'terminate') await stopUntilAnotherRun(workflowId, how);
        else await stop(workflowId, how);
        return body['run_id'] as string;
      },
    );
    const [run] = await eventually(
      () => engine.db.sql<{ state: string; reason: string | null }[]>`select state, reason from reconciliation_run where id = ${runId}`,
      ([found]) => found?.state !== 'running',
    );
    expect(run).toEqual(
      how === 'cancel' ? { state: 'cancelled', reason: 'it was cancelled in Temporal' } : { state: 'completed', reason: null },
    );
    const [{ night } = { night: '' }] = await engine.db.sql<
      { night: string }[]
    >`select night::text from reconciliation_run where id = ${runId}`;
    if (how === 'cancel') await replayNow(engine, reconcileBookId('expiries', night), 'book-cancelled');
  });

  test('wake-books: the sweeper begins the night that is missing', async () => {
    // What others asked for goes on.
    await engine.db.sql`delete from reconciliation_run where book is not null and trigger = 'schedule'`;
    // Books have been compared before.
    await engine.db.sql`
      insert into reconciliation_run (id, book, night, trigger, state, ended_at) values (${`rcn_${how}`}, 'audit', current_date - 3, 'schedule', 'completed', now())`;
    await whileOpen(
      (tx) => tx`select pg_advisory_xact_lock(hashtextextended('causeway.books', 0))`,
      async () => stop(await running("WorkflowType = 'wakeBooks'"), how),
    );
    await eventually(
      () =>
        engine.db.sql<
          { state: string }[]
        >`select state from reconciliation_run where book is not null and trigger = 'schedule' and night > current_date - 2`,
      (runs) => runs.length > 1 && runs.every(({ state }) => state !== 'running'),
    );
    const missed = await engine.db.sql`select from reconciliation_run where book = 'audit' and state = 'skipped'`;
    expect(missed.length).toBeGreaterThanOrEqual(1);
    await eventually(
      () => engine.db.sql`select from event where type = 'causeway.reconciliation.missed' and data::jsonb ->> 'book' = 'audit'`,
      (events) => events.length === 1,
    );
  });

  test('reconcile-connection: its run is cancelled, or goes on in another run', async () => {
    const id = await addSync(engine, await addConnection(engine, hubspot));
    await syncHasRun(id, 1);
    hubspot.faults.plan({ kind: 'unavailable', at: /^GET \/crm\/objects\/[^/]+\/companies$/, times: 1_000 });
    const { body } = await engine.call('POST', `/syncs/${id}/reconcile`, {});
    const [{ id: runId, night }] = body['runs'] as [{ id: string; night: string }];
    const runIs = (state: string) =>
      eventually(
        () => engine.db.sql<{ state: string }[]>`select state from reconciliation_run where id = ${runId}`,
        ([run]) => run?.state === state,
      );
    await runIs('running');
    if (how === 'terminate') await stopUntilAnotherRun(reconcileConnectionId(id, night), how);
    else await stop(reconcileConnectionId(id, night), how);
    if (how === 'terminate') hubspot.faults.clear();
    await runIs(how === 'terminate' ? 'completed' : 'cancelled');
    hubspot.faults.clear();
    if (how === 'cancel') await replayNow(engine, reconcileConnectionId(id, night), 'reconcile-cancelled');
  });

  test('import-deals: the import fails with the reason, or goes on in another run', async () => {
    const id = await partner();
    const rows = Array.from({ length: 1_500 }, (_, n) => ({ external_id: `${n}`, ...readyDeal(`Imported ${n}`) }));
    // The rows of an import are written as deals.
    const importId = await whileOpen(
      (tx) => tx`lock table deal in exclusive mode`,
      async () => {
        const { body } = await engine.call('POST', `/deal-imports?partner_id=${id}`, rows);
        const workflowId = importDealsId(body['id'] as string);
        if (how === 'terminate') {
          await stopUntilAnotherRun(workflowId, how);
        } else {
          await stop(workflowId, how);
          // The page waits for the table; how long the end of the import after it waits depends on the limit for locks.
          await eventually(
            () => engine.temporal.workflow.getHandle(workflowId).describe(),
            ({ raw }) => raw.pendingActivities?.some(({ activityType }) => activityType?.name === 'failDealImport') ?? false,
          );
        }
        return body['id'] as string;
      },
    );
    if (how === 'terminate') {
      expect(await reaches(`/deal-imports/${importId}`, 'status', 'finished')).toMatchObject({ created: 1_500, reason: null });
      return;
    }
    const failed = await reaches(`/deal-imports/${importId}`, 'status', 'failed');
    expect(failed).toMatchObject({ total: 1_500, done: 1_500, reason: 'it was cancelled in Temporal' });
    await replayNow(engine, importDealsId(importId), 'import-cancelled');
    const { body } = await engine.call('GET', `/deal-imports/${importId}/rows?status=failed`);
    expect(body['data'][0]).toMatchObject({
      status: 'failed',
      errors: [{ message: 'was not imported, because it was cancelled in Temporal' }],
    });
  });
});
