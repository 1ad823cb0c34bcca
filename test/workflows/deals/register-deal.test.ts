import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '#db/access/api-key.ts';
import { approveDeal } from '#db/deals/deal-review.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { tester } from '#test/support/tester.ts';
import { registerDealId, reviewDeal, dealSituation } from '#workflows/deals/messages.ts';

let engine: TestEngine;
let receiver: Receiver;
let partner: { id: string; key: string };
const secrets: string[] = [];
beforeAll(async () => {
  engine = await startTestEngine();
  receiver = await startReceiver({ secrets });
  partner = await newPartner();
  const { body } = await engine.call('POST', '/endpoints', {
    partner_id: partner.id,
    url: `${receiver.url}/hook`,
    event_types: ['deal.*'],
  });
  secrets.push(body['secret'] as string);
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
});

async function newPartner() {
  const { id } = await createPartner(engine.db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const made = newApiKey('live');
  await insertApiKey(engine.db, { ...made, name: 'test', scopes: grantableScopes('partner'), partnerId: id }, tester);
  return { id, key: made.key };
}

async function submitted(company: string, more: object = {}, by = partner): Promise<string> {
  const { body } = await engine.call(
    'POST',
    '/deals',
    {
      customer: {
        company_name: company,
        website: `${company.toLowerCase().replaceAll(/\W/g, '')}.com`,
        contacts: [{ name: 'Secret Person', email: 'secret@person.example' }],
      },
      title: 'Data platform',
      expected_value: { amount: '48000.00', currency: 'EUR' },
      close_date: '2099-03-31',
      type: 'new_business',
      ...more,
    },
    by.key,
  );
  const { status } = await engine.call('POST', `/deals/${body['id']}/submit`, undefined, by.key);
  expect(status).toBe(200);
  return body['id'] as string;
}

const handleOf = (id: string) => engine.temporal.workflow.getHandle(registerDealId(id));
/** Empty until the workflow runs: a start that Temporal was not told of in time is the sweeper's. */
const situation = (id: string): Promise<Record<string, unknown>> =>
  handleOf(id)
    .query(dealSituation)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return {};
      throw error;
    });
const look = async (id: string) => (await engine.call('GET', `/deals/${id}`)).body;
const reaches = (id: string, reviewStatus: string) =>
  eventually(
    () => look(id),
    (deal) => deal['review_status'] === reviewStatus,
  );
const waitsFor = (id: string, step: string) =>
  eventually(
    () => situation(id),
    ({ next }) => (next as { step: string } | null)?.step === step,
  );
const ends = async (id: string) => {
  await eventually(
    () => situation(id),
    (shown) => 'reviewStatus' in shown,
  );
  return handleOf(id).result();
};

interface Told {
  type: string;
  data: Record<string, unknown>;
}
const told = (id: string) => receiver.requests.map(({ body }) => JSON.parse(body) as Told).filter(({ data }) => data['deal_id'] === id);
const isTold = (id: string, type: string) =>
  eventually(
    () => told(id).find((event) => event.type === type),
    (event) => event !== undefined,
  );
const typesTold = (id: string) =>
  told(id)
    .map((event) => event.type)
    .toSorted();
const platformEvents = async (id: string) =>
  (
    await engine.db.sql<
      { type: string }[]
    >`select type from event where type like 'causeway.deal.%' and data::jsonb->>'deal_id' = ${id} order by id`
  ).map((row) => row.type);

/** As time would: a deadline is moved into the past, and the workflow looks again. */
async function passDeadline(id: string, column: 'review_due_at' | 'protected_until') {
  await engine.db.sql`update deal set ${engine.db.sql(column)} = now() - interval '1 minute' where id = ${id}`;
  await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
}
async function setProgramme(settings: object, run: () => Promise<void>) {
  await engine.db.sql`update programme set settings = ${JSON.stringify(settings)}::text::jsonb where id = 'prg_default'`;
  try {
    await run();
  } finally {
    await engine.db.sql`update programme set settings = '{}' where id = 'prg_default'`;
  }
}

