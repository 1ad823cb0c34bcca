import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDealCrmActivities } from '#activities/deals/deal-crm.ts';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { changeDeal, type DealUpdate, getDeal, insertDeal, listDealChanges } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { newId } from '#domain/id.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

const token = 'crm_token';
let database: TestDatabase;
let db: Database;
let server: SandboxCrmServer;
let crm: SandboxCrm;
beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  server = await startSandboxCrm({ port: 0, token });
  crm = createSandboxCrm({ url: server.url, token, version: 'test' });
});
afterEach(async () => {
  await crm.close();
  await server.stop();
  await db.close();
  await database.drop();
});

const log = pino({ level: 'silent' });
const write = (id: string, writer: CrmWriter | null = crm) =>
  createDealCrmActivities({
    runSync: async () => {},
    onHints: async () => {},
    db,
    crm: writer,
    log,
    notify: async () => {},
  }).writeDealToCrm(id);
const change = (id: string, set: DealUpdate) => changeDeal(db, id, () => ({ action: 'updated', set }), tester);
const retitle = (id: string, title: string) => change(id, { fields: { customer: { company_name: 'Brightwell' }, title } });

async function draft(fields: Partial<DealFields> = {}): Promise<string> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const all = { customer: { company_name: 'Brightwell', website: 'brightwell.example' }, title: 'One', ...fields };
  return (await insertDeal(db, { id: newId('deal'), partnerId, programmeId: 'prg_default', fields: all }, tester)).id;
}

async function approved(fields: Partial<DealFields> = {}): Promise<string> {
  const id = await draft(fields);
  await change(id, { reviewStatus: 'approved', protectedUntil: new Date('2099-01-01') });
  return id;
}

/** A writer that reaches the real one only when the test lets it; with what was asked of it. */
function gated() {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let isFirst = true;
  const writer: CrmWriter = {
    async writeOpportunity(opportunity) {
      if (isFirst) {
        isFirst = false;
        asked.resolve();
        await gate.promise;
      }
      return crm.writeOpportunity(opportunity);
    },
  };
  return { writer, asked: asked.promise, open: gate.resolve };
}

test('an approved deal is written once, and its version, history and times stay as they are', async () => {
  const id = await approved({ expected_value: { amount: '48000.00', currency: 'EUR' }, close_date: '2099-03-31' });
  const before = await getDeal(db, id);
  expect(await write(id)).toBe('written');
  expect(server.opportunities()).toMatchObject([
    {
      external_id: id,
      name: 'One',
      account: { name: 'Brightwell', website: 'brightwell.example' },
      partner: { id: before.partnerId, name: 'Acme' },
      stage: 'prospect',
      status: 'open',
      lost_reason: null,
      amount: '48000.00',
      currency: 'EUR',
      close_date: '2099-03-31',
      protected_until: '2099-01-01T00:00:00.000Z',
    },
  ]);
  const after = await getDeal(db, id);
  expect(after).toEqual({
    ...before,
    crmId: server.opportunities()[0]?.id,
    crmVersion: before.version,
    crmWrittenAt: expect.any(Date),
    crmError: null,
  });
  expect((await listDealChanges(db, id, { after: 0, limit: 10, sinceMoved: false, hidden: [] })).map((one) => one.action)).toEqual([
    'created',
    'updated',
  ]);

  expect(await write(id)).toBe('current');
  expect(server.requests()).toBe(1);
});

test('a change is written to the same opportunity', async () => {
  const id = await approved();
  await write(id);
  await change(id, { stage: 'won', closedAt: new Date() });
  expect(await write(id)).toBe('written');
  expect(server.opportunities()).toMatchObject([{ external_id: id, stage: 'won', status: 'won', protected_until: null, writes: 2 }]);
});

test.each(['draft', 'submitted', 'in_review', 'rejected', 'withdrawn', 'expired'] as const)(
  'a deal that is %s and was never approved is not written',
  async (reviewStatus) => {
    const id = await draft();
    await change(id, { reviewStatus });
    expect(await write(id)).toBe('current');
    expect(server.requests()).toBe(0);
  },
);

test('a deal that was withdrawn or has expired is closed as lost with the reason', async () => {
  const [withdrawn, expired, lost] = [await approved(), await approved(), await approved()];
  for (const id of [withdrawn, expired, lost]) await write(id);
  await change(withdrawn, { reviewStatus: 'withdrawn', reason: 'The customer left' });
  await change(expired, { reviewStatus: 'expired' });
  await change(lost, { stage: 'lost', reason: 'Too dear' });
  for (const id of [withdrawn, expired, lost]) expect(await write(id)).toBe('written');
  const told = server.opportunities().map((one) => [one.status, one.lost_reason, one.protected_until]);
  expect(told).toEqual([
    ['lost', 'The customer left', null],
    ['lost', 'The registration is expired', null],
    ['lost', 'Too dear', null],
  ]);
});

