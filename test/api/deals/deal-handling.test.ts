import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, eq, isNull } from '#db/drizzle.ts';
import { deal, dealChange } from '#db/schema.ts';
import { stageMoves, stages } from '#domain/deals/deal-states.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { dealCalls, faultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
let partner: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
  [partner, other] = [await api.partner('standard'), await api.partner('standard')];
});
afterAll(() => api.close());

const asPlatform = (path: string, payload: object, more: object = {}) => calls.call({ ...api.headers, ...more }, 'POST', path, payload);
const history = async (headers: object, id: string) =>
  (await calls.call(headers, 'GET', `/deals/${id}/history`)).body.data as {
    version: number;
    action: string;
    comment: string | null;
    changes: object;
  }[];
const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const force = (id: string, set: Partial<typeof deal.$inferInsert>) => api.db.orm.update(deal).set(set).where(eq(deal.id, id));

describe('an extension of the protection', () => {
  const extend = (id: string, headers: object = partner.headers) =>
    calls.call(headers, 'POST', `/deals/${id}/extension`, { reason: 'Budget round in June' });

  test('is granted immediately, once, for as long as the programme allows, and signals the workflow', async () => {
    const { id, protected_until: until } = await calls.approved(partner.headers, 'Extendwell');
    api.workflowCalls.length = 0;
    const extended = (await extend(id)).body;
    expect([extended.extensions, Date.parse(extended.protected_until) - Date.parse(until)]).toEqual([1, 60 * dayMs]);
    expect(api.workflowCalls).toEqual([{ call: 'registerDeal', ids: [id] }]);
    expect((await history(partner.headers, id)).at(-1)).toMatchObject({ action: 'extended', comment: 'Budget round in June' });
    expect((await extend(id)).body).toMatchObject({
      status: 409,
      code: 'protection_not_extendable',
      errors: [{ pointer: '/extensions', code: 'out_of_range' }],
    });
  });

  test('is rejected with the reason where it is not possible', async () => {
    const { id: submitted } = await calls.submitted(partner.headers, 'Earlywell');
    expect((await extend(submitted)).body).toMatchObject({ status: 409, code: 'invalid_state' });
    const { id: late } = await calls.approved(partner.headers, 'Latewell');
    await force(late, { protectedUntil: new Date(Date.now() - 1) });
    expect((await extend(late)).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/protected_until', code: 'invalid_state' }],
    });
    const { id: closed } = await calls.approved(partner.headers, 'Closedwell');
    await calls.call(partner.headers, 'POST', `/deals/${closed}/withdraw`);
    expect((await extend(closed)).body.code).toBe('invalid_state');
    for (const protection of [{ extension_days: 0 }, { max_extensions: 0 }]) {
      const strict = await calls.partnerUnder({ protection });
      const { id } = await calls.approved(strict.headers, `Strictwell ${JSON.stringify(protection)}`);
      expect((await extend(id, strict.headers)).body).toMatchObject({
        status: 409,
        errors: [{ pointer: '/extensions', code: 'not_permitted' }],
      });
    }
  });

  test('is granted only once to two concurrent requests', async () => {
    const { id } = await calls.approved(partner.headers, 'Twicewell');
    const statuses = (await Promise.all([extend(id), extend(id), extend(id)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409, 409]);
  });
});