describe('a deal', () => {
  test('goes from review through protection to won, each step told to the partner and shown to operators', async () => {
    const id = await submitted('Wonwell Systems', { external_id: 'CRM-7' });
    await waitsFor(id, 'remindReviewers');
    expect(await situation(id)).toMatchObject({ reviewStatus: 'in_review', stage: 'prospect', conflict: 'clear' });
    const described = await eventually(
      () => handleOf(id).describe(),
      ({ memo }) => (memo?.['next'] as { step?: string } | undefined)?.step === 'remindReviewers',
    );
    expect(described.memo).toMatchObject({ reviewStatus: 'in_review' });
    expect(described.searchAttributes).toMatchObject({ DealId: [id], PartnerId: [partner.id], ReviewStatus: ['in_review'] });
    const firstRun = described.runId;

    await engine.call('POST', `/deals/${id}/approve`, { comment: 'fine' });
    await waitsFor(id, 'warnOfExpiry');
    // The months of protection have a run of their own, with everything that the first one showed.
    const protecting = await eventually(
      () => handleOf(id).describe(),
      ({ runId }) => runId !== firstRun,
    );
    expect(protecting.searchAttributes).toMatchObject({ DealId: [id], PartnerId: [partner.id], ReviewStatus: ['approved'] });
    const { events } = await handleOf(id).fetchHistory();
    expect(Object.keys(events?.[0]?.workflowExecutionStartedEventAttributes?.memo?.fields ?? {})).toContain('reviewStatus');
    for (const stage of ['qualified', 'business_validation', 'committed', 'won']) {
      expect((await engine.call('POST', `/deals/${id}/stage`, { stage })).status).toBe(200);
    }
    expect(await ends(id)).toBe('won');

    const won = await isTold(id, 'deal.won');
    expect(won?.data).toEqual({
      deal_id: id,
      external_id: 'CRM-7',
      programme_id: 'prg_default',
      company: 'Wonwell Systems',
      title: 'Data platform',
      amount: '48000.00',
      currency: 'EUR',
      action: 'won',
      version: 8,
      review_status: 'approved',
      stage: 'won',
      conflict: 'clear',
      reason: null,
      requested_fields: [],
      protected_until: expect.any(String),
    });
    await eventually(
      () => typesTold(id),
      (types) => types.length === 7,
    );
    expect(typesTold(id)).toEqual([
      'deal.approved',
      'deal.submitted',
      'deal.updated',
      'deal.updated',
      'deal.updated',
      'deal.updated',
      'deal.won',
    ]);
    // Each event shows the deal as it was then, whenever it was sent.
    const submission = told(id).find((event) => event.type === 'deal.submitted');
    expect(submission?.data).toMatchObject({ version: 2, review_status: 'submitted', stage: 'prospect', protected_until: null });
    expect(receiver.problems()).toEqual([]);
    expect(receiver.requests.map(({ body }) => body).join()).not.toContain('person.example');
    await replayNow(engine, registerDealId(id), 'deal-approved', firstRun);
    await replayNow(engine, registerDealId(id), 'deal-won');
  });

  test('is rejected by hand in Temporal, where a wrong decision is refused with the reason', async () => {
    const id = await submitted('Handwell Robotics');
    await waitsFor(id, 'remindReviewers');
    const decide = (decision: object) => handleOf(id).executeUpdate(reviewDeal, { args: [decision as never] });
    await expect(decide({ decision: 'maybe', by: 'ada' })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('"decision" must be one of') },
    });
    await expect(decide({ decision: 'reject', by: 'ada' })).rejects.toMatchObject({ cause: { message: 'missing: reason' } });
    await expect(decide({ decision: 'ask_for_action', by: 'ada', fields: ['colour'], comment: 'Which?' })).rejects.toMatchObject({
      cause: { cause: { message: expect.stringContaining('Unknown fields: colour') } },
    });
    await expect(decide({ decision: 'reject', by: 'ada', reason: 'a\0b' })).rejects.toMatchObject({
      cause: { message: 'missing: reason' },
    });
    await decide({ decision: 'reject', by: 'ada', reason: 'A customer already' });
    expect(await ends(id)).toBe('rejected');
    expect((await isTold(id, 'deal.rejected'))?.data).toMatchObject({ reason: 'A customer already' });
    const { body } = await engine.call('GET', `/deals/${id}/history`);
    expect(body['data'].at(-1)).toMatchObject({ action: 'rejected', by: { kind: 'platform', id: 'temporal:ada' } });
    await replayNow(engine, registerDealId(id), 'deal-rejected-by-hand');
  });

  test('that was approved against its conflict is refused by hand too, unless it is overridden with a comment', async () => {
    const holder = await submitted('Twicewell Foods');
    await waitsFor(holder, 'remindReviewers');
    const rival = await newPartner();
    const id = await submitted('Twicewell Foods', {}, rival);
    await waitsFor(id, 'remindReviewers');
    const decide = (decision: object) => handleOf(id).executeUpdate(reviewDeal, { args: [decision as never] });
    await expect(decide({ decision: 'approve', by: 'ada' })).rejects.toMatchObject({
      cause: { cause: { message: expect.stringContaining('An earlier deal registered the customer') } },
    });
    await decide({ decision: 'approve', by: 'ada', override: true, comment: 'co-sell' });
    expect((await reaches(id, 'approved'))['protected_until']).not.toBeNull();
  });

  test('is approved by the rule of its programme, up to its value, and only without any resemblance', async () => {
    await setProgramme({ auto_approve: { max_value: { amount: '50000', currency: 'EUR' } } }, async () => {
      const id = await submitted('Rulewell Mobility');
      await reaches(id, 'approved');
      const { body } = await engine.call('GET', `/deals/${id}/history`);
      expect(body['data'].at(-1)).toMatchObject({
        action: 'approved',
        by: { kind: 'system' },
        comment: "Approved automatically by the programme's rules",
      });
      for (const more of [
        { expected_value: { amount: '50000.01', currency: 'EUR' } },
        { expected_value: { amount: '1.00', currency: 'USD' } },
      ]) {
        await reaches(await submitted(`Above ${JSON.stringify(more).length} ${more.expected_value.currency} Unruled`, more), 'in_review');
      }
      await reaches(await submitted('Rulewell Mobility'), 'in_review');
    });
  });

  test('is rejected by the rule of its programme where an earlier deal holds the customer, which is not named', async () => {
    await setProgramme({ duplicates: { on_conflict: 'reject' } }, async () => {
      const first = await submitted('Firstcome Energy', {}, await newPartner());
      const id = await submitted('Firstcome Energy');
      expect(await ends(id)).toBe('rejected');
      await isTold(id, 'deal.rejected');
      expect(typesTold(id)).toEqual(['deal.conflict', 'deal.rejected', 'deal.submitted']);
      expect(JSON.stringify(told(id))).not.toContain(first);
      await replayNow(engine, registerDealId(id), 'deal-rejected-by-rule');
    });
  });

  test('that nobody decides is brought to mind, then escalated, once each', async () => {
    const id = await submitted('Slowwell Instruments');
    await waitsFor(id, 'remindReviewers');
    await passDeadline(id, 'review_due_at');
    await eventually(
      () => platformEvents(id),
      (types) => types.length === 2,
    );
    await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
    await eventually(
      () => situation(id),
      ({ next }) => next === null,
    );
    expect(await platformEvents(id)).toEqual(['causeway.deal.review_due', 'causeway.deal.review_overdue']);
    await engine.call('POST', `/deals/${id}/reject`, { reason: 'too late' });
    expect(await ends(id)).toBe('rejected');
    await replayNow(engine, registerDealId(id), 'deal-escalated');
  });
});

