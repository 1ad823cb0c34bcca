import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDelivery } from '#apps/dispatch/delivery-workflows.ts';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { prepareNamespace } from '#apps/worker/namespace.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { convertMonths } from '#db/attribution/reports/convert-months.ts';
import { addFirstVersion, findActiveVersion } from '#db/attribution/versions/version.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { ownerIsGone } from '#db/delivery/engine-instance.ts';
import { createPartner } from '#db/partners/partner.ts';
import { listPartnerTables } from '#db/reconciliation/books/erasure-book.ts';
import { measures } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { DAY_MS } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import { newId } from '#domain/id.ts';
import { addFact, addSubject, catchUp } from '#test/support/attribution-world.ts';
import { openBooks } from '#test/support/books.ts';
import { eventually } from '#test/support/engine.ts';
import { lineOf } from '#test/support/ledger-world.ts';
import { tester } from '#test/support/tester.ts';
import { endedCertificate, tlsFixture } from '#test/support/tls.ts';
import { releaseHoldsId } from '#workflows/commissions/messages.ts';
import { purgeExpiredId } from '#workflows/erasure/messages.ts';

const token = 'crm-token';
let crmServer: SandboxCrmServer;
let crm: SandboxCrm;
let books: Awaited<ReturnType<typeof openBooks>>;
let certificates: { file: string; pem: string }[];
let overdue: { name: string; keptDays: number; oldest: Date }[];
beforeAll(async () => {
  crmServer = await startSandboxCrm({ port: 0, token });
  crm = createSandboxCrm({ url: crmServer.url, token, version: 'test' });
});
afterAll(async () => {
  await crm.close();
  await crmServer.stop();
});
beforeEach(async () => {
  [certificates, overdue] = [[], []];
  books = await openBooks({ crm, readCertificates: async () => certificates, listOverdue: async () => overdue });
});
afterEach(() => books.close());

const partner = async (name = 'Acme') => (await createPartner(books.db, { name, tier: 'standard' }, tester)).id;

async function endpoint(partnerId: string): Promise<string> {
  const id = newId('ep');
  await books.db.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency, created_at, updated_at)
    values (${id}, ${partnerId}, 'https://receiver.example.com', '{}', 15000, 32, now() - interval '30 days', now() - interval '30 days')`;
  return id;
}

let last = 0;
/** An id of some hours ago, above those before it. */
const idOf = (prefix: 'evt' | 'dlv', hoursAgo: number) =>
  `${prefix}_${idTime(Date.now() - hoursAgo * 3_600_000)}${String(++last).padStart(16, '0')}`;

/** As if it had been accepted some hours ago. */
async function event(hoursAgo = 1): Promise<string> {
  const id = idOf('evt', hoursAgo);
  await books.db.sql`
    insert into event (id, type, schema_version, occurred_at, created_at, data)
    values (${id}, 'deal.won', 1, now(), now() - ${hoursAgo} * interval '1 hour', '{}')`;
  return id;
}

interface Row {
  eventId?: string;
  status?: string;
  holdReason?: string | null;
  workflowId?: string | null;
  holder?: string | null;
  dueMinutesAgo?: number;
}

async function delivery(
  endpointId: string,
  { eventId, status = 'delivered', holdReason = null, workflowId = null, holder = null, dueMinutesAgo = 0 }: Row = {},
) {
  const id = idOf('dlv', 1);
  await books.db.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, workflow_id, holder, created_at, budget_from, next_attempt_at, ended_at)
    select ${id}, ${eventId ?? (await event())}, id, partner_id, 'deal.won', ${status}, ${holdReason}, ${workflowId}, ${holder}, now() - interval '1 hour',
      now() - interval '1 hour', now() - ${dueMinutesAgo} * interval '1 minute', case when ${status} in ('delivered', 'dead_lettered') then now() end
    from endpoint where id = ${endpointId}`;
  return id;
}

/** Nobody works on its task queue, so it runs for ever. */
async function workflow(workflowId: string, deliveryIds: string[]) {
  const deliveries = deliveryIds.map((id) => ({ id, partnerId: 'ptn_1', endpointId: 'ep_1', eventType: 'deal.won' }));
  await accepted(() => startDelivery(books.temporal, workflowId, deliveries, false));
}
/** A new search attribute is known to Temporal a moment later. */
const accepted = (start: () => Promise<unknown>) =>
  eventually(
    () =>
      start().then(
        () => true,
        () => false,
      ),
    (started) => started,
  );
const areListed = (count: number) =>
  eventually(
    () => books.temporal.workflow.count("ExecutionStatus = 'Running'"),
    (found) => found.count === count,
  );

