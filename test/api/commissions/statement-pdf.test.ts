import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueStatements } from '#activities/commissions/issue-statements.ts';
import { paperPdf } from '#apps/api/commissions/paper-pdf.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { createPartner } from '#db/partners/partner.ts';
import { showAmount } from '#domain/commissions/show-money.ts';
import { newId } from '#domain/id.ts';
import { toMinor } from '#domain/money.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { lineOf } from '#test/support/ledger-world.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const read = async (file: Buffer) => {
  const { totalPages, text } = await extractText(new Uint8Array(file), { mergePages: true });
  return { totalPages, text: text.replaceAll(/\s+/g, ' ') };
};
/** Asserts that the texts are in it, one after the other. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect([part, at >= from]).toEqual([part, true]);
    from = at + part.length;
  }
}

test('a statement as PDF has the numbers of its JSON, names in Latin, Greek and Cyrillic letters, and the same bytes each time', async () => {
  const name = 'Façade & Søn Łódź, Ελληνικά Ώμέγα, Ольга Щёголева';
  const { id } = await createPartner(api.db, { name, tier: 'standard', ...ampleLimit }, tester);
  const amounts = [123_456_789n, 5n, 40_000n, -1_999n];
  for (const [number, amountMinor] of amounts.entries()) {
    const place = { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
    const movement = { kind: 'adjustment', amountMinor, against: 'expense', place } as const;
    const line = lineOf({ id: newId('lin'), source: `pdf/${number}`, partnerId: id, currency: 'EUR', about: null, movement });
    const explanation = `12.5 % of (4,000.00) EUR \\ <b>${'a long reason '.repeat(number * 10)}</b> ${'x'.repeat(number * 60)}`;
    await postTransactions(api.db.sql, [{ ...line, explanation }]);
  }
  const publish = async () => {};
  await issueStatements({ sql: api.db.sql, publish }, { month: '2026-03', until: new Date(Date.now() + 60_000), nextPage: () => {} });
  const get = (format: string) =>
    api.app.inject({ url: `/api/v1/partners/${id}/statements/2026-03?currency=EUR&format=${format}`, headers: api.headers });
  const file = await get('pdf');
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment; filename="stm_\w+\.pdf"$/),
  });
  expect((await get('pdf')).rawPayload.equals(file.rawPayload)).toBe(true);
  // It is final, also for the name.
  await api.app.inject({ method: 'PATCH', url: `/api/v1/partners/${id}`, headers: api.headers, payload: { name: 'Renamed Ltd' } });
  expect((await get('pdf')).rawPayload.equals(file.rawPayload)).toBe(true);

  const { text, totalPages } = await read(file.rawPayload);
  const { opening, closing, lines } = (await get('json')).json();
  expect(totalPages).toBe(1);
  const shown = (money: { amount: string; currency: string }) =>
    showAmount(money.amount.startsWith('-') ? -toMinor({ ...money, amount: money.amount.slice(1) }) : toMinor(money), 'EUR');
  expectInOrder(text, [
    ...['Commission statement 2026-03, EUR', name, `Opening balance ${shown(opening)}`],
    ...lines.flatMap((line: { id: string; day: string; change: { amount: string; currency: string } }) => [
      line.day,
      shown(line.change),
      line.id,
    ]),
    `Closing balance ${shown(closing)}`,
  ]);
  expect(text).toContain('12.5 % of (4,000.00) EUR \\ <b>');
});

const paper = (count: number) => ({
  ...{ id: 'stm_1', title: 'Commission statement', partner: 'Acme', note: 'final', currency: 'EUR', issuedAt: new Date(0) },
  ...{ opening: null, closing: { kind: 'closing', name: 'Closing balance', minor: 1n } },
  lines: Array.from({ length: count }, (_, number) => ({
    ...{ day: '2026-03-14', id: `lin_${number}`, kind: 'accrual', changeMinor: BigInt(number) },
    explanation: `12.5 % of ${number}.00 EUR, capped at 400.00, 60 % of it by the March split`,
  })),
});

test('a statement has all of its lines, also 10,000 on numbered pages, and its size grows with its lines only', async () => {
  const [small, large] = [await paperPdf(paper(1_000)), await paperPdf(paper(10_000))];
  expect(large.length).toBeLessThan(10 * small.length);
  expect(large.length).toBeLessThan(2_000_000);
  expectInOrder(
    (await read(small)).text,
    Array.from({ length: 1_000 }, (_, number) => `lin_${number} `),
  );
  const file = await getDocumentProxy(new Uint8Array(large));
  expect(file.numPages).toBeGreaterThan(200);
  const { items } = await (await file.getPage(file.numPages)).getTextContent();
  const last = items.map((item) => ('str' in item ? item.str : '')).join(' ');
  expectInOrder(last, ['lin_9999', 'Closing balance', '0.01', String(file.numPages)]);
});

test('other requests have their turn while a long statement is written', async () => {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await paperPdf(paper(2_000));
  isDone = true;
  expect(turns).toBeGreaterThan(20);
});

test('a letter that the font does not have is shown as such, and control characters change nothing', async () => {
  const file = await paperPdf({ ...paper(1), partner: 'Tokyo 東京\u202e\u0000 Ltd' });
  expect((await read(file)).text).toMatch(/Tokyo \ufffd\ufffd\s+Ltd/);
});
