import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eq } from '#db/drizzle.ts';
import { attempt, delivery } from '#db/schema.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let endpointId: string;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved');
});
beforeEach(async () => {
  partner = await api.partner();
  endpointId = (await send('POST', '/endpoints', { url: 'https://partner.example/' })).body.id;
});
afterAll(() => api.close());

async function send(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}

async function deliver(event: object = {}): Promise<{ id: string; eventId: string }> {
  const published = await send('POST', '/events', { type: 'deal.approved', data: {}, partner_ids: [partner.id], ...event }, api.headers);
  const [row] = await api.db.orm.select().from(delivery).where(eq(delivery.eventId, published.body.id));
  if (!row) throw new Error(JSON.stringify(published.body));
  return { id: row.id, eventId: row.eventId };
}
const change = (id: string) => api.db.sql`update delivery set attempts = attempts + 1 where id = ${id}`;
const idsOf = (body: { data: { id: string }[] }) => body.data.map((row) => row.id);
const latestOf = (rows: { updated_at: string }[]) =>
  rows
    .map((row) => row.updated_at)
    .toSorted()
    .at(-1);

/** All pages of a pass. `meanwhile` runs after each of them. */
async function readPass(list: string, since: string, meanwhile: () => Promise<unknown> = async () => {}) {
  const rows: { id: string; updated_at: string }[] = [];
  let cursor = '';
  for (;;) {
    const { status, body } = await send('GET', `/${list}?limit=2&updated_since=${encodeURIComponent(since)}${cursor}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    rows.push(...body.data);
    if (!body.has_more) return rows;
    cursor = `&cursor=${body.next_cursor}`;
    await meanwhile();
  }
}

/** Waits until every other test's transaction has ended, too. */
const settle = () => expect.poll(async () => (await readSettledUntil(api.db.sql)).getTime() > Date.now() - 1_000).toBe(true);

describe('following what changes', () => {
  test('a delivery says when it last changed, and a change of nothing that is shown is none', async () => {
    const { id } = await deliver();
    const shown = async () => (await send('GET', `/deliveries/${id}`)).body.updated_at as string;
    const before = '2026-01-01T00:00:00.000Z';
    await api.db.sql`update delivery set updated_at = ${before} where id = ${id}`;
    await api.db.sql`update delivery set holder = 'eng_x', workflow_id = 'deliver-webhook/x' where id = ${id}`;
    expect(await shown()).toBe(before);
    await change(id);
    expect(Date.parse(await shown())).toBeGreaterThan(Date.parse(before));
  });

  test.each(['deliveries', 'events'])(
    'a reader of %s that goes on from the latest time that it has seen leaves nothing out',
    async (list) => {
      const made: { id: string; eventId: string }[] = [];
      for (let i = 0; i < 7; i++) made.push(await deliver());
      await settle();
      const idOf = (one: { id: string; eventId: string }) => (list === 'events' ? one.eventId : one.id);
      const start = new Date(Date.now() - 3_600_000).toISOString();
      // While it reads, what it has read changes, and so does what it has not read yet.
      const changed: string[] = [];
      const targets = [made[6]!, made[0]!, made[5]!, made[1]!];
      const first = await readPass(list, start, async () => {
        const target = targets.shift();
        if (!target) return;
        await change(target.id);
        changed.push(idOf(target));
      });
      const latest = latestOf(first);
      if (latest === undefined) throw new Error('nothing was read');
      await settle();
      const second = await readPass(list, latest);
      const seen = new Set([...first, ...second].map((row) => row.id));
      expect([...seen].toSorted()).toEqual(made.map(idOf).toSorted());
      // Whatever changed during the first pass is told with its new time by the second one.
      for (const id of changed) expect(second.map((row) => row.id)).toContain(id);
      expect(first.length).toBe(new Set(first.map((row) => row.id)).size);
    },
  );

  test('a change that a transaction has not committed yet is told afterwards, and so is what is younger than that transaction', async () => {
    const [slow, fast] = [await deliver(), await deliver()];
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const writer = await api.db.sql.reserve();
    await writer`begin`;
    await writer`update delivery set attempts = attempts + 1 where id = ${slow.id}`;
    await change(fast.id);
    const first = await readPass('deliveries', since);
    await writer`commit`;
    writer.release();
    const second = await readPass('deliveries', latestOf(first) ?? since);
    const row = second.find(({ id }) => id === slow.id);
    expect(row).toMatchObject({ attempt_count: 1 });
    expect(second.map(({ id }) => id)).toContain(fast.id);
  });

  test("another partner's changes are not told, and a cursor of another window is refused", async () => {
    const mine = await deliver();
    await settle();
    const own = partner;
    partner = await api.partner();
    const since = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
    for (const list of ['deliveries', 'events']) {
      expect((await send('GET', `/${list}?updated_since=${since}`)).body.data).toEqual([]);
      expect((await send('GET', `/${list}?ended_after=${since}`)).body.data).toEqual([]);
    }
    partner = own;
    const { body } = await send('GET', `/deliveries?updated_since=${since}&limit=1`);
    expect(idsOf(body)).toEqual([mine.id]);
    await deliver();
    await settle();
    const page = (await send('GET', `/deliveries?updated_since=${since}&limit=1`)).body;
    const other = await send('GET', `/deliveries?limit=1&cursor=${page.next_cursor}`);
    expect([other.status, other.body.code]).toEqual([400, 'invalid_cursor']);
  });

  test('what has ended is found by the time of its end, and so are its events', async () => {
    const [open, ended] = [await deliver(), await deliver()];
    await api.db.sql`update delivery set status = 'delivered', ended_at = now() where id = ${ended.id}`;
    const hour = (hours: number) => encodeURIComponent(new Date(Date.now() + hours * 3_600_000).toISOString());
    expect(idsOf((await send('GET', `/deliveries?ended_after=${hour(-1)}`)).body)).toEqual([ended.id]);
    expect(idsOf((await send('GET', `/deliveries?ended_after=${hour(-2)}&ended_before=${hour(-1)}`)).body)).toEqual([]);
    expect(idsOf((await send('GET', `/deliveries?ended_after=${hour(1)}`)).body)).toEqual([]);
    expect(idsOf((await send('GET', `/events?ended_after=${hour(-1)}`)).body)).toEqual([ended.eventId]);
    expect(idsOf((await send('GET', '/events')).body).toSorted()).toEqual([open.eventId, ended.eventId].toSorted());
  });
});

describe('several values of a filter', () => {
  test('are separated by commas, or repeated, and mean the same list', async () => {
    const held = await deliver();
    const dead = await deliver();
    const pending = await deliver();
    await api.db.sql`update delivery set status = 'held', hold_reason = 'paused' where id = ${held.id}`;
    await api.db.sql`update delivery set status = 'dead_lettered', error_class = 'timeout', ended_at = now() where id = ${dead.id}`;
    for (const query of ['status=held,dead_lettered', 'status=held&status=dead_lettered', 'status=held,dead_lettered&status=held']) {
      expect(idsOf((await send('GET', `/deliveries?${query}`)).body)).toEqual([dead.id, held.id]);
    }
    expect(idsOf((await send('GET', '/deliveries?error_class=timeout,dns')).body)).toEqual([dead.id]);
    expect(idsOf((await send('GET', '/deliveries?hold_reason=paused,suspended')).body)).toEqual([held.id]);
    expect(idsOf((await send('GET', '/deliveries?status=pending')).body)).toEqual([pending.id]);
    const first = (await send('GET', '/deliveries?status=held,dead_lettered&limit=1')).body;
    const next = await send('GET', `/deliveries?status=held&status=dead_lettered&limit=1&cursor=${first.next_cursor}`);
    expect(idsOf(next.body)).toEqual([held.id]);
  });

  test.each(['held,lost', 'held&status=lost', 'held,', '', ',', Array(60).fill('held').join(',')])(
    'that are not among those of the list are refused, with those that are: %s',
    async (values) => {
      const { status, body } = await send('GET', `/deliveries?status=${values}`);
      expect([status, body.errors[0].in, body.errors[0].pointer.startsWith('/status')]).toEqual([400, 'query', true]);
      if (values.includes('lost')) expect(body.errors[0].message).toMatch(/"pending" or .*"held"/);
    },
  );
});

describe('expand', () => {
  test('adds the event and the attempts of each delivery, the newest ten, and nothing that was not asked for', async () => {
    const { id, eventId } = await deliver({ id: `crm-${crypto.randomUUID()}` });
    const rows = Array.from({ length: 12 }, (_, i) => ({
      deliveryId: id,
      number: i + 1,
      startedAt: new Date(),
      latencyMs: 5,
      statusCode: 500,
    }));
    await api.db.orm.insert(attempt).values(rows);
    const [plain] = (await send('GET', '/deliveries')).body.data;
    expect([plain.event, plain.attempts]).toEqual([undefined, undefined]);
    for (const expand of ['event,attempts', 'attempts&expand=event']) {
      const [row] = (await send('GET', `/deliveries?expand=${expand}`)).body.data;
      expect(row).toMatchObject({ id, event: { id: eventId, type: 'deal.approved', external_id: expect.stringContaining('crm-') } });
      expect(row.attempts.map((one: { number: number }) => one.number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    }
    const refused = await send('GET', '/deliveries?expand=partner');
    expect([refused.status, refused.body.errors[0].message]).toEqual([400, 'must be "event" or "attempts"']);
  });

  test('event has the payload to the character, in a list and alone, where it was asked for', async () => {
    const data = '{"amount":1.10,"account":12345678901234567890,"note":"\\u00e9 \\"$1\\""}';
    const headers = { ...api.headers, 'content-type': 'application/json' };
    const body = `{"type":"deal.approved","partner_ids":["${partner.id}"],"data":${data}}`;
    const { id } = (await api.app.inject({ method: 'POST', url: '/api/v1/events', headers, payload: body })).json();
    const read = (path: string) => api.app.inject({ url: `/api/v1${path}`, headers: partner.headers });
    const list = await read(`/deliveries?event_id=${id}&expand=event,attempts`);
    const [delivery] = list.json().data;
    expect([list.body, list.json().has_more, delivery.attempts]).toEqual([expect.stringContaining(`"data":${data}`), false, []]);
    const alone = await read(`/deliveries/${delivery.id}?expand=event`);
    expect(alone.body).toContain(`"data":${data}`);
    expect({ ...alone.json(), ...delivery }).toEqual(alone.json());
    const plain = await read(`/deliveries/${delivery.id}`);
    expect([plain.json().event.id, plain.json().event.data, plain.headers.etag === alone.headers.etag]).toEqual([id, undefined, false]);
    const again = await api.app.inject({
      url: `/api/v1/deliveries/${delivery.id}?expand=event`,
      headers: { ...partner.headers, 'if-none-match': String(alone.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  test('a page of large payloads has fewer deliveries, one at least, and the next one goes on', async () => {
    const made: string[] = [];
    for (const size of [200, 10, 240, 1, 1, 90, 90, 90, 1, 1, 1, 1, 1, 1]) {
      made.unshift((await deliver({ data: { text: 'x'.repeat(size * 1_024) } })).id);
    }
    const pages: number[] = [];
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { status, body } = await send('GET', `/deliveries?expand=event&limit=200${cursor}`);
      expect([status, JSON.stringify(body).length < 600_000]).toEqual([200, true]);
      for (const { event } of body.data) expect(event.data.text).toMatch(/^x+$/);
      seen.push(...idsOf(body));
      pages.push(body.data.length);
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(made);
    expect(pages.length).toBeGreaterThan(2);
  });

  test('a page of large parts has fewer deliveries, and the next one goes on', async () => {
    const made: string[] = [];
    for (let i = 0; i < 30; i++) made.unshift((await deliver()).id);
    const rows = made.flatMap((deliveryId) =>
      Array.from({ length: 10 }, (_, i) => ({
        deliveryId,
        number: i + 1,
        startedAt: new Date(),
        latencyMs: 5,
        responseSnippet: 'x'.repeat(1_000),
      })),
    );
    await api.db.orm.insert(attempt).values(rows);
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await send('GET', `/deliveries?expand=attempts&limit=200${cursor}`);
      expect(JSON.stringify(body).length).toBeLessThan(400_000);
      seen.push(...idsOf(body));
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(made);
  });

  test('shows a partner only its own events and endpoints', async () => {
    await deliver();
    const stranger = await api.partner();
    expect((await send('GET', '/deliveries?expand=event,attempts', undefined, stranger.headers)).body.data).toEqual([]);
    expect(endpointId).toMatch(/^ep_/);
  });
});