describe('deliveries', () => {
  test('an open delivery whose workflow does not run, and one whose attempt is overdue, are found; healthy ones are not', async () => {
    const ep = await endpoint(await partner());
    await books.db.sql`insert into engine_instance (id, seen_at) values ('eng_live', now() + interval '1 hour')`;
    // Until PostgreSQL has run for the length of a lease, no process counts as gone.
    await eventually(
      () => books.db.sql<{ gone: boolean }[]>`select ${ownerIsGone(books.db.sql)} as gone from (values ('eng_gone')) d (holder)`,
      ([row]) => row?.gone === true,
    );
    const names = ['healthy', 'overdue', 'claimed'] as const;
    const ids = {} as Record<(typeof names)[number], string>;
    for (const name of names) {
      ids[name] = await delivery(ep, {
        ...{ status: 'retrying', workflowId: 'x', dueMinutesAgo: name === 'healthy' ? -5 : 20 },
        holder: name === 'claimed' ? 'eng_live' : name === 'overdue' ? 'eng_gone' : null,
      });
      await workflow(`deliver-webhook/${ids[name]}`, [ids[name]]);
    }
    await areListed(3);
    const lost = await delivery(ep, { status: 'retrying', workflowId: 'deliver-round/rnd_gone' });
    const never = await delivery(ep, { status: 'pending' });
    const beingSent = await delivery(ep, { status: 'pending', holder: 'eng_live' });
    expect(beingSent).toBeTruthy();
    expect((await books.look('deliveries')).toSorted()).toEqual(
      [`delivery missing_right ${lost}`, `delivery missing_right ${never}`, `delivery stale ${ids.overdue}`].toSorted(),
    );
    const stale = (await books.find('deliveries')).find((found) => found.class === 'stale');
    expect(stale?.message).toContain('eng_gone');
  });

  test('a workflow whose delivery has ended or does not exist is found, and so is a round of which nothing is open', async () => {
    const ep = await endpoint(await partner());
    const [open, ended, held] = [
      await delivery(ep, { status: 'retrying', workflowId: 'x', dueMinutesAgo: -5 }),
      await delivery(ep),
      await delivery(ep, { status: 'held', holdReason: 'paused' }),
    ];
    await books.db.sql`update endpoint set state = 'paused' where id = ${ep}`;
    for (const id of [open, ended, held, 'dlv_gone']) await workflow(`deliver-webhook/${id}`, [id]);
    await workflow('deliver-round/rnd_open', [ended, open]);
    await workflow('deliver-round/rnd_over', [ended, 'dlv_gone']);
    await areListed(6);
    expect((await books.look('deliveries')).toSorted()).toEqual([
      'workflow missing_left deliver-round/rnd_over',
      ...[`workflow missing_left deliver-webhook/${ended}`, 'workflow missing_left deliver-webhook/dlv_gone'].toSorted(),
    ]);
  });

  test('a delivery posted twice at the same time, and one posted again after a success, are found', async () => {
    const ep = await endpoint(await partner());
    const attempts = async (rows: [startMs: number, latencyMs: number, error: string | null][]) => {
      const id = await delivery(ep);
      for (const [n, [startMs, latencyMs, error]] of rows.entries()) {
        await books.db.sql`
          insert into attempt (delivery_id, number, started_at, latency_ms, error_class)
          values (${id}, ${n + 1}, now() + ${startMs} * interval '1 ms', ${latencyMs}, ${error})`;
      }
      return id;
    };
    await attempts([[0, 100, null]]);
    await attempts([
      [0, 100, 'http_5xx'],
      [5_000, 100, null],
    ]);
    const overlapping = await attempts([
      [0, 10_000, 'timeout'],
      [2_000, 100, null],
    ]);
    const again = await attempts([
      [0, 100, null],
      [60_000, 100, null],
    ]);
    expect((await books.look('deliveries')).toSorted()).toEqual(
      [`attempt duplicate ${overlapping}`, `attempt duplicate ${again}`].toSorted(),
    );
  });

  test('an event without the delivery that it should have, and one with two, are found; what cannot be known is not', async () => {
    const acme = await partner();
    const ep = await endpoint(acme);
    const whole = await event();
    await delivery(ep, { eventId: whole });
    const missing = await event();
    const double = await event();
    await delivery(ep, { eventId: double });
    await delivery(ep, { eventId: double });
    expect((await books.look('deliveries')).toSorted()).toEqual([`event duplicate ${double}`, `event missing_right ${missing}`].toSorted());
    // A changed endpoint may not have been a receiver then, and who purges dead letters deletes deliveries.
    await books.db.sql`update endpoint set updated_at = now() where id = ${ep}`;
    expect(await books.look('deliveries', { isFull: true })).toEqual([]);
  });

  test('a missing delivery is not reported after somebody purged dead letters', async () => {
    const acme = await partner();
    await endpoint(acme);
    await event();
    await books.db.sql`
      insert into audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, detail)
      values ('platform', 'key_1', ${acme}, 'dead_letter.purged', 'dead_letter', 'batch', '{}')`;
    expect(await books.look('deliveries')).toEqual([]);
  });

  test('held deliveries of an endpoint that may receive, without a drain, are found', async () => {
    const ep = await endpoint(await partner());
    await delivery(ep, { status: 'held', holdReason: 'capacity' });
    expect(await books.look('deliveries')).toEqual([`endpoint missing_right ${ep}`]);
    await accepted(() => books.workflows.deliveries.release(ep));
    await areListed(1);
    expect(await books.look('deliveries')).toEqual([]);
  });
});

