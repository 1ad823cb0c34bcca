import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { newId } from '#domain/id.ts';
import { minutesAgo, openFaultWorld } from '#test/support/fault-world.ts';

type World = Awaited<ReturnType<typeof openFaultWorld>>;
let w: World;
beforeAll(async () => {
  w = await openFaultWorld();
});
afterAll(() => w.close());
afterEach(async () => {
  const { sql } = w;
  await sql`truncate delivery, endpoint_secret, deal, api_key, oauth_client, vendor_limit, sync_run, sync_write, reconciliation_run, health_period, event cascade`;
  await sql`delete from endpoint`;
  await sql`delete from sync`;
  await sql`delete from connection`;
  await sql`delete from partner where id <> 'ptn_platform'`;
  w.set({});
  w.open.clear();
  w.takeOver();
  Object.assign(w.world, { told: [], cleared: [], certificates: [], failure: null });
});

const toldOf = (key: string) => w.world.told.filter(({ rule, subject }) => `${rule}/${subject.id}` === key);
const failing = { failing_since: minutesAgo(10), last_failed_at: minutesAgo(1) };

describe('deliveries', () => {
  test('an endpoint that fails for long is told with the last error, and cleared once an attempt succeeds', async () => {
    const partnerId = await w.partner();
    const id = await w.endpoint(partnerId, failing);
    const other = await w.partner({ name: 'Other' });
    await w.endpoint(other);
    await w.deliveries(4, {
      endpointId: id,
      partnerId,
      status: 'retrying',
      attempts: 3,
      last_error: 'HTTP 500',
      next_attempt_at: new Date(Date.now() + 60_000),
    });
    expect(await w.settle()).toEqual([`failure_streak/${id}`]);
    expect(toldOf(`failure_streak/${id}`)).toMatchObject([
      {
        partnerId,
        severity: 'warning',
        subject: { kind: 'endpoint' },
        reason: expect.stringContaining('HTTP 500'),
        runbook: 'Deliveries are retrying',
      },
    ]);
    await w.sql`update endpoint set failing_since = null where id = ${id}`;
    expect(await w.settle()).toEqual([]);
    expect(w.world.cleared).toEqual([`failure_streak/${id}`]);
  });

  test('too few failures, a fault of a minute, a paused endpoint, and partners that are not served or left out are silent', async () => {
    const [acme, left, sandbox, suspended] = [
      await w.partner(),
      await w.partner(),
      await w.partner({ tier: 'sandbox' }),
      await w.partner({ status: 'suspended' }),
    ];
    w.set({ failure_streak: { except_partners: [left] } });
    const few = await w.endpoint(acme, failing);
    const fresh = await w.endpoint(acme, { ...failing, failing_since: minutesAgo(1) });
    const paused = await w.endpoint(acme, { ...failing, state: 'paused' });
    const rest = [
      await w.endpoint(left, failing),
      await w.endpoint(sandbox, failing),
      await w.endpoint(suspended, { ...failing, partner_active: false }),
    ];
    await w.deliveries(1, { endpointId: few, partnerId: acme, status: 'retrying', attempts: 9 });
    const of = { partnerId: acme, status: 'retrying', attempts: 90 };
    for (const endpointId of [fresh, paused, ...rest]) await w.deliveries(1, { endpointId, ...of });
    expect(await w.settle()).toEqual([]);
  });

  test('an open breaker, and an endpoint that failures have disabled, are told with few failures', async () => {
    const partnerId = await w.partner();
    const open = await w.endpoint(partnerId, { ...failing, breaker_open_until: minutesAgo(-1), breaker_reason: 'HTTP 503' });
    const disabled = await w.endpoint(partnerId, { ...failing, state: 'disabled', state_reason: 'it failed for 5 days' });
    expect(await w.settle()).toEqual([`failure_streak/${open}`, `failure_streak/${disabled}`].toSorted());
  });

  test('dead letters of one endpoint are told when they grow, stay told near the threshold, and are cleared well below it', async () => {
    w.set({ dead_letters_growing: { count: 10, within_min: 60 } });
    const partnerId = await w.partner();
    const endpointId = await w.endpoint(partnerId);
    const other = await w.endpoint(await w.partner());
    const dead = { endpointId, partnerId, status: 'dead_lettered', dead_letter_reason: 'budget used up' };
    await w.deliveries(10, { ...dead, ended_at: minutesAgo(90) });
    await w.deliveries(9, { ...dead, endpointId: other, ended_at: minutesAgo(1) });
    expect(await w.settle()).toEqual([]);
    await w.deliveries(10, { ...dead, ended_at: minutesAgo(1) });
    expect(await w.settle()).toEqual([`dead_letters_growing/${endpointId}`]);
    const keep = (n: number) => w.sql`
      delete from delivery where endpoint_id = ${endpointId} and id not in (select id from delivery where endpoint_id = ${endpointId} and ended_at > now() - interval '1 hour' order by id limit ${n})`;
    await keep(7);
    expect(await w.settle()).toEqual([`dead_letters_growing/${endpointId}`]);
    await keep(4);
    expect(await w.settle()).toEqual([]);
  });

  test('a due delivery that nobody sends is told once for all, and not one that waits for its next attempt', async () => {
    const partnerId = await w.partner();
    const endpointId = await w.endpoint(partnerId);
    const of = { endpointId, partnerId };
    await w.deliveries(1, {
      ...of,
      status: 'retrying',
      created_at: minutesAgo(60),
      budget_from: minutesAgo(60),
      next_attempt_at: minutesAgo(-10),
    });
    await w.deliveries(2, { ...of, status: 'held', hold_reason: 'paused', created_at: minutesAgo(60) });
    expect(await w.settle()).toEqual([]);
    await w.deliveries(2, { ...of, status: 'pending', workflow_id: null, created_at: minutesAgo(7) });
    await w.deliveries(1, { ...of, status: 'retrying', next_attempt_at: minutesAgo(8) });
    expect(await w.settle()).toEqual(['queue_stuck/deliveries']);
    expect(toldOf('queue_stuck/deliveries')[0]).toMatchObject({ severity: 'critical', reason: expect.stringContaining('8 min') });
    await w.sql`update delivery set status = 'delivered', ended_at = now() where status in ('pending', 'retrying')`;
    expect(await w.settle()).toEqual([]);
  });
});

