import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listExpiringKeys } from '#db/reconciliation/books/expiry-book.ts';
import { newId } from '#domain/id.ts';
import { minutesAgo, openFaultWorld } from '#test/support/fault-world.ts';

let w: Awaited<ReturnType<typeof openFaultWorld>>;
beforeAll(async () => {
  w = await openFaultWorld();
});
afterAll(() => w.close());
afterEach(async () => {
  await w.sql`truncate delivery, endpoint_secret, event cascade`;
  await w.sql`delete from endpoint`;
  await w.sql`delete from connection`;
  await w.sql`delete from partner where id <> 'ptn_platform'`;
  w.set({});
  w.open.clear();
  w.takeOver();
  Object.assign(w.world, { told: [], cleared: [] });
});

const toldOf = (key: string) => w.world.told.filter(({ rule, subject }) => `${rule}/${subject.id}` === key);
const failing = { failing_since: minutesAgo(10), last_failed_at: minutesAgo(1) };
const at = (minutes: number) => ({ created_at: minutesAgo(minutes), budget_from: minutesAgo(minutes) });
const publish = (type: string, data: Record<string, unknown>, minutes = 0) => w.sql`
  insert into event (id, type, schema_version, occurred_at, created_at, data)
  values (${newId('evt')}, ${type}, 1, now(), ${minutesAgo(minutes)}, ${JSON.stringify(data)}::text::json)`;

test("the company's own endpoints, which receive platform events, are told as belonging to no partner", async () => {
  w.set({ dead_letters_growing: { count: 4 }, failure_streak: { except_partners: ['ptn_other'] } });
  const own = await w.endpoint('ptn_platform', { ...failing, breaker_open_until: minutesAgo(-1), breaker_reason: 'HTTP 503' });
  const lossy = await w.endpoint('ptn_platform');
  await w.endpoint('ptn_platform', { ...failing, state: 'paused', breaker_open_until: minutesAgo(-1) });
  await w.deliveries(5, { endpointId: lossy, partnerId: 'ptn_platform', status: 'dead_lettered', ended_at: minutesAgo(1) });
  expect(await w.settle()).toEqual([`dead_letters_growing/${lossy}`, `failure_streak/${own}`]);
  expect(toldOf(`failure_streak/${own}`)[0]).toMatchObject({
    partnerId: null,
    title: expect.stringMatching(/^Platform events to .* fail$/),
    reason: expect.stringContaining('HTTP 503'),
    link: `/api/v1/platform-endpoints/${own}`,
  });
  expect(toldOf(`dead_letters_growing/${lossy}`)[0]).toMatchObject({ partnerId: null });
  await w.sql`update endpoint set failing_since = null, breaker_open_until = null`;
  await w.sql`delete from delivery`;
  expect(await w.settle()).toEqual([]);
});

test('one endpoint of several that burns its budget is told, if neither its partner does nor all attempts to it fail', async () => {
  w.set({ objective_burning: { min_deliveries: 20 }, dead_letters_growing: { enabled: false } });
  const partnerId = await w.partner();
  const [busy, bad, dead] = [await w.endpoint(partnerId), await w.endpoint(partnerId), await w.endpoint(partnerId, { ...failing })];
  const alone = await w.partner({ name: 'Alone' });
  const only = await w.endpoint(alone);
  const some = async (count: number, endpointId: string, status: string, minutes: number, owner = partnerId) =>
    w.deliveries(count, { endpointId, partnerId: owner, status, ...at(minutes), ended_at: minutesAgo(minutes - 0.5) });
  await some(1_500, busy, 'delivered', 30);
  await some(1_500, busy, 'delivered', 2);
  for (const endpointId of [bad, dead]) {
    await some(20, endpointId, 'delivered', 30);
    await some(10, endpointId, 'dead_lettered', 30);
    await some(10, endpointId, 'dead_lettered', 2);
  }
  await some(30, only, 'delivered', 30, alone);
  await some(10, only, 'dead_lettered', 2, alone);
  expect(await w.settle()).toEqual([`objective_burning/${alone}`, `objective_burning/${bad}`].toSorted());
  expect(toldOf(`objective_burning/${bad}`)[0]).toMatchObject({
    ...{ subject: { kind: 'endpoint' }, partnerId, severity: 'critical', link: `/api/v1/endpoints/${bad}/health` },
    remedy: 'See what the receiver answers, and how long that takes',
  });
  // Its partner burns too now: its alert stays, and no other endpoint gets one.
  await w.sql`update delivery set created_at = created_at - interval '7 days' where endpoint_id = ${busy}`;
  expect(await w.settle()).toEqual([`objective_burning/${alone}`, `objective_burning/${bad}`, `objective_burning/${partnerId}`].toSorted());
  await w.sql`update delivery set created_at = created_at - interval '40 min' where status = 'dead_lettered'`;
  expect(await w.settle()).toEqual([]);
});