describe('deals', () => {
  async function deal(partnerId: string, more: Record<string, unknown> = {}) {
    const id = newId('deal');
    await books.db.sql`
      insert into deal (id, partner_id, programme_id, review_status, stage, fields, close_date, submitted_at, version, updated_at, created_by)
      values (${id}, ${partnerId}, 'prg_default', 'approved', 'qualified', ${JSON.stringify({
        customer: { company_name: 'Brightwell' },
        title: 'Data platform',
        expected_value: { amount: '48000.00', currency: 'EUR' },
      })}::text::jsonb, '2099-03-31', now(), 3, now() - interval '1 hour', 'key_1')`;
    const { id: crmId } = await crm.writeOpportunity({
      ...{ dealId: id, partner: { id: partnerId, name: 'Acme' }, companyName: 'Brightwell', website: null, title: 'Data platform' },
      ...{ stage: 'qualified', status: 'open', lostReason: null, value: { amount: '48000.00', currency: 'EUR' } },
      ...{ closeDate: '2099-03-31', protectedUntil: null },
    });
    await books.db.sql`update deal set ${books.db.sql({ crm_id: crmId, crm_version: 3, ...more })} where id = ${id}`;
    return id;
  }
  afterEach(() => {
    for (const { external_id: id } of crmServer.opportunities()) crmServer.change(id, undefined);
  });

  test('a deal that the CRM has not, has otherwise, or has as of before is found, each with its field; one that is as here is not', async () => {
    const acme = await partner();
    await deal(acme);
    const [gone, changed, old, refused] = [await deal(acme), await deal(acme), await deal(acme, { crm_version: 2 }), await deal(acme)];
    crmServer.change(gone, undefined);
    crmServer.change(changed, { stage: 'won', status: 'won', amount: '5' });
    await books.db.sql`update deal set crm_error = 'the CRM says no' where id = ${refused}`;
    await deal(acme, { updated_at: new Date(), crm_version: 1 });
    const found = await books.find('deals');
    expect(found.map(({ class: of, id, field, value, otherValue }) => [of, id, field, value, otherValue])).toEqual([
      ['missing_right', gone, undefined, null, undefined],
      ['stale', changed, 'stage', 'qualified', 'won'],
      ['stale', changed, 'status', 'open', 'won'],
      ['stale', changed, 'amount', '48000', '5'],
      ['stale', old, 'version', '3', null],
      ['stale', refused, 'version', '3', 'the CRM says no'],
    ]);
    expect(found.at(-1)?.message).toContain('the CRM says no');
  });

  test('an opportunity of no deal is found, unless its partner was deleted', async () => {
    const [acme, former] = [await partner(), await partner()];
    const [lost, erased] = [await deal(acme), await deal(former)];
    const crmId = crmServer.opportunities().find((one) => one.external_id === lost)?.id;
    await books.db.sql`update partner set status = 'deleted' where id = ${former}`;
    await books.db.sql`delete from deal where id in ${books.db.sql([lost, erased])}`;
    expect(await books.look('deals')).toEqual([`opportunity missing_left ${crmId}`]);
  });

  test('many deals are compared page by page, on whichever side they are', async () => {
    const acme = await partner();
    const ids: string[] = [];
    for (let n = 0; n < 450; n++) ids.push(await deal(acme));
    const [notThere, notHere] = [ids.slice(0, 210), ids.slice(220, 440)];
    for (const id of notThere) crmServer.change(id, undefined);
    await books.db.sql`delete from deal where id in ${books.db.sql(notHere)}`;
    const found = await books.find('deals');
    expect(found.filter((one) => one.class === 'missing_right').map(({ id }) => id)).toEqual(notThere);
    expect(found.filter((one) => one.class === 'missing_left').map(({ otherId }) => otherId)).toEqual(notHere);
    expect(found).toHaveLength(notThere.length + notHere.length);
  });
});