describe('connections and syncs', () => {
  test('a connection that a person has to mend is told; one that waits for its first consent, or is paused, is not', async () => {
    const id = await w.connection({ status: 'action_required', status_reason: 'Action required: reconnect. HTTP 401' });
    const scopes = await w.connection({ missing_scopes: ['deals.write'] });
    await w.connection({ status: 'pending' });
    await w.connection({ status: 'paused', missing_scopes: ['deals.write'] });
    expect(await w.settle()).toEqual([`reconnect_needed/${id}`, `reconnect_needed/${scopes}`].toSorted());
    expect(toldOf(`reconnect_needed/${id}`)[0]).toMatchObject({ severity: 'critical', partnerId: null, reason: 'reconnect. HTTP 401' });
    await w.sql`update connection set status = 'active', status_reason = null, missing_scopes = '{}' where status <> 'pending'`;
    expect(await w.settle()).toEqual([]);
  });

  test('a vendor that is away is one alert, however many connections it has', async () => {
    await w.connection({ away_since: minutesAgo(10), away_reason: 'HTTP 503' });
    await w.connection({ away_since: minutesAgo(8) });
    await w.connection({ vendor: 'stripe', away_since: minutesAgo(2) });
    expect(await w.settle()).toEqual(['vendor_down/hubspot']);
    expect(toldOf('vendor_down/hubspot')[0]).toMatchObject({
      title: 'HubSpot does not answer',
      reason: expect.stringContaining('HTTP 503'),
    });
    await w.sql`update connection set away_since = null`;
    expect(await w.settle()).toEqual([]);
  });

  test('a quota of which little is left is told if it begins anew much later, and stays told until more is left', async () => {
    const low = await w.connection();
    const soon = await w.connection();
    const quota = (id: string, ours: number, minutes: number) => w.sql`
      insert into vendor_limit (connection_id, limit_id, key, max, ours, told, day_ends_at) values (${id}, 'day', '', 1000, ${ours}, ${ours}, ${minutesAgo(-minutes)})
      on conflict (connection_id, limit_id, key) do update set ours = excluded.ours, told = excluded.told`;
    await quota(low, 920, 300);
    await quota(soon, 950, 30);
    expect(await w.settle()).toEqual([`quota_low/${low}`]);
    await quota(low, 880, 300);
    expect(await w.settle()).toEqual([`quota_low/${low}`]);
    await quota(low, 800, 300);
    expect(await w.settle()).toEqual([]);
  });

  test('a sync is told when two runs in a row have failed, and cleared by one that does not', async () => {
    const id = await w.sync();
    const paused = await w.sync({ b_connection_id: 'con_2', paused_at: new Date() });
    await w.run(id, 'completed', 3);
    await w.run(id, 'failed', 2, { reason: 'no such field' });
    await w.run(paused, 'failed', 2);
    await w.run(paused, 'failed', 1);
    expect(await w.settle()).toEqual([]);
    await w.run(id, 'failed', 1, { reason: 'no such field' });
    expect(await w.settle()).toEqual([`sync_failing/${id}`]);
    expect(toldOf(`sync_failing/${id}`)[0]?.reason).toContain('no such field');
    await w.run(id, 'completed', 0);
    expect(await w.settle()).toEqual([]);
  });

  test('a sync that has not run for long is told, unless something else explains it', async () => {
    w.set({ schedule_missed: { intervals: 10, grace_min: 30 } });
    const [late, explained] = [await w.sync(), await w.sync({ b_connection_id: 'con_2' })];
    await w.run(late, 'completed', 40);
    await w.run(explained, 'completed', 40);
    await w.run(explained, 'running', 35, { kind: 'backfill', ended_at: null });
    await w.run(await w.sync({ b_connection_id: 'con_3' }), 'completed', 20);
    expect(await w.settle()).toEqual([`schedule_missed/${late}`]);
    await w.run(late, 'completed', 0);
    expect(await w.settle()).toEqual([]);
  });

  test('a night that no run has begun is told: of a pair, and of the books', async () => {
    const id = await w.sync({ created_at: minutesAgo(3 * 24 * 60) });
    await w.run(id, 'completed', 0);
    await w.sql`insert into reconciliation_plan (sync_id, scheduled_for, updated_at) values (${id}, '1/UTC', now() - interval '3 days')`;
    await w.sql`insert into reconciliation_run (id, book, night, trigger, state, ended_at) values ('rcn_b', 'audit', current_date - 4, 'schedule', 'completed', now())`;
    expect(await w.settle()).toEqual(['schedule_missed/books', `schedule_missed/night/${id}`]);
    await w.sql`insert into reconciliation_run (id, sync_id, night, trigger, state, ended_at) values ('rcn_p', ${id}, current_date, 'schedule', 'skipped', now())`;
    await w.sql`update reconciliation_run set night = current_date where id = 'rcn_b'`;
    expect(await w.settle()).toEqual([]);
  });

  test('a night that leaves many differences, or a large share, is told until they are settled', async () => {
    w.set({ drift: { findings: 20, percent: 10 } });
    const night = async (id: string, findings: number, checked: number, days: number) => {
      const run = newId('rcn');
      await w.sql`
        insert into reconciliation_run (id, sync_id, night, trigger, state, report, ended_at)
        values (${run}, ${id}, current_date - ${days}::int, 'schedule', 'completed', ${w.sql.json({ checks: [{ check: 'company', checked }] })}, now())`;
      await w.sql`
        insert into reconciliation_finding (id, run_id, object, class, message, remedy, fingerprint, values_hash)
        select ${run} || n, ${run}, 'company', 'stale', '', '', ${run} || n, '' from generate_series(1, ${findings}::int) n`;
      return run;
    };
    const fresh = async (name: string) => {
      const id = await w.sync({ b_connection_id: `con_${name}` });
      await w.run(id, 'completed', 0);
      return id;
    };
    const [many, share, few, healed] = [await fresh('a'), await fresh('b'), await fresh('c'), await fresh('d')];
    const run = await night(many, 25, 10_000, 0);
    await night(share, 4, 20, 0);
    await night(few, 2, 10, 0);
    await night(healed, 30, 100, 1);
    await night(healed, 0, 100, 0);
    expect(await w.settle()).toEqual([`drift/${many}`, `drift/${share}`].toSorted());
    await w.sql`update reconciliation_finding set state = 'settled' where run_id = ${run}`;
    expect(await w.settle()).toEqual([`drift/${share}`]);
  });
});