describe('protection', () => {
  test('is warned of, moves with what gives it more time, and ends with the customer free again', async () => {
    const id = await submitted('Guardwell Materials');
    await engine.call('POST', `/deals/${id}/approve`, {});
    await waitsFor(id, 'warnOfExpiry');
    await engine.db.sql`update deal set protected_until = now() + interval '3 days' where id = ${id}`;
    await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
    expect((await isTold(id, 'deal.expiring'))?.data).toMatchObject({ action: 'expiring', review_status: 'approved' });
    await waitsFor(id, 'expireDeal');
    await engine.db.sql`update deal set protected_until = now() + interval '60 days' where id = ${id}`;
    await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
    await waitsFor(id, 'warnOfExpiry');
    await passDeadline(id, 'protected_until');
    expect(await ends(id)).toBe('expired');
    expect((await isTold(id, 'deal.expired'))?.data).toMatchObject({ reason: 'The protection has ended' });
    expect(await look(id)).toMatchObject({ review_status: 'expired', editable_fields: [] });
    const next = await submitted('Guardwell Materials', {}, await newPartner());
    expect((await look(next))['conflict']).toBe('clear');
    await replayNow(engine, registerDealId(id), 'deal-expired');
  });

  test('a question that is not answered ends the deal, one that is answered brings it back', async () => {
    const [silent, answered] = [await submitted('Silentwell Foods'), await submitted('Answerwell Foods')];
    for (const id of [silent, answered]) await engine.call('POST', `/deals/${id}/ask`, { fields: ['close_date'], comment: 'When?' });
    await waitsFor(silent, 'expireDeal');
    expect((await isTold(silent, 'deal.action_required'))?.data).toMatchObject({ reason: 'When?', requested_fields: ['close_date'] });
    await engine.call('POST', `/deals/${answered}/submit`, undefined, partner.key);
    await reaches(answered, 'in_review');
    await passDeadline(silent, 'review_due_at');
    expect(await ends(silent)).toBe('expired');
    await replayNow(engine, registerDealId(silent), 'deal-unanswered');
  });
});