describe('attribution', () => {
  const hourAgo = new Date(Date.now() - 3_600_000);
  const fact = (table: 'touch' | 'conversion' | 'revenue' | 'cost', cells: Record<string, string | number | Date>) =>
    addFact(books.attribution.sql, table, { recorded_at: hourAgo, ...cells });
  const sale = (subject: string, external: string, day: string, recordedAt = hourAgo) =>
    fact('revenue', {
      recorded_at: recordedAt,
      ...{ kind: 'sale', subject_id: subject, external_id: external, occurred_at: new Date(`${day}T12:00:00Z`) },
      ...{ amount_minor: 1000, currency: 'EUR' },
    });

  /** A customer whom two partners brought, with sales in two months, refunds of one of them, and a cost; all of it credited. */
  async function customer(name: string): Promise<{ subject: string; sales: string[] }> {
    const { sql } = books.attribution;
    await addFirstVersion(sql, VersionSettings.parse({}));
    const subject = await addSubject(sql, name);
    for (const [partnerId, day] of [
      ['ptn_a', '2026-01-20'],
      ['ptn_b', '2026-01-21'],
    ] as const) {
      await fact('touch', { subject_id: subject, partner_id: partnerId, source: 'link', occurred_at: new Date(`${day}T12:00:00Z`) });
    }
    await fact('conversion', { subject_id: subject, kind: 'customer', occurred_at: new Date('2026-01-25T12:00:00Z') });
    const sales = [await sale(subject, `${name}/1`, '2026-01-25'), await sale(subject, `${name}/2`, '2026-02-03')];
    for (const amount of [300, 900]) {
      await fact('revenue', { kind: 'refund', subject_id: subject, refund_of: `${name}/2`, amount_minor: amount, currency: 'EUR' });
    }
    await fact('cost', { kind: 'bonus', partner_id: 'ptn_a', amount_minor: 70, currency: 'EUR' });
    // Transactions of other tests on this server hold the position back.
    await eventually(
      () => catchUp(sql).then(() => sql`select from version where position > (select max(added_by) from revenue)`),
      (passed) => passed.length === 1,
    );
    return { subject, sales };
  }

  test('sums that are not those of their credits, and credits that are not worth their facts, are found, and others are not', async () => {
    const { subject, sales } = await customer('Ann');
    expect(await books.look('attribution')).toEqual([]);
    const { sql } = books.attribution;
    await sql`update day_rollup set by_model[1] = by_model[1] + 1 where partner_id = 'ptn_a' and day = '2026-01-25' and measure = ${measures.revenue}`;
    await sql`delete from month_rollup where partner_id = 'ptn_b' and day = '2026-02-01' and measure = ${measures.revenue}`;
    await sql`delete from credit where fact_id = ${sales[1] ?? ''} and partner_id = 'ptn_b' and measure = ${measures.revenue}`;
    const lost = await fact('conversion', { subject_id: subject, kind: 'lead' });
    const cost = await fact('cost', { kind: 'bonus', partner_id: 'ptn_c', amount_minor: 5, currency: 'EUR' });
    // Nobody has added up what is not credited yet, except that somebody has moved the position.
    await sql`update version set position = pg_current_xact_id()`;
    expect(await books.look('attribution', { isFull: true })).toEqual([
      'month_rollup broken ptn_a/2026-01-01/revenue/EUR',
      'day_rollup broken ptn_a/2026-01-25/revenue/EUR',
      'month_rollup broken ptn_b/2026-02-01/revenue/EUR',
      'day_rollup broken ptn_b/2026-02-03/revenue/EUR',
      `conversion broken ${lost}`,
      `sale broken ${sales[1]}`,
      `cost broken ${cost}`,
    ]);
    const [first] = await books.find('attribution', { isFull: true });
    expect(first?.message).toMatch(
      /^The sum of revenue of ptn_a .* by first_touch, and its days add up to \d+ \(of the smallest unit of EUR\)$/,
    );
  });

  test('stored months that are not what their days give are found', async () => {
    await customer('Dan');
    const { sql } = books.attribution;
    const version = await findActiveVersion(sql);
    if (version === null) throw new Error('there is no version');
    await convertMonths(books.attribution, version, { currency: 'EUR', model: 'linear' }, null);
    expect(await books.look('attribution', { isFull: true })).toEqual([]);
    await sql`update converted_month set before[3] = before[3] + 1 where partner_id = 'ptn_b' and month = '2026-02-01'`;
    expect(await books.look('attribution', { isFull: true })).toEqual(['converted_month broken ptn_b/2026-02-01/EUR/linear']);
    await sql`truncate converted_month`;
  });

  test('credits of refunds that are more than was given back are found', async () => {
    const { sales } = await customer('Bob');
    await books.attribution.sql`
      update credit set by_model = array(select 2 * share from unnest(by_model) share) where measure = ${measures.refund} and fact_id <> ${sales[0] ?? ''}`;
    const found = await books.find('attribution');
    expect(found.filter(({ object }) => object === 'refund').map(({ value, otherValue }) => [value, otherValue])).toEqual([
      ['1000', '2000'],
      ['1000', '2000'],
    ]);
  });

  test('between two Sundays only what is new is read: facts, and days for which something was credited', async () => {
    const { subject } = await customer('Cid');
    await books.look('attribution');
    const { sql } = books.attribution;
    const tamper = (day: string) =>
      sql`update day_rollup set by_model[1] = by_model[1] + 1 where partner_id = 'ptn_a' and day = ${day}::date and measure = ${measures.revenue}`;
    await tamper('2026-01-25');
    expect(await books.look('attribution')).toEqual([]);
    await sale(subject, 'Cid/3', '2026-02-02');
    await catchUp(sql);
    await tamper('2026-02-03');
    const old = ['month_rollup broken ptn_a/2026-01-01/revenue/EUR', 'month_rollup broken ptn_a/2026-02-01/revenue/EUR'];
    expect(await books.look('attribution')).toEqual([...old, 'day_rollup broken ptn_a/2026-02-03/revenue/EUR']);
    const all = [...old, 'day_rollup broken ptn_a/2026-01-25/revenue/EUR', 'day_rollup broken ptn_a/2026-02-03/revenue/EUR'].toSorted();
    // What is still wrong is found again in the next night, in which nothing of it is new.
    expect((await books.look('attribution')).toSorted()).toEqual(all);
    expect((await books.look('attribution', { isFull: true })).toSorted()).toEqual(all);
  });

  test('nothing is found while facts arrive and are credited', async () => {
    const { subject } = await customer('Dan');
    const { sql } = books.attribution;
    let isOver = false;
    const traffic = (async () => {
      for (let n = 0; !isOver; n++) {
        await sale(subject, `Dan/more/${n}`, `2026-02-${String((n % 20) + 1).padStart(2, '0')}`, new Date());
        await addFact(sql, 'revenue', { kind: 'refund', subject_id: subject, refund_of: 'Dan/1', amount_minor: 1, currency: 'EUR' });
        await catchUp(sql);
      }
    })();
    for (let night = 0; night < 5; night++) expect(await books.look('attribution', { isFull: true })).toEqual([]);
    isOver = true;
    await traffic;
  });
});

