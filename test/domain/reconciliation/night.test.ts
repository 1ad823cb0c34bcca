import { expect, test } from 'vitest';
import { momentOfNight, nightsBetween, readNominalTime, skippedNights } from '#domain/reconciliation/night.ts';

const berlin = { timeOfDay: '02:00', timeZone: 'Europe/Berlin' };
const due = (night: string, clock = berlin) => momentOfNight(night, clock).toISOString();

test('a night is due at its time of day, in summer and in winter', () => {
  expect(due('2026-01-15')).toBe('2026-01-15T01:00:00.000Z');
  expect(due('2026-07-15')).toBe('2026-07-15T00:00:00.000Z');
  expect(due('2026-07-15', { timeOfDay: '23:30', timeZone: 'America/Los_Angeles' })).toBe('2026-07-16T06:30:00.000Z');
  expect(due('2026-07-15', { timeOfDay: '02:00', timeZone: 'Asia/Kathmandu' })).toBe('2026-07-14T20:15:00.000Z');
});

test('a night whose time is skipped is due when the clocks are put forward', () => {
  expect(due('2026-03-29')).toBe('2026-03-29T01:00:00.000Z');
  expect(due('2026-03-29', { ...berlin, timeOfDay: '02:59' })).toBe('2026-03-29T01:00:00.000Z');
  expect(due('2026-03-29', { ...berlin, timeOfDay: '03:00' })).toBe('2026-03-29T01:00:00.000Z');
  expect(due('2026-03-29', { ...berlin, timeOfDay: '01:59' })).toBe('2026-03-29T00:59:00.000Z');
  // By half an hour.
  expect(due('2026-10-04', { timeOfDay: '02:10', timeZone: 'Australia/Lord_Howe' })).toBe('2026-10-03T15:30:00.000Z');
  // At midnight.
  expect(due('2026-04-24', { timeOfDay: '00:30', timeZone: 'Africa/Cairo' })).toBe('2026-04-23T22:00:00.000Z');
});

test('a night whose time is shown twice is due the first time', () => {
  expect(due('2026-10-25')).toBe('2026-10-25T00:00:00.000Z');
  expect(due('2026-10-25', { ...berlin, timeOfDay: '02:30' })).toBe('2026-10-25T00:30:00.000Z');
  expect(due('2026-10-25', { ...berlin, timeOfDay: '03:00' })).toBe('2026-10-25T02:00:00.000Z');
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago', 'Pacific/Chatham', 'UTC'])(
  'in %s each day of a year has exactly one night, whatever its time of day',
  (timeZone) => {
    for (const timeOfDay of ['00:00', '00:30', '01:30', '02:00', '02:45', '03:00', '23:59']) {
      const clock = { timeOfDay, timeZone };
      const nights = nightsBetween(new Date('2026-01-01T12:00:00Z'), new Date('2027-01-01T12:00:00Z'), clock);
      expect(new Set(nights).size).toBe(nights.length);
      expect(nights).toHaveLength(365);
      for (const night of nights) expect(readNominalTime(momentOfNight(night, clock), clock)).toEqual({ night, isNight: true });
    }
  },
);

test('a schedule means the same night at both times that clocks show, and none when somebody wanted a run', () => {
  expect(readNominalTime(new Date('2026-10-25T00:00:00Z'), berlin)).toEqual({ night: '2026-10-25', isNight: true });
  expect(readNominalTime(new Date('2026-10-25T01:00:00Z'), berlin)).toEqual({ night: '2026-10-25', isNight: true });
  expect(readNominalTime(new Date('2026-10-25T09:17:03Z'), berlin)).toEqual({ night: '2026-10-25', isNight: false });
});

test('the nights whose time is skipped are known a year ahead', () => {
  const from = new Date('2026-01-01T00:00:00Z');
  expect(skippedNights(from, 730, berlin)).toEqual([
    { night: '2026-03-29', timeOfDay: '03:00' },
    { night: '2027-03-28', timeOfDay: '03:00' },
  ]);
  expect(skippedNights(from, 730, { ...berlin, timeOfDay: '04:00' })).toEqual([]);
});
