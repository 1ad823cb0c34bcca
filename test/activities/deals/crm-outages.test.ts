import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDealCrmActivities } from '#activities/deals/deal-crm.ts';
import { createNotify } from '#apps/dispatch/notify.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import { type SandboxCrmServer, startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { changeDeal, getDeal, insertDeal } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let server: SandboxCrmServer;
let crms: SandboxCrm[] = [];
let lines: { level: number; msg: string; reason?: string; remedy?: string }[];
beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  server = await startSandboxCrm({ port: 0, token: 'right' });
  lines = [];
});
afterEach(async () => {
  await Promise.all(crms.map((crm) => crm.close()));
  crms = [];
  await server.stop();
  await db.close();
  await database.drop();
});

/** The activities of a process that has just started with this token. */
function startProcess(token = 'right') {
  const crm = createSandboxCrm({ url: server.url, token, version: 'test' });
  crms.push(crm);
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  const publisher = createPublisher({ sql: db.hot, owner: null, fullEndpoints: () => [], onPending: () => {}, onHeld: () => {} });
  const notify = createNotify({ publisher, log });
  const { writeDealToCrm } = createDealCrmActivities({ runSync: async () => {}, onHints: async () => {}, db, crm, log, notify });
  return (id: string, tries = 0) => writeDealToCrm(id, tries).catch((error: unknown) => error as { kind: string; retryAfterMs: number });
}

async function approved(): Promise<string> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const fields = { customer: { company_name: 'Brightwell' }, title: 'One' };
  const { id } = await insertDeal(db, { id: newId('deal'), partnerId, programmeId: 'prg_default', fields }, tester);
  await changeDeal(db, id, () => ({ action: 'updated', set: { reviewStatus: 'approved' } }), tester);
  return id;
}
const alarms = () => lines.filter(({ level }) => level >= 50);
/** The types of the events, in their order. */
const types = async () => (await db.sql<{ type: string }[]>`select type from event order by id`).map(({ type }) => type);
/** As if the CRM had been failing for longer. */
const age = () => db.sql`update crm_outage set failing_since = failing_since - interval '10 s'`;

test.each(['500', 'reset', 'malformed'] as const)(
  'an outage (%s) is reported once for all deals and processes, and so is its end',
  async (fault) => {
    const [write, other] = [startProcess(), startProcess()];
    const ids = [await approved(), await approved(), await approved()];
    server.plan({ next: Array.from({ length: 5 }, () => fault) });
    expect(await write(ids[0]!)).toMatchObject({ retryAfterMs: 1_000 });
    // One failed request is no outage.
    expect(await types()).toEqual([]);
    await age();
    expect(await write(ids[0]!, 1)).toMatchObject({ retryAfterMs: 2_000 });
    expect(await other(ids[1]!, 12)).toMatchObject({ retryAfterMs: 600_000 });
    await Promise.all([write(ids[1]!), other(ids[2]!)]);
    expect(alarms()).toMatchObject([{ msg: expect.stringContaining('the CRM is away'), reason: expect.stringContaining('127.0.0.1') }]);
    expect(await types()).toEqual(['causeway.crm.unavailable']);
    expect(await getDeal(db, ids[0]!)).toMatchObject({ crmError: expect.any(String), crmNextAttemptAt: expect.any(Date) });

    expect(await write(ids[0]!)).toBe('written');
    expect(await getDeal(db, ids[0]!)).toMatchObject({ crmError: null, crmNextAttemptAt: null });
    // The others are due now, so that the sweeper signals them.
    const waiting = await getDeal(db, ids[1]!);
    expect(waiting.crmNextAttemptAt!.getTime()).toBeLessThan(Date.now());
    expect(await other(ids[1]!)).toBe('written');
    expect(await types()).toEqual(['causeway.crm.unavailable', 'causeway.crm.recovered']);
    expect(alarms()).toHaveLength(1);
  },
);

test('a CRM that refuses connections is an outage, with its reason', async () => {
  const write = startProcess();
  const id = await approved();
  await server.stop();
  await write(id);
  await age();
  await write(id);
  server = await startSandboxCrm({ port: Number(new URL(server.url).port), token: 'right' });
  expect(alarms()).toMatchObject([{ reason: expect.stringContaining('ECONNREFUSED') }]);
  expect(await write(id)).toBe('written');
  expect(await types()).toEqual(['causeway.crm.unavailable', 'causeway.crm.recovered']);
});

test('a refused token is reported at once, asked about rarely however many deals wait, and mended by a restart', async () => {
  const write = startProcess('wrong');
  const ids = await Promise.all(Array.from({ length: 5 }, () => approved()));
  const first = await write(ids[0]!);
  expect(first).toMatchObject({ kind: 'unauthorized', retryAfterMs: 900_000 });
  for (const id of ids) expect(await write(id)).toMatchObject({ kind: 'unauthorized' });
  expect(server.requests()).toBe(1);
  expect(alarms()).toMatchObject([{ remedy: expect.stringContaining('CRM_TOKEN'), reason: expect.stringContaining('401') }]);
  expect(await types()).toEqual(['causeway.crm.token_refused']);

  const restarted = startProcess('right');
  for (const id of ids) expect(await restarted(id)).toBe('written');
  expect(await types()).toEqual(['causeway.crm.token_refused', 'causeway.crm.recovered']);
  expect(alarms()).toHaveLength(1);
});

test('a CRM that rejects a deal, or asks for time, is no outage', async () => {
  const write = startProcess();
  const id = await approved();
  server.plan({ next: ['400', '429'] });
  expect(await write(id)).toBe('refused');
  expect(await getDeal(db, id)).toMatchObject({ crmError: expect.any(String), crmNextAttemptAt: null });
  expect(await write(id)).toMatchObject({ kind: 'rate_limited', retryAfterMs: 2_000 });
  expect(await db.sql`select 1 from crm_outage`).toHaveLength(0);
  expect(await types()).toEqual([]);
});