describe('ledger', () => {
  const posted = async (source: string, amountMinor: bigint) => {
    const id = newId('lin');
    const line = lineOf({ id, source, partnerId: 'ptn_1', currency: 'EUR', about: null, movement: { kind: 'accrual', amountMinor } });
    await postTransactions(books.db.sql, [line]);
    return id;
  };
  const past = async (change: (sql: typeof books.db.sql) => Promise<unknown>) => {
    await books.db.sql`alter table commissions.entry disable trigger user`;
    await change(books.db.sql);
    await books.db.sql`alter table commissions.entry enable trigger user`;
  };

  test('entries that were changed, removed or moved past the triggers are found with their transactions, and others are not', async () => {
    const [whole, changed, emptied, moved] = [
      await posted('sale/1', 700n),
      await posted('sale/2', 500n),
      await posted('sale/3', 300n),
      await posted('sale/4', 200n),
    ];
    await posted('sale/5', 0n);
    await prepareNamespace(books.temporal, books.namespace, pino({ level: 'silent' }));
    expect(await books.look('ledger')).toEqual([]);
    await past(async (sql) => {
      await sql`update commissions.entry set amount_minor = amount_minor + 1 where transaction_id = ${changed} and account = 'expense'`;
      await sql`delete from commissions.entry where transaction_id = ${emptied}`;
      await sql`update commissions.entry set partner_id = 'ptn_2' where transaction_id = ${moved}`;
    });
    const found = await books.look('ledger');
    const broken = [changed, emptied, moved].toSorted().map((id) => `ledger_transaction broken ${id}`);
    expect(found).toEqual(['trial_balance broken EUR', ...broken]);
    expect(found.join()).not.toContain(whole);
  });

  test('commissions that stand still are found: a release that does not run, a goal that waits or failed, a batch that nobody ends', async () => {
    const { sql } = books.db;
    expect(await books.look('ledger')).toEqual(['schedule stale release-holds']);
    await prepareNamespace(books.temporal, books.namespace, pino({ level: 'silent' }));
    expect(await books.look('ledger')).toEqual([]);
    await books.temporal.schedule.getHandle(releaseHoldsId).pause();
    const line = await posted('sale/due', 700n);
    const now = Date.now();
    const at = (daysAgo: number) => `cnv_${idTime(now - daysAgo * DAY_MS)}${'0'.repeat(16)}`;
    await sql`
      insert into commissions.unreleased (release_day, line_id) values
        ((now() - interval '4 days')::date, ${line}), ((now() + interval '4 days')::date, ${line})`;
    await sql`
      insert into commissions.goal (id, wanted, settled, state, reason) values
        (${at(5)}, 1, 0, 'pending', 'There is no rate of CHF'), (${at(1)}, 1, 0, 'pending', 'There is no rate of CHF'),
        (${at(4)}, 1, 0, 'pending', null), (${at(3)}, 1, 1, 'settled', 'no plan'), (${at(0)}, 1, 1, 'failed', 'The plan has no rule')`;
    await sql`
      insert into commissions.payout_batch (id, currency, threshold_minor, provider, state, approvals_needed, created_by, created_at, finished_at) values
        ('pyb_forgotten', 'EUR', 1, 'file', 'awaiting_approval', 1, 'test', now() - interval '8 days', null),
        ('pyb_fresh', 'EUR', 1, 'file', 'awaiting_approval', 1, 'test', now(), null),
        ('pyb_ended', 'EUR', 1, 'file', 'failed', 1, 'test', now() - interval '8 days', now()),
        ('pyb_sent', 'EUR', 1, 'file', 'failed', 1, 'test', now() - interval '8 days', now())`;
    await sql`
      insert into commissions.payout_line (id, batch_id, partner_id, currency, amount_minor, state, tax) values
        ('pyl_1', 'pyb_sent', 'ptn_1', 'EUR', 1, 'sent', '{}')`;
    const found = await books.find('ledger');
    expect(found.map(({ object, class: of, id }) => `${object} ${of} ${id}`)).toEqual([
      'schedule stale release-holds',
      'release stale release-holds',
      `commission_goal stale ${at(5)}`,
      `commission_goal stale ${at(0)}`,
      'payout_batch stale pyb_forgotten',
      'payout_batch stale pyb_sent',
    ]);
    expect(found.map(({ message }) => message)).toEqual([
      'The schedule release-holds is paused, so nothing becomes payable, and no statement is issued',
      expect.stringMatching(/^1 commissions are not released/),
      expect.stringContaining('There is no rate of CHF'),
      expect.stringContaining('The plan has no rule'),
      expect.stringContaining('is awaiting_approval, with 0 open transfers'),
      expect.stringContaining('is failed, with 1 open transfers'),
    ]);
  });
});

