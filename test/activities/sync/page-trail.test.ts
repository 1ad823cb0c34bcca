import { expect, test } from 'vitest';
import { followPage, noPages } from '#activities/sync/page-trail.ts';
import type { RecordPage } from '#connectors/record.ts';

const page = (id: string, next: string | null, mark?: string): RecordPage => {
  const record = { id, version: '1', modifiedAt: null, state: 'live' as const, mergedInto: null, fields: {} };
  return { records: [record], next, mark };
};

/** Reads page after page, as long as nothing is noticed. Returns after how many one was, or how many there are. */
function readAll(pages: readonly RecordPage[]): number {
  let [trail, cursor]: [typeof noPages, string | null] = [noPages, null];
  for (const [read, one] of pages.entries()) {
    try {
      trail = followPage(trail, cursor, one, 'account/a');
    } catch {
      return read;
    }
    cursor = one.next;
  }
  return pages.length;
}

test.each([1, 2, 3, 7, 50])('%d pages that come in turn for ever are noticed within four rounds', (length) => {
  const circle = Array.from({ length: 5 * length }, (_, n) => page(`r${n % length}`, `after ${n}`));
  expect(readAll(circle)).toBeLessThanOrEqual(4 * length);
});

test('a cursor that leads to itself is noticed at once', () => {
  expect(readAll([page('r1', 'c1'), page('r2', 'c1')])).toBe(1);
});

test('other records, empty pages, and other events of the same records are no repetition', () => {
  const empty = { records: [], next: 'c' };
  expect(readAll([page('r1', 'c1'), { ...empty, next: 'c2' }, { ...empty, next: 'c3' }, page('r2', null)])).toBe(4);
  expect(readAll([page('r1', 'c1', 'e1'), page('r1', 'c2', 'e2'), page('r1', null, 'e3')])).toBe(3);
});
