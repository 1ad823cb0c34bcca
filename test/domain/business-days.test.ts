import { expect, test } from 'vitest';
import { addBusinessDays, localDate } from '#domain/business-days.ts';

const berlin = { timeZone: 'Europe/Berlin', holidays: ['2026-12-25', '2027-01-01'] };
const add = (start: string, days: number, calendar = berlin) => addBusinessDays(new Date(start), days, calendar).toISOString();

test('weekends and holidays do not count', () => {
  expect(add('2026-11-19T10:00:00Z', 2)).toBe('2026-11-23T10:00:00.000Z');
  expect(add('2026-12-24T10:00:00Z', 1)).toBe('2026-12-28T10:00:00.000Z');
  expect(add('2026-12-31T10:00:00Z', 5)).toBe('2027-01-08T10:00:00.000Z');
});

test('what comes on a weekend counts from the beginning of the next business day', () => {
  expect(add('2026-11-21T15:00:00Z', 1)).toBe('2026-11-23T23:00:00.000Z');
});

test('the time of day stays through a change of clocks', () => {
  expect(add('2026-10-23T08:00:00Z', 1)).toBe('2026-10-26T09:00:00.000Z');
  expect(add('2026-03-27T09:00:00Z', 1)).toBe('2026-03-30T08:00:00.000Z');
});

test('the day is the one of the time zone', () => {
  const newZealand = { timeZone: 'Pacific/Auckland', holidays: [] };
  // Friday in London, Saturday there.
  expect(add('2026-11-20T12:00:00Z', 1, newZealand)).toBe('2026-11-23T11:00:00.000Z');
  expect(localDate(new Date('2026-11-20T12:00:00Z'), 'Pacific/Auckland')).toBe('2026-11-21');
});