test('tokens of a connection that nobody has renewed for an hour are told, unless its vendor is away', async () => {
  const id = await w.connection({ tokens_expire_at: minutesAgo(61) });
  await w.connection({ vendor: 'stripe', tokens_expire_at: minutesAgo(50) });
  await w.connection({ vendor: 'stripe', tokens_expire_at: minutesAgo(90), away_since: minutesAgo(1) });
  await w.connection({ vendor: 'stripe', tokens_expire_at: minutesAgo(90), status: 'paused' });
  expect(await w.settle()).toEqual([`key_expiring/${id}`]);
  expect(toldOf(`key_expiring/${id}`)[0]).toMatchObject({ subject: { kind: 'connection' }, partnerId: null, severity: 'critical' });
  await w.sql`update connection set tokens_expire_at = now() + interval '1 hour'`;
  expect(await w.settle()).toEqual([]);
});

test('a rotated secret that is used in the second half of its overlap is told; one that is used no more is not', async () => {
  const partnerId = await w.partner();
  const client = { scopes: [], auth_method: 'client_secret_basic', created_by: 'k', partner_id: partnerId };
  const secrets = async (name: string, lastUsedMin: number | null) => {
    const rotated = { created_at: minutesAgo(10_000), expires_at: minutesAgo(-60), last_used_at: lastUsedMin && minutesAgo(lastUsedMin) };
    const current = { created_at: minutesAgo(180), expires_at: null, last_used_at: null };
    await w.sql`insert into oauth_client ${w.sql({ ...client, id: name, name } as unknown as Record<string, string>)}`;
    await w.sql`insert into inbound_source (id, vendor, name) values (${`con_${name}`}, 'stripe', ${name})`;
    for (const [kind, row] of Object.entries({ old: rotated, new: current })) {
      const own = (more: object) => w.sql({ id: `${kind}_${name}`, ...row, ...more } as unknown as Record<string, string>);
      await w.sql`insert into oauth_client_secret ${own({ client_id: name, secret_hash: 'x' })}`;
      await w.sql`insert into inbound_secret ${own({ id: `${kind}_con_${name}`, source_id: `con_${name}`, sealed: 'x' })}`;
    }
  };
  await secrets('late', 5);
  await secrets('early', 120);
  await secrets('never', null);
  expect(await w.settle()).toEqual(['key_expiring/old_con_late', 'key_expiring/old_late']);
  expect(toldOf('key_expiring/old_late')[0]).toMatchObject({ partnerId, severity: 'critical', link: '/api/v1/oauth-clients/late' });
  expect(toldOf('key_expiring/old_con_late')[0]).toMatchObject({ partnerId: null, link: '/api/v1/inbound-sources/con_late' });
  await w.sql`delete from oauth_client_secret`;
  await w.sql`delete from inbound_secret`;
  expect(await w.settle()).toEqual([]);
  await w.sql`delete from oauth_client`;
});

test('keys that expire are found by when they do, however many there are', async () => {
  await w.sql`
    insert into api_key (id, public_id, secret_hash, name, scopes, created_by, expires_at)
    select 'key_' || i, 'many_' || i, 'x', 'many', '{}', 'k', case when i % 2 = 0 then now() + i * interval '1 day' end
    from generate_series(1000, 10999) i`;
  await w.sql`analyze api_key`;
  const explained = (parts: TemplateStringsArray, ...values: never[]) =>
    w.sql(Object.assign([`explain (costs off) ${parts[0]}`, ...parts.slice(1)], { raw: parts.raw }) as never, ...values);
  const plan = await listExpiringKeys(explained as never, minutesAgo(-14 * 24 * 60), { after: '', limit: 10_001 });
  expect(JSON.stringify(plan)).toContain('Index Scan using api_key_expires');
  await w.sql`delete from api_key where name = 'many'`;
});

test('a fault that a hundred subjects have hides no other one', async () => {
  for (let n = 0; n < 100; n++) {
    await publish('causeway.workflow.refused', { subject_id: `dlv_${n}`, reason: 'too large' }, 30 - n / 10);
  }
  const many = await w.settle();
  expect(many).toHaveLength(21);
  expect(toldOf('event_reported/workflow.refused/more')[0]?.reason).toBe('This was published about 80 other subjects too');
  await publish('causeway.attribution.standing_still', { reason: 'timeout' });
  expect(await w.settle()).toEqual([...many, 'event_reported/attribution.standing_still'].toSorted());
});
