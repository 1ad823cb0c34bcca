import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseCommissionTexts } from '#db/commissions/commission-erasure.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { tenPercent } from '#test/support/commission-world.ts';

let api: TestApp;
let partner: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
  other = await api.partner('standard');
});
afterAll(() => api.close());

async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const faultsOf = (body: { errors: { pointer: string; message: string }[] }) =>
  body.errors.map(({ pointer, message }) => `${pointer} ${message}`);

const revenue = (at_least: string) => ({ measure: 'revenue', at_least });
const levels = {
  ...{ effective_from: '2026-01-01', currency: 'EUR' },
  levels: [{ name: 'registered' }, { name: 'silver', requires: [revenue('1000')] }, { name: 'gold', requires: [revenue('9000')] }],
};
const today = localDate(new Date(), 'UTC');

test('before there are levels nobody has one, and none can be set or given a plan', async () => {
  expect((await send('GET', `/partners/${partner.id}/level`)).body).toMatchObject({ level: null, since: null, next: null });
  const set = await send('PUT', `/partners/${partner.id}/level`, { level: 'gold', reason: 'Launch' });
  expect([set.status, set.body.code]).toEqual([409, 'conflict']);
  const { body: plan } = await send('POST', '/commission-plans', tenPercent);
  const assigned = { target: 'level', target_id: 'gold', plan_id: plan.id, from: '2026-01-01' };
  expect(faultsOf((await send('POST', '/commission-plan-assignments', assigned)).body)).toEqual([
    '/target_id is no level: gold. There are none yet',
  ]);
});

test('levels name every fault at once, follow each other in time, never change, and are in the audit log', async () => {
  const broken = { effective_from: '2026-02-30', time_zone: 'Mars', currency: 'EUR', levels: [{ name: 'a' }] };
  expect(faultsOf((await send('POST', '/partner-levels', broken)).body).map((fault) => fault.split(' ')[0])).toEqual([
    '/effective_from',
    '/time_zone',
  ]);
  expect(faultsOf((await send('POST', '/partner-levels', { ...levels, levels: [...levels.levels, { name: 'silver' }] })).body)).toEqual([
    '/levels/3/name is the name of levels[1] too',
    '/levels/3/requires must not be empty: every partner would have this level',
  ]);
  const first = await send('POST', '/partner-levels', levels);
  expect([first.status, first.body]).toMatchObject([201, { version: 1, levels: { window_days: 365, grace_days: 90, time_zone: 'UTC' } }]);
  const early = await send('POST', '/partner-levels', levels);
  expect([early.status, early.body.errors[0].pointer]).toEqual([409, '/effective_from']);
  expect((await send('POST', '/partner-levels', { ...levels, effective_from: '2099-01-01', levels: [{ name: 'other' }] })).status).toBe(
    201,
  );
  const { body } = await send('GET', '/partner-levels');
  expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  await expect(api.db.sql`update commissions.level_rules set rules = '{}'`).rejects.toThrow(/append-only/);
  expect(await api.db.sql`select from audit_entry where action = 'partner_levels.version_added'`).toHaveLength(2);
  // Those that have not begun are nobody's.
  expect((await send('GET', `/partners/${partner.id}/level`)).body).toMatchObject({ level: 'registered', since: null });
});

