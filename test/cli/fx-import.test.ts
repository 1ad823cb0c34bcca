import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { runCli } from './run-cli.ts';

let database: TestDatabase;
let store: AttributionStore;
const folder = mkdtempSync(path.join(tmpdir(), 'causeway-fx-'));
beforeAll(async () => {
  database = await createDatabase();
  store = openAttribution(database.url);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await store.close();
  await database.drop();
});

const keys = `test:${randomBytes(32).toString('base64')}`;
function run(days: string, ...args: string[]) {
  const file = path.join(folder, 'rates.xml');
  writeFileSync(file, `<Envelope><Cube>${days}</Cube></Envelope>`);
  return runCli('fx-import', [file, ...args], { DATABASE_URL: database.url, CAUSEWAY_ENCRYPTION_KEYS: keys });
}
const day = (time: string, usd: string) =>
  `<Cube time="${time}"><Cube currency="USD" rate="${usd}"/><Cube currency="JPY" rate="161.2"/></Cube>`;

test('a file is imported once; a later one adds what is new and corrects what differs, and the earlier rate stays', async () => {
  const first = await run(day('2026-03-02', '1.08'), '--json');
  expect([first.code, JSON.parse(first.stdout)]).toEqual([
    0,
    { import_id: 1, rates: 2, currencies: 2, from: '2026-03-02', to: '2026-03-02', added: 2, corrected: 0 },
  ]);
  expect((await run(day('2026-03-02', '1.08'))).stdout).toContain('Nothing new.');
  const later = await run(day('2026-03-02', '1.09') + day('2026-03-03', '1.10'), '--json', '--source=ECB late');
  expect(JSON.parse(later.stdout)).toMatchObject({ import_id: 2, added: 2, corrected: 1 });
  const rates = await store.sql`
    select r.day::text, r.per_euro as rate, i.source from fx_rate r join fx_import i on i.id = r.import_id where currency = 'USD' order by 1, i.id`;
  expect([...rates]).toEqual([
    { day: '2026-03-02', rate: '1.08', source: 'ECB' },
    { day: '2026-03-02', rate: '1.09', source: 'ECB late' },
    { day: '2026-03-03', rate: '1.10', source: 'ECB late' },
  ]);
});

test('a file that is not one of the ECB’s changes nothing, and the reason is told', async () => {
  const before = await store.sql`select count(*)::int as n from fx_rate`;
  const refused = await run('<Cube time="2026-03-04"><Cube currency="USD" rate="1.1"/><Cube currency="JPY" rate="N/A"/></Cube>');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('the rate of JPY "N/A"')]);
  expect([...(await store.sql`select count(*)::int as n from fx_rate`)]).toEqual([...before]);
  expect((await runCli('fx-import', [], {})).code).toBe(2);
});