describe('audit', () => {
  const tamper = async (change: (sql: typeof books.db.sql) => Promise<unknown>) => {
    await books.db.sql`alter table audit_entry disable trigger user`;
    await change(books.db.sql);
    await books.db.sql`alter table audit_entry enable trigger user`;
  };
  const entries = async (count: number) => {
    for (let n = 0; n < count; n++) await partner(`Partner ${n}`);
  };

  const present = async () => (await books.db.sql<[{ count: number }]>`select count(*)::int from audit_entry`)[0].count;

  test('a changed entry, a removed one and a changed detail are found each night, and an erased detail is not', async () => {
    await entries(12);
    expect(await books.look('audit')).toEqual([]);
    await tamper(async (sql) => {
      await sql`update audit_entry set detail = null where seq = 2`;
      await sql`update audit_entry set actor_id = 'somebody' where seq = 4`;
      await sql`update audit_entry set detail = '{}' where seq = 6`;
      await sql`delete from audit_entry where seq = 8`;
    });
    const all = ['audit_entry broken 4', 'audit_entry broken 6', 'audit_entry broken 9'];
    expect(await books.look('audit', { isFull: true })).toEqual(all);
    await entries(1);
    expect(await books.look('audit')).toEqual(all);
    expect(await books.look('audit')).toEqual(all);
  });

  test('entries that were removed at the end are missed, also after others were written', async () => {
    await entries(5);
    expect(await books.look('audit')).toEqual([]);
    const head = await present();
    await tamper((sql) => sql`delete from audit_entry where seq > 3`);
    expect(await books.look('audit')).toEqual([`audit_head broken ${head}`]);
    await entries(head + 1);
    expect(await books.look('audit')).toEqual([`audit_head broken ${head}`]);
  });

  test('only what is new is verified, and everything on Sundays', async () => {
    await entries(6);
    await books.look('audit');
    await entries(3);
    const checked = async () => {
      const [row] = await books.db.sql<
        { records: number }[]
      >`select records from reconciliation_feed where feed = 'chain' order by run_id desc limit 1`;
      return row?.records;
    };
    await books.look('audit');
    expect(await checked()).toBe(3);
    await books.look('audit', { isFull: true });
    expect(await checked()).toBe(await present());
  });
});

