import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ruleReaders } from '#activities/alerts/rules.ts';
import { findingBounds } from '#domain/alerts/finding.ts';
import { minutesAgo, openFaultWorld } from '#test/support/fault-world.ts';

type World = Awaited<ReturnType<typeof openFaultWorld>>;
let w: World;
beforeAll(async () => {
  w = await openFaultWorld();
});
afterAll(() => w.close());
afterEach(async () => {
  await w.sql`truncate delivery`;
  await w.sql`delete from endpoint`;
  await w.sql`delete from connection`;
  await w.sql`delete from partner where id <> 'ptn_platform'`;
  w.set({});
  w.open.clear();
  w.takeOver();
  Object.assign(w.world, { told: [], cleared: [], failure: null });
});

const needsPerson = { status: 'action_required', status_reason: 'HTTP 401' };
const keysOf = () => w.world.told.map(({ rule, subject }) => `${rule}/${subject.id}`);

test('a fault is told once, also by a process that takes over, and its end is told once', async () => {
  const id = await w.connection(needsPerson);
  await w.settle();
  w.takeOver();
  await w.settle();
  expect(keysOf()).toEqual([`reconnect_needed/${id}`]);
  await w.sql`update connection set status = 'active'`;
  await w.settle();
  w.takeOver();
  await w.settle();
  expect(w.world.cleared).toEqual([`reconnect_needed/${id}`]);
});

test('one look that finds a subject well ends nothing', async () => {
  const id = await w.connection(needsPerson);
  await w.settle();
  await w.sql`update connection set status = 'active'`;
  await w.look();
  await w.sql`update connection set status = 'action_required'`;
  await w.settle();
  expect([w.world.cleared, [...w.open.keys()]]).toEqual([[], [`reconnect_needed/${id}`]]);
});

test('what could not be told is told at the next look, and the others meanwhile', async () => {
  const id = await w.connection(needsPerson);
  w.world.failure = new Error('Temporal does not answer');
  expect((await w.look()).problems).toEqual([`reconnect_needed/${id} could not be told: Temporal does not answer`]);
  w.world.failure = null;
  expect(await w.look()).toMatchObject({ told: 1, problems: [] });
});

test('a rule that finds everything opens a bounded number of alerts, keeps these, and one alert says how many have none', async () => {
  w.set({ rule_overflowing: { alerts: 5 } });
  for (let n = 0; n < 5; n++) await w.connection(needsPerson);
  const first = await w.settle();
  for (let n = 0; n < 7; n++) await w.connection(needsPerson);
  const all = await w.settle();
  expect(all).toEqual([...first, 'rule_overflowing/reconnect_needed']);
  expect(w.world.told.at(-1)).toMatchObject({ subject: { kind: 'platform' }, reason: expect.stringMatching(/^7 subjects have no alert/) });
  const [one = ''] = first;
  await w.sql`update connection set status = 'active' where id = ${one.split('/')[1] ?? ''}`;
  const after = await w.settle();
  expect(after).toHaveLength(6);
  expect(after).not.toContain(one);
  await w.sql`update connection set status = 'active'`;
  expect(await w.settle()).toEqual([]);
});

test('a rule that matches a hundred thousand rows is read within bounds, and ends no alert that it does not see', async () => {
  w.set({ rule_overflowing: { alerts: 3 }, dead_letters_growing: { count: 2 } });
  const partnerId = await w.partner();
  await w.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency)
    select 'ep_' || n, ${partnerId}, 'https://' || n || '.example', '{}', 1000, 1 from generate_series(1, 2000) n`;
  await w.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, workflow_id, ended_at)
    select 'dlv_zz' || lpad(n::text, 24, '0'), 'evt_1', 'ep_' || (1 + n % 2000), ${partnerId}, 't', 'dead_lettered', 'w', now() - interval '1 min' from generate_series(1, 100000) n`;
  w.open.set('dead_letters_growing/ep_none', {
    ...{ rule: 'dead_letters_growing', subject: { kind: 'endpoint', id: 'ep_none' }, severity: 'warning', reason: '' },
  });
  expect((await w.settle()).filter((key) => key.startsWith('dead_letters_growing/'))).toHaveLength(4);
  expect(w.world.cleared).toEqual([]);
  const overflowing = w.world.told.filter(({ rule }) => rule === 'rule_overflowing');
  expect(overflowing.map(({ reason }) => reason.slice(0, 30))).toEqual([
    '22 or more subjects have no al',
    '975 more of its subjects have ',
  ]);
});

