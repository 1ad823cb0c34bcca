import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertEvents } from '#db/delivery/event-publish.ts';
import { sql as fragment } from '#db/drizzle.ts';
import { readSnapshot, readSqlSnapshot } from '#db/snapshot.ts';
import { newId } from '#domain/id.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

describe('all statements of a snapshot see the database of the first one', () => {
  const rename = (name: string) => api.db.sql`update programme set name = ${name} where id = 'prg_default'`;

  test('through drizzle', async () => {
    await rename('before');
    const read = async ({ orm }: Pick<TestApp['db'], 'orm'>) => {
      const [row] = await orm.execute<{ name: string }>(fragment`select name from programme where id = 'prg_default'`);
      return row?.name;
    };
    const names = await readSnapshot(api.db, async (at) => {
      const first = await read(at);
      await rename('after');
      return [first, await read(at)];
    });
    expect(names).toEqual(['before', 'before']);
  });

  test('through plain statements', async () => {
    await rename('before');
    const names = await readSqlSnapshot(api.db.sql, async (at) => {
      const read = async () => (await at<{ name: string }[]>`select name from programme where id = 'prg_default'`)[0]?.name;
      const first = await read();
      await rename('after');
      return [first, await read()];
    });
    expect(names).toEqual(['before', 'before']);
  });

  test('and change nothing', async () => {
    await expect(readSqlSnapshot(api.db.sql, (at) => at`delete from partner`)).rejects.toMatchObject({ code: '25006' });
  });
});

/** The answer to a request that waits for this table after its first statement, while `change` commits. */
async function answerDuring(table: string, url: string, change: (tx: TestApp['db']['sql']) => Promise<unknown>) {
  const { reply } = await api.db.sql.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in access exclusive mode`);
    const reply = api.app.inject({ url: `/api/v1${url}`, headers: api.headers });
    const waiting = async () => (await api.db.hot`select from pg_locks where relation = ${table}::regclass and not granted`).length;
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await change(tx as unknown as TestApp['db']['sql']);
    return { reply };
  });
  const { statusCode, ...answer } = await reply;
  return { status: statusCode, body: answer.json() };
}

async function publishOne() {
  const partner = await api.partner();
  const type = `torn.${newId('evt').toLowerCase()}`;
  await api.eventType(type);
  const made = await api.app.inject({
    method: 'POST',
    url: '/api/v1/endpoints',
    headers: partner.headers,
    payload: { url: 'https://partner.example/hooks', event_types: [type] },
  });
  const event = { id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: '{}' };
  await insertEvents(api.db.sql, [event], { owner: null, fullEndpoints: [] });
  const [delivery] = await api.db.sql<{ id: string }[]>`select id from delivery where event_id = ${event.id}`;
  return { eventId: event.id, deliveryId: delivery?.id as string, endpointId: made.json().id as string };
}

describe('an answer does not contradict itself when a change commits between its statements', () => {
  test('a delivery and its attempts', async () => {
    const { deliveryId } = await publishOne();
    const { body } = await answerDuring('attempt', `/deliveries/${deliveryId}`, async (tx) => {
      await tx`update delivery set status = 'delivered', attempts = 1, ended_at = now() where id = ${deliveryId}`;
      await tx`insert into attempt (delivery_id, number, started_at, latency_ms, status_code)
        values (${deliveryId}, 1, now(), 5, 200)`;
    });
    expect([body.status, body.attempt_count, body.attempts]).toEqual(['pending', 0, []]);
    const later = await api.app.inject({ url: `/api/v1/deliveries/${deliveryId}`, headers: api.headers });
    expect([later.json().status, later.json().attempt_count, later.json().attempts.length]).toEqual(['delivered', 1, 1]);
  });

  test('an event and its deliveries', async () => {
    const { eventId, deliveryId } = await publishOne();
    const { status, body } = await answerDuring('delivery', `/events/${eventId}`, async (tx) => {
      await tx`delete from delivery where id = ${deliveryId}`;
      await tx`delete from event where id = ${eventId}`;
    });
    expect([status, JSON.stringify(body).includes(deliveryId)]).toEqual([200, true]);
  });

  test('the signing scheme of an endpoint and its secrets', async () => {
    const { endpointId } = await publishOne();
    const { status, body } = await answerDuring('endpoint_secret', `/endpoints/${endpointId}/secret`, async (tx) => {
      await tx`update endpoint set signing = 'v1a' where id = ${endpointId}`;
      await tx`delete from endpoint_secret where endpoint_id = ${endpointId}`;
    });
    expect([status, body.signing]).toEqual([200, 'v1']);
  });
});