describe('erasures', () => {
  async function erased(): Promise<string> {
    const id = await partner('Erased partner');
    await books.db.sql`update partner set status = 'deleted', contacts = '[]' where id = ${id}`;
    await tamperFree(id);
    await books.db.sql`
      insert into erasure (id, kind, partner_id, status, requested_by, finished_at) values (${newId('ers')}, 'partner', ${id}, 'finished', 'key_1', now())`;
    return id;
  }
  const tamperFree = (id: string) => books.db.sql`update audit_entry set detail = null where partner_id = ${id}`;

  test('what is left of an erased partner is found in every table that names partners, and in events', async () => {
    const [clean, left] = [await erased(), await erased()];
    expect(await books.look('erasures')).toEqual([]);
    await books.db.sql`
      insert into api_key (id, public_id, secret_hash, partner_id, name, scopes, created_by, revoked_at)
      values ('key_a', 'a', 'x', ${clean}, 'erased', '{}', 'key_1', now()), ('key_b', 'b', 'x', ${left}, 'Ada', '{}', 'key_1', null)`;
    await tamperFree(clean);
    await endpoint(left);
    await books.db.sql`update partner set name = 'Acme' where id = ${left}`;
    const eventId = await event();
    await books.db.sql`update event set partner_ids = ${[left, 'ptn_other']} where id = ${eventId}`;
    expect((await books.look('erasures')).toSorted()).toEqual([
      `api_key broken ${left}`,
      `audit_entry broken ${left}`,
      `endpoint broken ${left}`,
      `event broken ${eventId}`,
      `partner broken ${left}`,
    ]);
  });

  test('every table that names a partner is looked at', async () => {
    const tables = await books.db.sql<{ name: string }[]>`
      select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name in ('partner_id', 'partner_ids')
        and table_name not in (select inhrelid::regclass::text from pg_inherits)`;
    const seen = await listPartnerTables(books.db.sql);
    expect(new Set(seen.map(({ name }) => name))).toEqual(new Set(tables.map(({ name }) => name)));
  });

  test('an erasure that does not end, a deleted partner without one, and a kept address are found', async () => {
    const [late, unerased] = [await partner(), await partner()];
    await books.db.sql`update partner set status = 'deleted' where id in ${books.db.sql([late, unerased])}`;
    await books.db.sql`
      insert into erasure (id, kind, partner_id, status, subject_sealed, requested_by, created_at, reason) values
        ('ers_fresh', 'data_subject', null, 'running', 'sealed', 'key_1', now(), null),
        ('ers_gave_up', 'data_subject', null, 'running', 'sealed', 'key_1', now(), 'it was tried 3 times'),
        ('ers_late', 'partner', ${late}, 'running', null, 'key_1', now() - interval '2 days', null),
        ('ers_kept', 'data_subject', null, 'finished', 'sealed', 'key_1', now(), null)`;
    expect(await books.look('erasures')).toEqual([
      'erasure stale ers_gave_up',
      'erasure stale ers_late',
      `partner missing_right ${unerased}`,
      'erasure broken ers_kept',
    ]);
  });
});

