import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueStatements } from '#activities/commissions/issue-statements.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { entriesOf, type Movement } from '#domain/commissions/ledger.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
  other = await api.partner('standard');
});
afterAll(() => api.close());

let number = 0;
async function post(movement: Movement, amountMinor: bigint, about: string | null = null): Promise<string> {
  const id = newId('lin');
  const entries = entriesOf(movement).map((entry) => ({ ...entry, lineId: about ?? id }));
  const line = { id, source: `test/${++number}`, kind: movement.kind, partnerId: partner.id, currency: 'EUR', amountMinor, about, entries };
  await postTransactions(api.db.sql, [{ ...line, day: '2026-03-14', explanation: `<b>${movement.kind}</b>`, bookedBy: 'test' }]);
  return id;
}
const events = new Map<string | null | undefined, NewEvent>();
/** An external id is stored once. */
const publish = async (list: NewEvent[]) => {
  for (const event of list) if (!events.has(event.externalId)) events.set(event.externalId, event);
};
const issue = (month: string, until = new Date(Date.now() + 60_000)) =>
  issueStatements({ sql: api.db.sql, publish }, { month, until, nextPage: () => {} });
const get = async (path: string, { headers }: { headers: object } = partner) =>
  api.app.inject({ url: `/api/v1/partners/${partner.id}/statements${path}`, headers: { ...headers } });

test('a statement adds up from the opening to the closing balance, is issued once, and the next one goes on where it ended', async () => {
  const line = await post({ kind: 'accrual', amountMinor: 10_000n }, 10_000n);
  await post({ kind: 'release', amountMinor: 10_000n }, 10_000n, line);
  await post({ kind: 'payout', amountMinor: 4_000n }, 4_000n, line);
  expect([await issue('2026-03'), await issue('2026-03')]).toEqual([1, 0]);
  expect([...events.values()].map(({ type, dataJson }) => [type, JSON.parse(dataJson).closing])).toEqual([['statement.issued', '60.00']]);
  const { opening, closing, lines } = (await get('/2026-03?currency=EUR')).json();
  expect([opening.amount, closing.amount]).toEqual(['0.00', '60.00']);
  expect(lines.map(({ kind, change }: { kind: string; change: { amount: string } }) => [kind, change.amount])).toEqual([
    ['accrual', '100.00'],
    ['release', '0.00'],
    ['payout', '-40.00'],
  ]);

  // What comes later is on the next one, whatever its day.
  await post({ kind: 'accrual', amountMinor: 500n }, 500n);
  expect((await get('/2026-03?currency=EUR')).json().closing.amount).toBe('60.00');
  expect(await issue('2026-04')).toBe(1);
  const next = (await get('/2026-04?currency=EUR')).json();
  expect([next.opening.amount, next.closing.amount, next.lines.length]).toEqual(['60.00', '65.00', 1]);
  expect((await get('')).json().data.map(({ month }: { month: string }) => month)).toEqual(['2026-04', '2026-03']);
  await expect(api.db.sql`update commissions.statement set closing_minor = 0`).rejects.toThrow(/append-only/);
});

test('the event of a statement is told by the next try if the first one ends before it', async () => {
  await post({ kind: 'accrual', amountMinor: 700n }, 700n);
  const [sql, month, until] = [api.db.sql, '2026-05', new Date(Date.now() + 60_000)];
  const away = () => Promise.reject(new Error('away'));
  await expect(issueStatements({ sql, publish: away }, { month, until, nextPage: () => {} })).rejects.toThrow('away');
  const before = events.size;
  expect(await issue(month)).toBe(0);
  expect(events.size).toBe(before + 1);
  expect(JSON.parse([...events.values()].at(-1)?.dataJson ?? '{}')).toMatchObject({ month, closing: '72.00' });
});

test('a statement can be printed and opened in a spreadsheet, and nothing in it is taken for markup', async () => {
  const page = await get('/2026-03?currency=EUR&format=html');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.body).toContain('&lt;b&gt;accrual&lt;/b&gt;');
  expect(page.body).toContain('@media print');
  const csv = await get('/2026-03?currency=EUR&format=csv');
  expect(csv.body.split('\r\n')[0]).toBe('day,line,kind,explanation,amount,currency');
  expect(csv.body).toContain(',,opening,,0.00,EUR');
  expect(csv.body).toContain(',,closing,,60.00,EUR');
});

test('another partner sees no statement, and what is not issued is not found', async () => {
  for (const path of ['', '/2026-03?currency=EUR', '/2026-03?currency=EUR&format=html']) {
    expect((await get(path, other)).statusCode).toBe(404);
  }
  expect((await get('/2026-06?currency=EUR')).statusCode).toBe(404);
});
