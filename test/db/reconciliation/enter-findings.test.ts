import { expect, test } from 'vitest';
import { openDatabase } from '#db/database.ts';
import { enterFindings, type NewFinding } from '#db/reconciliation/enter-findings.ts';
import { keptValue, maxKeptValue } from '#domain/reconciliation/kept-value.ts';
import { createDatabase } from '#test/support/services.ts';

const finding = (aId: string, aValue: string): NewFinding => ({
  ...{ class: 'stale', field: 'n=n', linkId: null, aId, bId: 'b', aValue, bValue: null, agreedValue: aValue, toSide: 'b', toValue: aValue },
  ...{ goneSide: null, mergedInto: null, message: 'm', remedy: 'r', cause: { kind: 'unknown', message: 'm' } },
  ...{ changedAt: null, partIds: [] },
});

test('a finding keeps the beginning of a value of a megabyte and says how long it is, and a change behind that is another value', async () => {
  const database = await createDatabase();
  const { sql, close } = openDatabase(database.url);
  await sql`insert into reconciliation_run (id, book, night, trigger) values ('rcn_1', 'deals', '2026-11-29', 'request')`;
  const long = 'é'.repeat(1_100_000);
  await enterFindings(sql, { runId: 'rcn_1', syncId: 'syn_1', object: 'account' }, [finding('1', `${long}1`), finding('2', `${long}2`)]);
  const rows = await sql<{ values: string[]; valuesHash: string }[]>`
    select array[a_value, agreed_value, to_value] as values, values_hash as "valuesHash" from reconciliation_finding order by a_id`;
  expect(rows).toHaveLength(2);
  expect(new Set(rows.flatMap(({ values }) => values)).size).toBe(2);
  for (const { values } of rows) {
    expect(values[0]?.length).toBeLessThanOrEqual(maxKeptValue);
    expect(values[0]).toMatch(/^é+… \(the first 2000 of 1100001 characters; SHA-256 of all of them: [0-9a-f]{64}\)$/);
  }
  expect(rows[0]?.valuesHash).not.toBe(rows[1]?.valuesHash);
  await close();
  await database.drop();
});

test('what is cut is never half a character, and what is short stays as it is', () => {
  expect(keptValue(null)).toBeNull();
  expect(keptValue('x'.repeat(2_000))).toBe('x'.repeat(2_000));
  expect(keptValue(`x${'😀'.repeat(1_000)}`)?.isWellFormed()).toBe(true);
});