describe('whatever happens to Temporal', () => {
  test('a change that nobody told it about is announced all the same', async () => {
    const id = await submitted('Sweepwell Analytics');
    await waitsFor(id, 'remindReviewers');
    await handleOf(id).terminate('lost');
    await approveDeal(engine.db, id, {}, { actor: tester });
    expect((await isTold(id, 'deal.approved'))?.data).toMatchObject({ review_status: 'approved' });
    await waitsFor(id, 'warnOfExpiry');
  });

  test('a workflow that is reset or told twice sends no event again', async () => {
    const id = await submitted('Resetwell Logistics');
    await waitsFor(id, 'remindReviewers');
    await isTold(id, 'deal.submitted');
    await engine.db.sql`update deal_change set announced_at = null where deal_id = ${id} and action <> 'created'`;
    await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
    await eventually(
      async () => (await engine.db.sql`select 1 from deal_change where deal_id = ${id} and announced_at is null`).length,
      (left) => left === 0,
    );
    const [row] = await engine.db.sql<{ count: number }[]>`select count(*)::int as count from event where data::jsonb->>'deal_id' = ${id}`;
    expect(row?.count).toBe(2);
  });

  test('a partner that loses its deal to another is told so, and nothing of what it becomes', async () => {
    const other = await newPartner();
    const id = await submitted('Movewell Mobility', { external_id: 'OLD-1' });
    await waitsFor(id, 'remindReviewers');
    const moved = await engine.call('POST', `/deals/${id}/reassign`, { partner_id: other.id, reason: 'They serve the region' });
    expect(moved.status).toBe(200);
    const last = await eventually(
      () => told(id).find((event) => event.data['action'] === 'moved'),
      (event) => event !== undefined,
    );
    expect(last?.data).toMatchObject({ external_id: 'OLD-1' });
    await engine.call('POST', `/deals/${id}/approve`, {});
    await waitsFor(id, 'warnOfExpiry');
    const recipients = await engine.db.sql<{ type: string; partnerIds: string[] }[]>`
      select type, partner_ids as "partnerIds" from event where data::jsonb->>'deal_id' = ${id} order by created_at, id`;
    await expect.poll(async () => (await handleOf(id).describe()).searchAttributes).toMatchObject({ PartnerId: [other.id] });
    expect(new Set(recipients.filter(({ partnerIds }) => partnerIds.includes(other.id)).map(({ type }) => type))).toEqual(
      new Set(['deal.updated', 'deal.approved']),
    );
    expect(told(id).map((event) => event.type)).not.toContain('deal.approved');
  });

  test('the workflow of a deal that was erased ends', async () => {
    const id = await submitted('Erasewell Energy');
    await waitsFor(id, 'remindReviewers');
    await engine.db.sql`delete from deal where id = ${id}`;
    await engine.engine.workflows.deals.registerDeal({ id, partnerId: partner.id });
    expect(await ends(id)).toBe('erased');
    await replayNow(engine, registerDealId(id), 'deal-erased');
  });
});