describe('objectives', () => {
  const at = (minutes: number) => ({ created_at: minutesAgo(minutes), budget_from: minutesAgo(minutes) });

  test("a partner's budget that burns in both windows is told, and cleared when the short one is well; another partner's is not", async () => {
    w.set({ objective_burning: { min_deliveries: 20 }, dead_letters_growing: { enabled: false } });
    const [partnerId, well] = [await w.partner(), await w.partner({ name: 'Well' })];
    const [endpointId, other] = [await w.endpoint(partnerId), await w.endpoint(well)];
    await w.deliveries(40, { endpointId, partnerId, status: 'delivered', ...at(30), ended_at: minutesAgo(30) });
    await w.deliveries(10, { endpointId, partnerId, status: 'dead_lettered', ...at(30), ended_at: minutesAgo(29) });
    await w.deliveries(50, { endpointId: other, partnerId: well, status: 'delivered', ...at(2), ended_at: minutesAgo(2) });
    expect(await w.settle()).toEqual([]);
    await w.deliveries(10, { endpointId, partnerId, status: 'dead_lettered', ...at(2), ended_at: minutesAgo(1) });
    expect(await w.settle()).toEqual([`objective_burning/${partnerId}`]);
    expect(toldOf(`objective_burning/${partnerId}`)[0]).toMatchObject({ severity: 'critical', partnerId });
    await w.sql`update delivery set created_at = created_at - interval '40 min' where status = 'dead_lettered'`;
    expect(await w.settle()).toEqual([]);
  });

  test('a connection that could not be used for most of the last hour burns its objective', async () => {
    const id = await w.connection({ away_since: minutesAgo(40) });
    w.set({ vendor_down: { enabled: false } });
    await w.sql`insert into health_watch (looked_at) values (now()) on conflict (id) do update set looked_at = now()`;
    await w.sql`
      insert into health_period (kind, subject_id, state, code, reason, began_at, ended_at) values
        ('connection', ${id}, 'healthy', 'healthy', '', ${minutesAgo(300)}, ${minutesAgo(40)}),
        ('connection', ${id}, 'delayed', 'vendor_unavailable', '', ${minutesAgo(40)}, null)`;
    expect(await w.settle()).toEqual([`objective_burning/${id}`]);
  });
});