test("a partner of which everything fails fills no more than its own part, and another partner's fault is told", async () => {
  w.set({ rule_overflowing: { alerts: 10, alerts_of_partner: 4 } });
  const broken = { failing_since: minutesAgo(60), breaker_open_until: minutesAgo(-1) };
  const hostile = await w.partner({ name: 'Hostile' });
  for (let n = 0; n < 30; n++) await w.endpoint(hostile, { ...broken, failing_since: minutesAgo(600) });
  const first = await w.settle();
  expect(first.filter((key) => key.startsWith('failure_streak/'))).toHaveLength(4);
  expect(first.filter((key) => key.startsWith('rule_overflowing/'))).toEqual([`rule_overflowing/failure_streak/${hostile}`]);
  expect(w.world.told.at(-1)).toMatchObject({ partnerId: hostile, severity: 'warning', reason: expect.stringMatching(/^26 more/) });
  const victims = [];
  for (let n = 0; n < 3; n++) victims.push(`failure_streak/${await w.endpoint(await w.partner(), broken)}`);
  expect(await w.settle()).toEqual([...first, ...victims].toSorted());
  await w.sql`update endpoint set failing_since = null, breaker_open_until = null where partner_id = ${hostile}`;
  expect(await w.settle()).toEqual(victims.toSorted());
});

test('a rule that cannot be read is told after some looks, keeps its alerts, and does not stop the others', async () => {
  const id = await w.connection(needsPerson);
  await w.connection({ away_since: minutesAgo(10) });
  await w.settle();
  w.takeOver({ ...ruleReaders, reconnect_needed: () => Promise.reject(new Error('canceling statement due to statement timeout')) });
  await w.sql`update connection set status = 'active', away_since = null`;
  for (let n = 0; n < 2; n++) await w.look();
  expect([...w.open.keys()]).toEqual([`reconnect_needed/${id}`]);
  await w.look();
  expect([...w.open.keys()].toSorted()).toEqual([`reconnect_needed/${id}`, 'rule_unreadable/reconnect_needed']);
  expect(w.world.told.at(-1)).toMatchObject({ severity: 'critical', reason: 'canceling statement due to statement timeout' });
  w.takeOver();
  expect(await w.settle()).toEqual([]);
});

test('a rule that this process cannot judge leaves its alerts as they are; one that is switched off ends them', async () => {
  const subject = { kind: 'certificate', id: '/etc/tls.pem' } as const;
  w.open.set('certificate_expiring//etc/tls.pem', { rule: 'certificate_expiring', subject, severity: 'warning', reason: '' });
  expect(await w.settle()).toEqual(['certificate_expiring//etc/tls.pem']);
  w.set({ certificate_expiring: { enabled: false } });
  expect(await w.settle()).toEqual([]);
});

test('while the clock of the process jumps by years, nothing is told and nothing ends', async () => {
  const id = await w.connection({ away_since: minutesAgo(10) });
  await w.connection({ vendor: 'stripe', away_since: new Date() });
  const expected = await w.settle();
  expect([id.length > 0, expected]).toEqual([true, ['vendor_down/hubspot']]);
  const now = Date.now;
  try {
    for (const years of [10, -10]) {
      Date.now = () => now() + years * 365 * 86_400_000;
      expect(await w.settle()).toEqual(expected);
    }
  } finally {
    Date.now = now;
  }
  expect([keysOf(), w.world.cleared]).toEqual([['vendor_down/hubspot'], []]);
});

test('names of 10 kB and with markup make bounded lines', async () => {
  const name = `<!channel>\n\u202e${'x'.repeat(10_000)}`;
  await w.connection({ ...needsPerson, name, status_reason: name });
  const partnerId = await w.partner({ name });
  await w.endpoint(partnerId, {
    url: `https://a.example/${'y'.repeat(10_000)}`,
    failing_since: minutesAgo(60),
    breaker_open_until: minutesAgo(-1),
  });
  await w.settle();
  expect(w.world.told).toHaveLength(2);
  for (const { title, reason } of w.world.told) {
    expect(title.length).toBeLessThanOrEqual(findingBounds.title);
    expect(reason.length).toBeLessThanOrEqual(findingBounds.reason);
    expect(`${title}${reason}`).not.toMatch(/[\n\u202e]/);
  }
});
