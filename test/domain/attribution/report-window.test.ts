import { expect, test } from 'vitest';
import { checkWindow, lastDays, splitHistory, splitWindow, startOfDay } from '#domain/attribution/report-window.ts';

const window = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

test('a window is split into whole months, whole days and its two ends', () => {
  expect(splitWindow(window('2026-01-15T06:00:00Z', '2026-04-02T18:00:00Z'), 'UTC')).toEqual({
    months: { from: '2026-02-01', to: '2026-04-01' },
    days: [
      { from: '2026-01-16', to: '2026-02-01' },
      { from: '2026-04-01', to: '2026-04-02' },
    ],
    allDays: { from: '2026-01-16', to: '2026-04-02' },
    edges: [window('2026-01-15T06:00:00Z', '2026-01-16T00:00:00Z'), window('2026-04-02T00:00:00Z', '2026-04-02T18:00:00Z')],
  });
});

test('a window of days has no ends, and one within a day is nothing else', () => {
  expect(splitWindow(window('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), 'UTC')).toEqual({
    months: { from: '2026-01-01', to: '2027-01-01' },
    ...{ days: [], allDays: { from: '2026-01-01', to: '2027-01-01' }, edges: [] },
  });
  const within = window('2026-01-01T00:00:00.001Z', '2026-01-01T23:59:59.999Z');
  expect(splitWindow(within, 'UTC')).toEqual({ months: null, days: [], allDays: null, edges: [within] });
  const overMidnight = window('2026-01-01T23:00:00Z', '2026-01-02T01:00:00Z');
  expect(splitWindow(overMidnight, 'UTC')).toMatchObject({ months: null, days: [], allDays: null, edges: [{}, {}] });
});

test('days begin at midnight of the zone, and where a change of clocks skips midnight, at the change', () => {
  expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-10-26', 'Europe/Berlin').toISOString()).toBe('2026-10-25T23:00:00.000Z');
  // Clocks go from 23:59:59 to 01:00:00.
  expect(startOfDay('2026-03-29', 'Asia/Beirut').toISOString()).toBe('2026-03-28T22:00:00.000Z');
  expect(startOfDay('2026-09-06', 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z');
});

test('the last days end with that of the moment, whichever clocks changed between', () => {
  const found = lastDays(2, new Date('2026-03-30T10:00:00Z'), 'Europe/Berlin');
  expect(found).toEqual(window('2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z'));
});

test('all history before a moment is months, days and the last end', () => {
  expect(splitHistory(new Date('2026-03-15T06:00:00Z'), 'UTC')).toEqual({
    months: { from: '0001-01-01', to: '2026-03-01' },
    days: [{ from: '2026-03-01', to: '2026-03-15' }],
    allDays: { from: '0001-01-01', to: '2026-03-15' },
    edges: [window('2026-03-15T00:00:00Z', '2026-03-15T06:00:00Z')],
  });
});

test('two years are allowed, with a leap day and a change of clocks, and no more', () => {
  expect(() => checkWindow(window('2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z'))).not.toThrow();
  expect(() => checkWindow(window('2024-01-01T00:00:00Z', '2026-01-02T00:00:00Z'))).toThrow('at most 731 days');
});
