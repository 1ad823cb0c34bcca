import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { superviseWorker } from '#test/support/supervised-worker.ts';

const connectionId = 'con_01k9v5yq3n8t2e6w7x4z0b1c2d';
const key = `alert/reconnect_needed/${connectionId}`;
const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let engine: TestEngine;
let inbox: Awaited<ReturnType<typeof startInbox>>;
let worker: ReturnType<typeof superviseWorker> | undefined;
beforeAll(async () => {
  engine = await startTestEngine();
  inbox = await startInbox();
});
afterAll(async () => {
  await worker?.stop();
  await inbox.close();
  await engine.close();
});

/** What a webhook channel received about the alert, whether it answered or not. */
async function startInbox() {
  const received: { type: string; id: unknown; data: object }[] = [];
  let answer: (ok: () => void) => void = (ok) => ok();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { type, data } = JSON.parse(body) as { type: string; data: { alerts: { dedup_key: string }[] } };
      const ok = () => void response.writeHead(200).end();
      if (!data.alerts.some(({ dedup_key: about }) => about === key)) return ok();
      received.push({ type, id: request.headers['webhook-id'], data });
      answer(ok);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    received,
    /** What happens when the next one has arrived, before it is answered. */
    answerNext: (act: (ok: () => void) => void) => {
      answer = (ok) => {
        answer = (later) => later();
        act(ok);
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const messages = () =>
  engine.db.sql<
    { kind: string; state: string; tries: number }[]
  >`select kind, state, tries from alert_message where dedup_key = ${key} order by id`;

// A message that a dead process has taken is free after 45 s, and its activity is overdue after 40 s.
test(
  'a worker that is killed after sending is followed by one that sends the same message with the same key; what is recorded is never sent again, and the end is told once',
  { timeout: 600_000 },
  async () => {
    const { body: channel } = await engine.call('POST', '/alert-channels', {
      name: 'Inbox',
      settings: { kind: 'webhook', url: inbox.url, secrets: { signing_secret: signingSecret } },
    });
    const route = { name: 'All', channels: [channel['id']], group_s: 0, recover_after_s: 0 };
    expect((await engine.call('PUT', '/alert-routes', { routes: [route] })).status).toBe(200);
    await engine.stop();
    await engine.db.sql`
      insert into connection (id, vendor, name, auth_method, status, status_reason)
      values (${connectionId}, 'hubspot', 'Ours', 'oauth', 'action_required', 'Action required: reconnect')`;

    // It has arrived, and nobody has recorded that.
    const supervised = (worker = superviseWorker(engine));
    inbox.answerNext(() => supervised.kill());
    await eventually(
      () => inbox.received.length,
      (count) => count >= 1,
    );
    await eventually(supervised.deaths, (deaths) => deaths === 1);
    expect(await messages()).toEqual([{ kind: 'firing', state: 'sending', tries: 1 }]);
    await eventually(messages, ([message]) => message?.state === 'sent');
    const [first, second] = inbox.received;
    expect(inbox.received).toHaveLength(2);
    expect(second).toEqual(first);

    // It is recorded, and its process dies: nobody sends it again.
    supervised.kill();
    await eventually(supervised.deaths, (deaths) => deaths === 2);
    await engine.db.sql`update connection set status = 'paused' where id = ${connectionId}`;
    await eventually(
      () => engine.db.sql`select from alert where settled_at is not null`,
      (rows) => rows.length === 1,
    );
    expect(inbox.received.map(({ type }) => type)).toEqual(['causeway.alert.firing', 'causeway.alert.firing', 'causeway.alert.resolved']);
    expect(await messages()).toEqual([
      { kind: 'firing', state: 'sent', tries: 2 },
      { kind: 'resolved', state: 'sent', tries: 1 },
    ]);
    expect(inbox.received[2]?.id).not.toBe(first?.id);
  },
);
