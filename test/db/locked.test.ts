import { readFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorTranslation } from '#apps/worker/errors.ts';
import { insertEvents } from '#db/delivery/event-publish.ts';
import { GroupCommit } from '#db/group-commit.ts';
import { migrate } from '#db/migrate.ts';
import { newId } from '#domain/id.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { createDatabase } from '#test/support/services.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

/** Runs `work` while another session has this statement in an open transaction, as somebody in psql would. */
async function whileOpen<Result>(statement: string, work: () => Promise<Result>, url = api.url): Promise<Result> {
  const other = postgres(url, { max: 1, connection: { application_name: 'psql' }, onnotice: () => {} });
  try {
    return await other
      .begin(async (tx) => {
        await tx.unsafe(statement);
        return { result: await work() };
      })
      .then(({ result }) => result);
  } finally {
    await other.end();
  }
}

const auditChain = `select pg_advisory_xact_lock(hashtextextended('causeway.audit_chain', 0))`;
const call = (method: 'POST' | 'DELETE' | 'PATCH' | 'GET', path: string, payload?: object, headers: object = {}) =>
  api.app.inject({ method, url: `/api/v1${path}`, headers: { ...api.headers, ...headers }, ...(payload && { payload }) });

describe('while another transaction holds a lock', () => {
  test('every change of the API that needs it gets 503 database_busy with Retry-After, and nothing is done', async () => {
    const { id } = await api.partner();
    const { id: doomed } = await api.partner();
    const replies = await whileOpen(auditChain, () =>
      Promise.all([
        call('POST', `/partners/${id}/suspend`, { reason: 'unpaid' }),
        call('DELETE', `/partners/${doomed}`),
        call('POST', '/partners', { name: 'Late' }, { 'idempotency-key': 'locked' }),
        call('POST', '/endpoints', { partner_id: id, url: 'https://partner.example/hooks' }),
        call('POST', '/event-types', { name: 'locked.type', schema: {} }),
        call('POST', '/api-keys', { name: 'late', scopes: ['events:write'] }),
      ]),
    );
    for (const reply of replies) {
      expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([503, 'database_busy', '2']);
    }
    expect((await call('GET', `/partners/${id}`)).json().status).toBe('active');
    expect((await call('POST', `/partners/${id}/suspend`, { reason: 'unpaid' })).statusCode).toBe(200);
    expect((await call('POST', '/partners', { name: 'Late' }, { 'idempotency-key': 'locked' })).statusCode).toBe(201);
    expect(await api.db.sql`select from partner where name = 'Late'`).toHaveLength(1);
  });

  test('the query of the runbook names the session', async () => {
    const runbook = await readFile('docs/runbook.md', 'utf8');
    const [, query] = /-c "(select a\.pid, [^"]+)"/.exec(runbook) ?? [];
    const found = await whileOpen(auditChain, async () => {
      const waiting = call('POST', '/partners', { name: 'Waiting' });
      await expect.poll(async () => await api.db.sql.unsafe(query ?? '')).toMatchObject([{ application_name: 'psql', waiting: '1' }]);
      return (await waiting).json().code;
    });
    expect(found).toBe('database_busy');
  });

  test('an activity fails with the reason, and is retried', async () => {
    const { id } = await api.partner();
    const activity = () => api.db.orm.transaction((tx) => tx.execute(`update partner set name = 'x' where id = '${id}'`));
    const failure = await whileOpen(`select from partner where id = '${id}' for update`, async () =>
      Promise.resolve(errorTranslation.inbound?.execute?.({ args: [], headers: {} }, activity)).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'DatabaseBusy', nonRetryable: false });
    expect((failure as Error).message).toContain('canceling statement due to lock timeout');
  });

  test('other events are accepted, although they share a batch with one that waits', async () => {
    await api.eventType('locked.event');
    const commits = new GroupCommit((ids: string[]) => insertEvents(api.db.hot, ids.map(toEvent), { owner: null, fullEndpoints: [] }));
    const sameId = `insert into event (id, type, schema_version, external_id, occurred_at, data)
      values ('evt_open', 'locked.event', 1, 'blocked', now(), '{}')`;
    const results = await whileOpen(sameId, () => Promise.allSettled(['blocked', 'free-1', 'free-2'].map((id) => commits.submit(id))));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(await api.db.sql`select from event where external_id like 'free-%'`).toHaveLength(2);
  });
});

const toEvent = (externalId: string) => ({
  id: newId('evt'),
  type: 'locked.event',
  schemaVersion: 1,
  externalId,
  occurredAt: new Date(),
  dataJson: '{}',
});

describe('a migration that waits for a lock', () => {
  test.each([
    ['of a table', `lock table drizzle.__drizzle_migrations in access exclusive mode`, { turnMs: 60_000, lockMs: 1_500 }],
    ['of another migration', `select pg_advisory_lock(727001)`, { turnMs: 1_500, lockMs: 60_000 }],
  ])('%s fails in time, names the session that holds it, and succeeds afterwards', async (_, lock, patience) => {
    const database = await createDatabase();
    const failure = await whileOpen(
      lock,
      () =>
        migrate(database.url, patience).then(
          () => undefined,
          (error: Error) => error,
        ),
      database.url,
    );
    expect(failure?.message).toMatch(/Nothing was changed\. .*pid \d+ \(psql, idle in transaction, transaction open for \d+ s\): /);
    expect(failure?.message).toContain(lock);
    await migrate(database.url);
    await database.drop();
  });
});
