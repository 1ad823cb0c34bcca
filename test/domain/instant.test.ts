import { expect, test } from 'vitest';
import { Day, Instant } from '#domain/instant.ts';

test.each(['a'.repeat(65), '', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:00:00-12:00'])(
  '%j is a fault, not a failure',
  (time) => {
    expect(Instant.safeParse(time).success).toBe(false);
  },
);

test.each(['2026-03-01T09:30:00Z', '2026-03-01T09:30:00+02:00', '0001-01-01T00:00:00Z'])('%j is a moment', (time) => {
  expect(Instant.safeParse(time).success).toBe(true);
});

const messageOf = (schema: typeof Instant | typeof Day, sent: unknown) => schema.safeParse(sent).error?.issues[0]?.message;

test.each([
  ['2026-03-01', 'for the beginning of that day in UTC, write 2026-03-01T00:00:00Z'],
  ['2026-03-01T09:30:00 02:00', 'a + in a query means a space: write 2026-03-01T09:30:00%2B02:00, or 2026-03-01T07:30:00.000Z'],
  ['2026-13-01T09:30:00 02:00', 'a + in a query means a space: write 2026-13-01T09:30:00%2B02:00'],
  ['2026-03-01T09:30:00', 'write 2026-03-01T09:30:00Z if it is UTC, or end it with an offset such as +02:00'],
  ['2026-03-01 09:30', 'write 2026-03-01T09:30Z if it is UTC'],
  ['2026-03-01 09:30:00Z', 'write 2026-03-01T09:30:00Z'],
  ['2026-03-01T09:30:00+0200', 'write the offset with hours and minutes: 2026-03-01T09:30:00+02:00'],
  ['2026-03-01T09:30:00-05', 'write the offset with hours and minutes: 2026-03-01T09:30:00-05:00'],
  ['1772357400', 'if that is a Unix time, write 2026-03-01T09:30:00.000Z'],
  ['1772357400123', 'if that is a Unix time, write 2026-03-01T09:30:00.123Z'],
])('the error for %j says what to write instead', (sent, remedy) => {
  const message = messageOf(Instant, sent);
  expect(message).toMatch(/^must be an ISO 8601 time with an offset, such as /);
  expect(message).toContain(remedy);
});

test('the error for anything else says what a time is, and does not repeat what was sent', () => {
  for (const sent of ['yesterday', '01.03.2026', '2026-03-01'.repeat(20)]) {
    expect(messageOf(Instant, sent)).toBe('must be an ISO 8601 time with an offset, such as 2026-03-01T09:30:00Z');
  }
});

test('the error for a time where a day is wanted shows the day', () => {
  expect(messageOf(Day, '2026-03-01T09:30:00Z')).toBe('must be a day without a time: write 2026-03-01');
  expect(messageOf(Day, 'March')).toBe('Invalid ISO date');
});