describe('what is due', () => {
  test('the review of a deal is told when it is overdue, without names of people or customers', async () => {
    const partnerId = await w.partner({ name: 'Acme' });
    const deal = async (id: string, dueAt: Date, more: Record<string, unknown> = {}, owner = partnerId) => {
      const row = {
        id,
        partner_id: owner,
        programme_id: 'prg_default',
        review_status: 'in_review',
        fields: w.sql.json({ customer: { company_name: 'Secret Customer' } }),
      };
      await w.sql`insert into deal ${w.sql({ ...row, assignee: 'ada@company.example', review_due_at: dueAt, created_by: 'k', ...more } as unknown as Record<string, string>)}`;
    };
    await deal('deal_late', minutesAgo(30));
    await deal('deal_soon', minutesAgo(-120));
    await deal('deal_partner', minutesAgo(30), { review_status: 'action_required' });
    await deal('deal_closed', minutesAgo(30), { closed_at: new Date(), review_status: 'rejected' });
    await deal('deal_sandbox', minutesAgo(30), {}, await w.partner({ tier: 'sandbox' }));
    expect(await w.settle()).toEqual(['deal_review_due/deal_late']);
    expect(JSON.stringify(w.world.told)).not.toMatch(/ada@|Secret/);
    w.set({ deal_review_due: { before_h: 3 } });
    expect(await w.settle()).toEqual(['deal_review_due/deal_late', 'deal_review_due/deal_soon']);
    await w.sql`update deal set review_status = 'approved', review_due_at = null`;
    expect(await w.settle()).toEqual([]);
  });

  test('an API key that is used and expires soon is told, more urgently at the end; one that nobody uses is not', async () => {
    const partnerId = await w.partner();
    const key = async (id: string, minutes: number, more: Record<string, unknown> = {}) => {
      const row = {
        id,
        public_id: id,
        secret_hash: 'x',
        name: id,
        scopes: [],
        created_by: 'k',
        expires_at: minutesAgo(-minutes),
        last_used_at: new Date(),
      };
      await w.sql`insert into api_key ${w.sql({ ...row, ...more } as unknown as Record<string, string>)}`;
    };
    const day = 24 * 60;
    await key('key_soon', 10 * day, { partner_id: partnerId });
    await key('key_last', 2 * day);
    await key('key_later', 30 * day);
    await key('key_unused', 2 * day, { last_used_at: null });
    await key('key_revoked', 2 * day, { revoked_at: new Date() });
    await key('key_sandbox', 2 * day, { partner_id: await w.partner({ tier: 'sandbox' }) });
    expect(await w.settle()).toEqual(['key_expiring/key_last', 'key_expiring/key_soon']);
    expect(toldOf('key_expiring/key_soon')[0]).toMatchObject({ severity: 'warning', partnerId });
    expect(toldOf('key_expiring/key_last')[0]).toMatchObject({ severity: 'critical', partnerId: null });
    await w.sql`update api_key set expires_at = now() + interval '1 day' where id = 'key_soon'`;
    await w.look();
    expect(w.open.get('key_expiring/key_soon')).toMatchObject({ severity: 'critical' });
    await w.sql`update api_key set revoked_at = now()`;
    expect(await w.settle()).toEqual([]);
  });
});