describe('reassignment', () => {
  test('to a person at the company is invisible to the partner', async () => {
    const { id, version } = await calls.submitted(partner.headers, 'Caredwell');
    const { body } = await asPlatform(`/deals/${id}/reassign`, { assignee: 'ada@company.example', reason: 'knows them' });
    expect(body).toMatchObject({ assignee: 'ada@company.example', version: version + 1 });
    expect((await calls.call(api.headers, 'GET', `/deals?partner_id=${partner.id}&limit=1`)).body.data[0].assignee).toBe(
      'ada@company.example',
    );
    for (const path of [`/deals/${id}`, `/deals/${id}/history`, '/deals']) {
      expect((await calls.call(partner.headers, 'GET', path)).text).not.toMatch(/ada@company|knows them|assign/);
    }
    expect((await history(api.headers, id)).at(-1)).toMatchObject({
      action: 'assigned',
      comment: 'knows them',
      changes: { assignee: [null, 'ada@company.example'] },
    });
    expect((await asPlatform(`/deals/${id}/reassign`, { assignee: null, reason: 'on leave' })).body.assignee).toBeNull();
  });

  test('to another partner hides the past from the new partner and the deal from the old one', async () => {
    const { id } = await calls.submitted(partner.headers, 'Movewell', {
      external_id: 'OLD-1',
      team: [{ name: 'Olda', email: 'olda@old.example' }],
    });
    await calls.call(partner.headers, 'POST', `/deals/${id}/notes`, { text: 'between us' });
    const moved = await asPlatform(`/deals/${id}/reassign`, { partner_id: other.id, reason: 'Olda & Co gave up' });
    expect(moved.body).toMatchObject({ partner_id: other.id, external_id: null, review_status: 'submitted' });
    const seen = [`/deals/${id}`, `/deals/${id}/history`, `/deals/${id}/notes`];
    for (const path of seen) {
      expect([path, (await calls.call(partner.headers, 'GET', path)).status]).toEqual([path, 404]);
      const { status, text } = await calls.call(other.headers, 'GET', path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(new RegExp(`OLD-1|[Oo]lda|between us|${partner.id}`));
    }
    expect((await history(other.headers, id)).map(({ action }) => action)).toEqual(['moved']);
    expect((await history(api.headers, id)).map(({ action }) => action)).toEqual(['created', 'submitted', 'moved']);
    expect((await calls.call(api.headers, 'GET', `/deals/${id}/notes`)).body.data).toMatchObject([{ text: 'between us', internal: true }]);
    expect((await calls.call(partner.headers, 'POST', `/deals/${id}/withdraw`)).status).toBe(404);
    expect((await calls.call(partner.headers, 'POST', '/deals', { ...readyDeal('Movewell'), external_id: 'OLD-1' })).status).toBe(201);
  });

  test('to a person at the company publishes no event to partners', async () => {
    const { id } = await calls.submitted(partner.headers, 'Tellwell');
    await asPlatform(`/deals/${id}/reassign`, { assignee: 'ada', reason: 'x' });
    const untold = await api.db.orm
      .select()
      .from(dealChange)
      .where(and(eq(dealChange.dealId, id), isNull(dealChange.announcedAt)));
    expect(untold.map(({ action }) => action)).toEqual(['submitted']);
  });

  test('requires an active partner of the same kind and an open deal', async () => {
    const { id } = await calls.submitted(partner.headers, 'Staywell');
    const [sandbox, suspended] = [await api.partner('sandbox'), await api.partner('standard')];
    await asPlatform(`/partners/${suspended.id}/suspend`, { reason: 'x' });
    const reply = async (partner_id: string) => {
      const { body } = await asPlatform(`/deals/${id}/reassign`, { partner_id, reason: 'x' });
      return [body.status, body.code, ...faultsOf(body)];
    };
    expect(await reply('ptn_x')).toEqual([422, 'unknown_partner', '/partner_id unknown_partner']);
    expect(await reply(partner.id)).toEqual([409, 'conflict', '/partner_id invalid_value']);
    expect(await reply(suspended.id)).toEqual([409, 'conflict', '/partner_id invalid_state']);
    expect(await reply(sandbox.id)).toEqual([409, 'conflict', '/partner_id not_permitted']);
    await asPlatform(`/deals/${id}/reject`, { reason: 'x' });
    expect(await reply(other.id)).toEqual([409, 'invalid_state', '/review_status invalid_state']);
    expect(faultsOf((await asPlatform(`/deals/${id}/reassign`, { reason: 'x' })).body)).toEqual(['/assignee required']);
  });
});

describe('an override', () => {
  test('clears a conflict, so that the deal can be approved without a comment', async () => {
    await calls.submitted(partner.headers, 'Clearwell');
    const { id, conflict } = await calls.submitted(other.headers, 'Clearwell');
    expect(conflict).toBe('conflict');
    const { body } = await asPlatform(`/deals/${id}/override`, { conflict: 'clear', reason: 'another subsidiary than Acme has' });
    expect(body.conflict).toBe('clear');
    expect((await asPlatform(`/deals/${id}/approve`, {})).body.review_status).toBe('approved');
    expect((await history(api.headers, id))[2]).toMatchObject({ action: 'overridden', comment: 'another subsidiary than Acme has' });
    expect((await history(other.headers, id))[2]).toMatchObject({
      action: 'overridden',
      comment: null,
      changes: { conflict: ['conflict', 'clear'] },
    });
  });

  test('sets stage, protection and due date where they apply', async () => {
    const { id } = await calls.submitted(partner.headers, 'Setwell');
    const due = inDays(3);
    expect((await asPlatform(`/deals/${id}/override`, { review_due_at: due, reason: 'x' })).body.review_due_at).toBe(due);
    expect(faultsOf((await asPlatform(`/deals/${id}/override`, { protected_until: due, reason: 'x' })).body)).toEqual([
      '/protected_until invalid_state',
    ]);
    await asPlatform(`/deals/${id}/approve`, {});
    const until = inDays(400);
    expect((await asPlatform(`/deals/${id}/override`, { stage: 'committed', protected_until: until, reason: 'x' })).body).toMatchObject({
      stage: 'committed',
      protected_until: until,
    });
    expect(faultsOf((await asPlatform(`/deals/${id}/override`, { review_due_at: due, reason: 'x' })).body)).toEqual([
      '/review_due_at invalid_state',
    ]);
  });

  test('must change something, lie in the future, and neither close nor reopen a deal', async () => {
    const { id } = await calls.submitted(partner.headers, 'Nothingwell');
    const faults = async (payload: object) => faultsOf((await asPlatform(`/deals/${id}/override`, payload)).body);
    expect(await faults({ reason: 'x' })).toEqual([' required']);
    expect(await faults({ conflict: 'clear' })).toEqual(['/reason required']);
    expect(await faults({ review_due_at: inDays(-1), reason: 'x' })).toEqual(['/review_due_at too_small']);
    expect(await faults({ stage: 'won', reason: 'x' })).toEqual(['/stage invalid_value']);
    await asPlatform(`/deals/${id}/reject`, { reason: 'x' });
    expect(await faults({ stage: 'qualified', reason: 'x' })).toEqual(['/review_status invalid_state']);
    const { id: draft } = (await calls.call(partner.headers, 'POST', '/deals', readyDeal('Draftwell'))).body;
    expect((await asPlatform(`/deals/${draft}/override`, { stage: 'qualified', reason: 'x' })).body.code).toBe('invalid_state');
  });
});

describe('a merge', () => {
  test('needs a target deal: known, open, submitted, not merged itself, and on the same side', async () => {
    const { id } = await calls.submitted(partner.headers, 'Mergewell');
    const into = async (target: string) => {
      const { body } = await asPlatform(`/deals/${id}/merge`, { into: target });
      return [body.status, body.code, ...faultsOf(body)];
    };
    const { id: rejected } = await calls.submitted(other.headers, 'Mergewell');
    await asPlatform(`/deals/${rejected}/reject`, { reason: 'x' });
    const [{ id: first }, { id: second }] = [
      await calls.submitted(other.headers, 'Mergewell One'),
      await calls.submitted(other.headers, 'Mergewell Two'),
    ];
    expect((await asPlatform(`/deals/${second}/merge`, { into: first })).status).toBe(200);
    const { id: draft } = (await calls.call(other.headers, 'POST', '/deals', readyDeal('Mergewell'))).body;
    const { id: boxed } = await calls.submitted((await api.partner('sandbox')).headers, 'Mergewell');
    expect(await into('deal_x')).toEqual([404, 'not_found', '/into invalid_value']);
    expect(await into(id)).toEqual([422, 'invalid_merge', '/into invalid_value']);
    for (const closed of [rejected, second, draft]) {
      expect(await into(closed)).toEqual([422, 'invalid_merge', '/into invalid_state']);
    }
    expect(await into(boxed)).toEqual([422, 'invalid_merge', '/into not_permitted']);
    expect((await asPlatform(`/deals/${id}/merge`, { into: first })).body.review_status).toBe('merged');
    expect((await calls.call(partner.headers, 'GET', `/deals/${id}/history`)).text).not.toContain(first);
  });

  test('of two deals into each other at the same time closes only one of them', async () => {
    const [a, b] = [await calls.submitted(partner.headers, 'Crosswell'), await calls.submitted(other.headers, 'Crosswell')];
    const replies = await Promise.all([
      asPlatform(`/deals/${a.id}/merge`, { into: b.id }),
      asPlatform(`/deals/${b.id}/merge`, { into: a.id }),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 422]);
  });
});

describe('the review queue', () => {
  test('lists the deals that await a decision, most urgent first, filtered by assignee, conflict and overdue', async () => {
    const own = await calls.partnerUnder({});
    const ids: string[] = [];
    for (const name of ['Queueone', 'Queuetwo', 'Queuethree', 'Queuefour']) ids.push((await calls.submitted(own.headers, name)).id);
    const [one = '', two = '', three = '', four = ''] = ids;
    await force(one, { reviewDueAt: new Date(inDays(2)), assignee: 'ada' });
    await force(two, { reviewDueAt: new Date(inDays(-1)), reviewStatus: 'in_review', conflictState: 'possible' });
    await force(three, { reviewDueAt: new Date(inDays(1)) });
    await asPlatform(`/deals/${four}/approve`, {});
    const queue = async (query: string) => (await calls.call(api.headers, 'GET', `/deals/review-queue?partner_id=${own.id}${query}`)).body;
    const idsOf = async (query: string) => (await queue(query)).data.map((row: { id: string }) => row.id);
    expect(await idsOf('')).toEqual([two, three, one]);
    expect([await idsOf('&assignee=ada'), await idsOf('&assignee=none')]).toEqual([[one], [two, three]]);
    expect([await idsOf('&overdue=true'), await idsOf('&overdue=false'), await idsOf('&conflict=possible')]).toEqual([
      [two],
      [three, one],
      [two],
    ]);
    const first = await queue('&limit=2');
    expect(await idsOf(`&limit=2&cursor=${first.next_cursor}`)).toEqual([one]);
  });
});

test('every stage can move only to the stages in the table', async () => {
  const { id } = await calls.approved(partner.headers, 'Stagewell');
  for (const from of stages) {
    for (const to of stages) {
      await force(id, { stage: from, closedAt: null, reviewStatus: 'approved' });
      const { status } = await asPlatform(`/deals/${id}/stage`, { stage: to, reason: 'x' });
      expect([from, to, status]).toEqual([from, to, stageMoves[from].includes(to) ? 200 : 409]);
    }
  }
}, 30_000);

test('an approved deal cannot be changed so that it violates its programme', async () => {
  const strict = await calls.partnerUnder({ required: ['close_date', 'expected_value'], currency: 'EUR' });
  const { id, version } = await calls.approved(strict.headers, 'Keepwell');
  const change = (fields: object) => calls.call({ ...strict.headers, 'if-match': `"${version}"` }, 'PATCH', `/deals/${id}`, fields);
  const refused = await change({ close_date: null, expected_value: { amount: '1', currency: 'USD' } });
  expect([refused.status, faultsOf(refused.body)]).toEqual([422, ['/close_date required', '/expected_value/currency invalid_value']]);
  expect((await change({ competitor: 'Other Ltd' })).status).toBe(200);
});

test('every operation on a deal is rejected with an outdated version', async () => {
  const { id } = await calls.approved(partner.headers, 'Stalewell');
  const { id: target } = await calls.submitted(partner.headers, 'Stalewell Target');
  const steps: Record<string, object> = {
    extension: { reason: 'x' },
    reassign: { assignee: 'ada', reason: 'x' },
    override: { stage: 'committed', reason: 'x' },
    merge: { into: target },
    withdraw: {},
    stage: { stage: 'qualified' },
    approve: {},
    reject: { reason: 'x' },
    ask: { fields: ['title'], comment: 'x' },
    submit: {},
  };
  for (const [step, payload] of Object.entries(steps)) {
    expect([step, (await asPlatform(`/deals/${id}/${step}`, payload, { 'if-match': '"1"' })).status]).toEqual([step, 412]);
  }
  expect((await calls.call({ ...partner.headers, 'if-match': '"1"' }, 'PATCH', `/deals/${id}`, { close_date: '2099-01-01' })).status).toBe(
    412,
  );
  expect((await history(api.headers, id)).length).toBe(3);
});