describe('retention', () => {
  test('rows past their retention, dead letters that nobody looks at, and a purge that does not run are found', async () => {
    expect(await books.look('retention')).toEqual(['schedule stale purge-expired']);
    await prepareNamespace(books.temporal, books.namespace, pino({ level: 'silent' }));
    expect(await books.look('retention')).toEqual([]);
    await books.temporal.schedule.getHandle(purgeExpiredId).pause();
    overdue = [{ name: 'dead_letter', keptDays: 30, oldest: new Date(0) }];
    const acme = await partner();
    const [forgotten, fresh] = [await endpoint(acme), await endpoint(acme)];
    for (const id of [forgotten, forgotten, fresh]) await delivery(id, { status: 'dead_lettered' });
    await books.db.sql`update delivery set ended_at = now() - interval '8 days' where endpoint_id = ${forgotten}`;
    const found = await books.find('retention');
    expect(found.map(({ object, class: of, id }) => `${object} ${of} ${id}`)).toEqual([
      'table stale dead_letter',
      'schedule stale purge-expired',
      `dead_letter stale ${forgotten}`,
    ]);
    expect(found[1]?.message).toContain('is paused');
    expect(found[2]?.message).toMatch(/^2 dead letters/);
  });
});

describe('expiries', () => {
  test('keys, client secrets, signing keys, connections and certificates that end soon are found, and those that nobody needs are not', async () => {
    const { sql } = books.db;
    const acme = await partner();
    await sql`
      insert into api_key (id, public_id, secret_hash, partner_id, name, scopes, created_by, expires_at, revoked_at, replaced_by, last_used_at, created_at) values
        ('key_later', 'p1', 'x', null, 'k', '{}', 'c', now() + interval '31 days', null, null, null, now()),
        ('key_month', 'p2', 'x', null, 'k', '{}', 'c', now() + interval '29 days', null, null, null, now()),
        ('key_today', 'p3', 'x', null, 'k', '{}', 'c', now() + interval '5 hours', null, null, null, now()),
        ('key_ended', 'p4', 'x', null, 'k', '{}', 'c', now() - interval '1 day', null, null, now() - interval '1 day', now()),
        ('key_unused', 'p5', 'x', null, 'k', '{}', 'c', now() - interval '1 day', null, null, null, now()),
        ('key_revoked', 'p6', 'x', null, 'k', '{}', 'c', now() + interval '1 day', now(), null, null, now()),
        ('key_rotated', 'p7', 'x', null, 'k', '{}', 'c', now() + interval '1 day', null, 'key_later', null, now()),
        ('key_still_used', 'p8', 'x', null, 'k', '{}', 'c', now() + interval '1 day', null, 'key_later', now() + interval '2 hours', now())`;
    await sql`
      insert into oauth_client (id, partner_id, name, scopes, auth_method, created_by, last_used_at) values
        ('oac_ends', ${acme}, 'c', '{}', 'client_secret_basic', 'key_1', null), ('oac_rotated', ${acme}, 'c', '{}', 'client_secret_basic', 'key_1', now())`;
    await sql`
      insert into oauth_client_secret (id, client_id, secret_hash, expires_at) values
        ('ocs_1', 'oac_ends', 'x', now() + interval '3 days'), ('ocs_2', 'oac_rotated', 'x', now() + interval '3 days'), ('ocs_3', 'oac_rotated', 'y', null)`;
    await sql`
      insert into oauth_signing_key (id, algorithm, public_jwk, private_sealed, signs_from) values
        ('osk_old', 'ES256', '{}', 'x', now() - interval '40 days')`;
    await sql`
      insert into connection (id, vendor, name, auth_method, status, status_reason, tokens_expire_at) values
        ('con_broken', 'hubspot', 'H', 'oauth2', 'action_required', 'Action required: reconnect', null),
        ('con_stale', 'hubspot', 'H', 'oauth2', 'active', null, now() - interval '2 hours'),
        ('con_fresh', 'hubspot', 'H', 'oauth2', 'active', null, now() + interval '10 minutes')`;
    certificates = [
      { file: '/etc/tls/later.pem', pem: tlsFixture.cert },
      { file: '/etc/tls/ended.pem', pem: endedCertificate },
    ];
    const found = await books.find('expiries');
    expect(found.map(({ object, class: of, id, otherValue }) => [object, of, id, otherValue])).toEqual([
      ['api_key', 'broken', 'key_ended', 'expired'],
      ['api_key', 'stale', 'key_month', 'within 30 days'],
      ['api_key', 'stale', 'key_still_used', 'within 1 days'],
      ['api_key', 'stale', 'key_today', 'within 1 days'],
      ['oauth_client', 'stale', 'oac_ends', 'within 7 days'],
      ['signing_key', 'stale', 'osk_old', undefined],
      ['connection', 'broken', 'con_broken', undefined],
      ['connection', 'stale', 'con_stale', undefined],
      ['certificate', 'broken', '/etc/tls/ended.pem', 'expired'],
    ]);
    expect(found.find(({ id }) => id === 'key_still_used')?.message).toContain('key_later');
  });
});