test('a person sets a level from a day on with a reason, which the partner does not see; the history keeps both', async () => {
  const until = addDays(today, 30);
  const set = await send('PUT', `/partners/${partner.id}/level`, { level: 'gold', keep_until: until, reason: 'Launch partner' });
  expect([set.status, set.body]).toMatchObject([
    200,
    { level: 'gold', previous_level: 'registered', change: 'set', effective_from: today, keep_until: until, reason: 'Launch partner' },
  ]);
  const later = { level: 'silver', from: addDays(today, 3), reason: 'Agreed' };
  expect((await send('PUT', `/partners/${partner.id}/level`, later)).status).toBe(200);
  const { body: own } = await send('GET', `/partners/${partner.id}/level`, undefined, partner.headers);
  expect(own).toMatchObject({ partner_id: partner.id, level: 'gold', since: today, below_since: null });
  expect(own.next).toMatchObject({ level: 'silver', previous_level: 'gold', effective_from: later.from, reason: null, created_by: null });
  const { body: history } = await send('GET', `/partners/${partner.id}/level/changes?limit=1`, undefined, partner.headers);
  expect([history.has_more, history.data[0].level, history.data[0].reason]).toEqual([true, 'silver', null]);
  const rest = await send('GET', `/partners/${partner.id}/level/changes?limit=1&cursor=${history.next_cursor}`, undefined, partner.headers);
  expect(rest.body.data.map(({ level }: { level: string }) => level)).toEqual(['gold']);
  expect((await send('GET', `/partners/${partner.id}/level/changes`)).body.data[1]).toMatchObject({ reason: 'Launch partner' });
  await expect(api.db.sql`update commissions.level_change set level = 'gold'`).rejects.toThrow(/append-only/);
  await expect(api.db.sql`delete from commissions.level_change`).rejects.toThrow(/append-only/);
  const [entry] = await api.db
    .sql`select detail from audit_entry where action = 'partner_level.set' and partner_id = ${partner.id} order by seq`;
  expect(entry?.['detail']).toMatchObject({ level: 'gold', keep_until: until });
});

test('another partner learns nothing, no partner sets a level, and a sandbox or a stranger has none to set', async () => {
  const unknown = await send('GET', '/partners/ptn_x/level', undefined, other.headers);
  for (const path of ['level', 'level/changes']) {
    const { status, body } = await send('GET', `/partners/${partner.id}/${path}`, undefined, other.headers);
    expect([status, body.code]).toEqual([unknown.status, unknown.body.code]);
  }
  const wanted = { level: 'gold', reason: 'Mine' };
  expect((await send('PUT', `/partners/${partner.id}/level`, wanted, partner.headers)).status).toBe(403);
  expect((await send('PATCH', `/partners/${partner.id}`, { fields: { certifications: 9 } }, partner.headers)).status).toBe(403);
  const sandbox = await api.partner('sandbox');
  for (const id of [sandbox.id, 'ptn_x']) expect((await send('PUT', `/partners/${id}/level`, wanted)).status).toBe(404);
});

test('a level that there is not, in the past, or kept for no time is refused with every fault', async () => {
  const yesterday = addDays(today, -1);
  const wrong = { level: 'platinum', from: yesterday, keep_until: yesterday, reason: 'Mine' };
  expect(faultsOf((await send('PUT', `/partners/${other.id}/level`, wrong)).body)).toEqual([
    '/level is no level: platinum. The levels are registered, silver, gold',
    `/from must not be before today, ${today}: the history does not change`,
    `/keep_until must be after from, ${yesterday}`,
  ]);
  expect((await send('PUT', `/partners/${other.id}/level`, { level: 'gold', reason: ' ' })).status).toBe(400);
});

test('what the rules ask for is a field of the partner, within bounds', async () => {
  const fields = { certifications: ['Sales', 'Delivery'], employees: 40, audited: true };
  expect((await send('PATCH', `/partners/${other.id}`, { fields })).body.fields).toEqual(fields);
  expect((await send('GET', '/partners/me', undefined, other.headers)).body.fields).toEqual(fields);
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, i]));
  for (const bad of [many, { a: { b: 1 } }, { a: 'x'.repeat(501) }, { '': 1 }]) {
    expect((await send('PATCH', `/partners/${other.id}`, { fields: bad })).status, JSON.stringify(bad).slice(0, 40)).toBe(400);
  }
});

test('with a partner goes what people wrote about its level; the level stays', async () => {
  expect(await eraseCommissionTexts(api.db.sql, partner.id)).toMatchObject({ level_notes: 2 });
  const { body } = await send('GET', `/partners/${partner.id}/level/changes`);
  expect(body.data.map(({ level, reason }: { level: string; reason: string | null }) => [level, reason])).toEqual([
    ['silver', null],
    ['gold', null],
  ]);
});