test('a first write that was accepted and dropped leaves nothing open when the deal is withdrawn before the next', async () => {
  const id = await approved();
  server.plan({ next: ['drop_after_accept'] });
  await expect(write(id)).rejects.toMatchObject({ kind: 'unavailable' });
  await change(id, { reviewStatus: 'withdrawn' });
  expect(await write(id)).toBe('written');
  expect(server.opportunities()).toMatchObject([{ external_id: id, status: 'lost' }]);
});

test('through every fault that passes there is one opportunity, with the latest state', async () => {
  const id = await approved();
  const faults = ['429', '500', '503', 'reset', 'drop_after_accept', 'malformed', '401'] as const;
  for (const fault of faults) {
    server.plan({ next: [fault] });
    await expect(write(id)).rejects.toThrow('127.0.0.1');
    await retitle(id, `after ${fault}`);
  }
  expect(await write(id)).toBe('written');
  expect(server.opportunities()).toMatchObject([{ external_id: id, name: 'after 401' }]);
});

test('a deal that changes while it is written is written again at once', async () => {
  const id = await approved();
  const { writer, asked, open } = gated();
  const writing = write(id, writer);
  await asked;
  await retitle(id, 'Two');
  open();
  expect(await writing).toBe('written');
  expect(server.opportunities()).toMatchObject([{ name: 'Two', writes: 2 }]);
});

test('an older state that arrives after a newer one, by another run, does not stay', async () => {
  const id = await approved();
  const { writer, asked, open } = gated();
  const slow = write(id, writer);
  await asked;
  const { version } = await retitle(id, 'Two');
  expect(await write(id)).toBe('written');
  open();
  expect(await slow).toBe('written');
  expect(server.opportunities()).toMatchObject([{ name: 'Two', writes: 3 }]);
  expect((await getDeal(db, id)).crmVersion).toBe(version);
});

test('an older state whose answer is lost, after a newer one was written, does not stay', async () => {
  const id = await approved();
  const { writer, asked, open } = gated();
  const slow = write(id, writer);
  await asked;
  await retitle(id, 'Two');
  await write(id);
  server.plan({ next: ['drop_after_accept'] });
  open();
  await expect(slow).rejects.toMatchObject({ kind: 'unavailable' });
  expect(server.opportunities()).toMatchObject([{ name: 'One' }]);
  expect(await write(id)).toBe('written');
  expect(server.opportunities()).toMatchObject([{ name: 'Two' }]);
});

test('many runs at once, among changes, end with one opportunity in the latest state', async () => {
  const id = await approved();
  await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      await retitle(id, `Title ${n}`);
      await write(id);
    }),
  );
  const present = await getDeal(db, id);
  expect(server.opportunities()).toMatchObject([{ name: present.fields.title }]);
  expect(present.crmVersion).toBe(present.version);
});

test('what the CRM refuses is told with the deal, and forgotten when it is taken', async () => {
  const id = await approved();
  await write(id);
  await retitle(id, 'Two');
  server.plan({ next: ['400'] });
  expect(await write(id)).toBe('refused');
  const refused = await getDeal(db, id);
  expect(refused.crmError).toMatch(/answered HTTP 400: name is on a block list; sent with Bearer \[redacted\]/);
  expect(refused.crmId).toBe(server.opportunities()[0]?.id);
  expect(server.opportunities()).toMatchObject([{ name: 'One' }]);

  expect(await write(id)).toBe('written');
  expect(await getDeal(db, id)).toMatchObject({ crmError: null, crmVersion: refused.version });
  expect(server.opportunities()).toMatchObject([{ name: 'Two' }]);
});

test('a refusal of an older version does not stay when a newer one was taken', async () => {
  const id = await approved();
  const { writer, asked, open } = gated();
  const slow = write(id, writer);
  await asked;
  await retitle(id, 'Two');
  await write(id);
  server.plan({ next: ['400'] });
  open();
  expect(await slow).toBe('written');
  expect(await getDeal(db, id)).toMatchObject({ crmError: null });
});

test('without a CRM nothing is marked', async () => {
  const id = await approved();
  expect(await write(id, null)).toBe('unconfigured');
  expect(await getDeal(db, id)).toMatchObject({ crmVersion: null, crmId: null });
});

test('a deal that is gone is nothing to write', async () => {
  expect(await write('deal_erased')).toBe('current');
});