describe('platform events', () => {
  const publish = (type: string, data: Record<string, unknown>, minutes = 0) => w.sql`
    insert into event (id, type, schema_version, occurred_at, created_at, data)
    values (${newId('evt')}, ${type}, 1, now(), ${minutesAgo(minutes)}, ${JSON.stringify(data)}::text::json)`;

  test('a fault that was published is told until its end is published, each subject for itself', async () => {
    const check = (name: string) => ({ check: name, instance: 'api-1/17', reason: 'no answer' });
    await publish('causeway.readiness.failed', check('temporal'), 90);
    await publish('causeway.readiness.failed', check('crm'), 2);
    await publish('causeway.attribution.standing_still', { reason: 'timeout' }, 3);
    const [temporal, crm] = ['event_reported/readiness.failed/temporal/api-1/17', 'event_reported/readiness.failed/crm/api-1/17'];
    expect(await w.settle()).toEqual(['event_reported/attribution.standing_still', crm, temporal]);
    expect(toldOf(crm)[0]).toMatchObject({
      title: 'a check of /health/ready fails',
      runbook: 'What readiness means',
      severity: 'critical',
    });
    await publish('causeway.readiness.recovered', check('temporal'), 1);
    await publish('causeway.attribution.recovered', { reason: 'timeout' });
    expect(await w.settle()).toEqual([crm]);
    await publish('causeway.readiness.failed', check('temporal'), 0);
    expect(await w.settle()).toEqual([crm, temporal].toSorted());
  });

  test('a fault without an end is told until it is quiet, and faults that rules see are not told twice', async () => {
    await publish('causeway.workflow.gave_up', { workflow_id: 'register-deal/deal_1', subject_id: 'deal_1', reason: 'x' }, 30);
    await publish('causeway.workflow.gave_up', { workflow_id: 'register-deal/deal_2', subject_id: 'deal_2', reason: 'x' }, 61);
    await publish('causeway.connection.action_required', { connection_id: 'con_1' });
    await publish('causeway.sync.partial', { sync_id: 'syn_1' });
    await publish('causeway.alert.unsent', {});
    expect(await w.settle()).toEqual(['event_reported/workflow.gave_up/register-deal/deal_1']);
    await w.sql`update event set created_at = created_at - interval '31 min'`;
    expect(await w.settle()).toEqual([]);
  });
});
