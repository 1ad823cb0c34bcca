import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReview } from '#db/deals/deal-process.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { dealCalls, faultsOf, readyDeal } from '#test/support/deal-calls.ts';

let api: TestApp;
let calls: ReturnType<typeof dealCalls>;
beforeAll(async () => {
  api = await buildTestApp();
  calls = dealCalls(api);
});
afterAll(() => api.close());

interface Effect {
  effect: string;
  before: string | null;
  after: string | null;
  errors: { pointer: string; code: string }[];
}

const asPlatform = (method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, more: object = {}) =>
  calls.call({ ...api.headers, ...more }, method, path, payload);
const asSystem = { kind: 'system', id: 'test' } as const;
const near = (one: string | null, other: string | null) => Math.abs(Date.parse(one ?? '') - Date.parse(other ?? '')) < 60_000;

async function preview(programmeId: string, settings: object) {
  const { status, body, headers } = await asPlatform('POST', `/programmes/${programmeId}/preview`, { settings });
  expect(status).toBe(200);
  const effects = (dealId: string): Record<string, Effect> => {
    const found = body.deals.find((each: { deal_id: string }) => each.deal_id === dealId)?.effects ?? [];
    return Object.fromEntries(found.map((each: Effect) => [each.effect, each]));
  };
  return { body, effects, etag: headers.etag as string };
}

test('a preview says of each open deal what then happens when the change is saved, and writes nothing', async () => {
  const partner = await calls.partnerUnder({
    ...{ required: ['title'], review: { sla_business_days: 2 }, duplicates: { possible: 0.5, conflict: 0.85 } },
    protection: { starts: 'submission', days: 30, extension_days: 10, max_extensions: 1 },
  });
  const draft = async (company: string, more: object = {}) =>
    (await calls.call(partner.headers, 'POST', '/deals', { ...readyDeal(company), ...more })).body.id as string;
  const approved = await calls.approved(partner.headers, 'Lumenwell');
  const reviewed = (await calls.submitted(partner.headers, 'Harborwell')).id as string;
  await openReview(api.db, reviewed, asSystem);
  const [lacking, fitting, doubled] = [
    await draft('Quarrywell'),
    await draft('Meadowwell', { problem: 'Old' }),
    await draft('Lumenwell', { problem: 'Old' }),
  ];
  const read = async (id: string) => (await asPlatform('GET', `/deals/${id}`)).body;
  const all = [approved.id, reviewed, lacking, fitting, doubled];
  const before = await Promise.all(all.map(read));

  const change = {
    ...{ required: ['title', 'problem'], review: { sla_business_days: 6 }, exclusivity: 'none', auto_approve: {} },
    protection: { days: 60, extension_days: 20 },
  };
  const { body, effects, etag } = await preview(partner.programmeId, change);
  expect(body).toMatchObject({ open_deals: 5, examined: 5, affected: 5, untouched: { protections: 1, reviews: 1, questions: 0 } });
  expect(Object.fromEntries(body.effects.map(({ effect, deals }: { effect: string; deals: number }) => [effect, deals]))).toEqual({
    ...{ submission: 1, review_due: 3, conflict: 1, decision: 2, protection: 4, extension: 1 },
  });
  expect(await Promise.all(all.map(read))).toEqual(before);
  expect((await asPlatform('GET', `/programmes/${partner.programmeId}`)).body.version).toBe(body.version);

  expect((await asPlatform('PATCH', `/programmes/${partner.programmeId}`, { settings: change }, { 'if-match': etag })).status).toBe(200);
  expect(await Promise.all(all.map(read))).toEqual(before);

  const refused = await calls.call(partner.headers, 'POST', `/deals/${lacking}/submit`);
  const { submission } = effects(lacking);
  expect(submission).toMatchObject({ before: 'accepted', after: 'refused' });
  expect(faultsOf(refused.body)).toEqual(faultsOf(submission ?? {}));

  for (const [id, conflict, decision, status] of [
    [fitting, 'clear', 'approve', 'approved'],
    [doubled, 'possible', 'review', 'in_review'],
  ] as const) {
    const told = effects(id);
    const { body: submitted } = await calls.call(partner.headers, 'POST', `/deals/${id}/submit`);
    expect(near(submitted.review_due_at, told['review_due']?.after ?? null)).toBe(true);
    expect([submitted.conflict, told['conflict']?.after ?? conflict]).toEqual([conflict, conflict]);
    await openReview(api.db, id, asSystem);
    expect([(await read(id)).review_status, told['decision']?.after ?? decision]).toEqual([status, decision]);
  }
  expect(effects(doubled)['conflict']).toMatchObject({ before: 'conflict', after: 'possible' });
  const { body: now } = await asPlatform('POST', `/deals/${reviewed}/approve`);
  expect(now.protected_until).toBe(effects(reviewed)['protection']?.after);
  const { body: extended } = await calls.call(partner.headers, 'POST', `/deals/${approved.id}/extension`, { reason: 'Pilot' });
  expect(extended.protected_until).toBe(effects(approved.id)['extension']?.after);
});

test('a preview says what other thresholds of duplicates find for a deal, and what the rules then decide', async () => {
  const partner = await calls.partnerUnder({ required: [], duplicates: { possible: 0.5, conflict: 0.85 } });
  await calls.approved(partner.headers, 'Tidewater Robotics');
  const { id } = (await calls.call(partner.headers, 'POST', '/deals', readyDeal('Tidewater Robotics'))).body;
  const { effects } = await preview(partner.programmeId, { duplicates: { on_conflict: 'reject' } });
  expect(effects(id)).toEqual({ decision: { effect: 'decision', before: 'review', after: 'reject', errors: [] } });
  const stricter = { duplicates: { conflict: 1, possible: 1 } };
  const told = (await preview(partner.programmeId, stricter)).effects(id);
  await asPlatform('PATCH', `/programmes/${partner.programmeId}`, { settings: stricter });
  const { body } = await calls.call(partner.headers, 'POST', `/deals/${id}/submit`);
  expect(told['conflict']).toMatchObject({ before: 'conflict', after: body.conflict });
});

test('a preview of a change of nothing affects no deal, and names deals of other programmes and of sandboxes never', async () => {
  const partner = await calls.partnerUnder({ required: [] });
  const sandbox = await api.partner('sandbox');
  await asPlatform('PATCH', `/partners/${sandbox.id}`, { programme_id: partner.programmeId });
  await calls.submitted(sandbox.headers, 'Playwell');
  await calls.submitted(partner.headers, 'Realwell');
  expect((await preview(partner.programmeId, {})).body).toMatchObject({ open_deals: 1, examined: 1, affected: 0, deals: [] });
  const { body } = await preview(partner.programmeId, { protection: { days: 10 } });
  expect(body.deals.map(({ company_name: name }: { company_name: string }) => name)).toEqual(['Realwell']);
});

test('a preview is refused for settings that could not be saved, and for another version than the present one', async () => {
  const { id } = await calls.programme({ currency: 'EUR' });
  const wrong = { currency: 'USD', auto_approve: { max_value: { amount: '1', currency: 'EUR' } } };
  const refused = await asPlatform('POST', `/programmes/${id}/preview`, { settings: wrong });
  expect([refused.status, faultsOf(refused.body)]).toEqual([400, ['/settings/auto_approve/max_value/currency invalid_value']]);
  const late = await asPlatform('POST', `/programmes/${id}/preview`, { settings: {} }, { 'if-match': '"7"' });
  expect([late.status, (await asPlatform('POST', '/programmes/prg_x/preview', { settings: {} })).status]).toEqual([412, 404]);
});
