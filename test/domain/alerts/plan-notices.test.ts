import { expect, test } from 'vitest';
import { AlertRoute, routeAlert } from '#domain/alerts/alert-routes.ts';
import type { NoticeState } from '#domain/alerts/alert.ts';
import { type NewNotice, type PlannedAlert, type PlannedNotice, planNotices } from '#domain/alerts/plan-notices.ts';
import { afterQuietHours } from '#domain/alerts/quiet-hours.ts';

const begin = new Date('2026-03-01T12:00:00Z');
const at = (minutes: number) => new Date(begin.getTime() + minutes * 60_000);
const alert: PlannedAlert = {
  ...{ state: 'firing', severity: 'warning', episode: 0, reopened: 0, firingSince: begin },
  ...{ acknowledgedAt: null, snoozedUntil: null, resolvedAt: null },
};
const route = (fields: object = {}) => AlertRoute.parse({ name: 'r', channels: ['ach_1'], ...fields });
const told = (kind: PlannedNotice['kind'], key: string, state: NoticeState = 'sent', channelId = 'ach_1'): PlannedNotice => ({
  ...{ channelId, kind, key, state, toldAt: begin },
});
const keys = (added: readonly NewNotice[]) => added.map(({ key }) => key);

test('an alert goes to the first route that matches, and to channels that no route names', () => {
  const routes = [
    route({ name: 'a', rules: ['drift'], channels: ['ach_1'] }),
    route({ name: 'b', severities: ['critical'], channels: ['ach_2'], escalation: [{ after_min: 5, channel_id: 'ach_3' }] }),
    route({ name: 'c', partner_ids: ['ptn_x'], channels: ['ach_1', 'ach_off'] }),
  ];
  const all = ['ach_1', 'ach_2', 'ach_3', 'ach_free'];
  const channels = (rule: 'drift' | 'queue_stuck', severity: 'critical' | 'info', partnerId: string | null = null) =>
    routeAlert({ rule, severity, partnerId }, routes, all).channels;
  expect(channels('drift', 'critical')).toEqual(['ach_1', 'ach_free']);
  expect(channels('queue_stuck', 'critical')).toEqual(['ach_2', 'ach_free']);
  expect(channels('queue_stuck', 'info', 'ptn_x')).toEqual(['ach_1', 'ach_free']);
  expect(channels('queue_stuck', 'info', 'ptn_y')).toEqual(['ach_free']);
  expect(routeAlert({ rule: 'drift', severity: 'info', partnerId: null }, [], all).channels).toEqual(all);
});

test('planning again plans nothing twice, whatever was planned', () => {
  const plan = planNotices(alert, route({ escalation: [{ after_min: 5, channel_id: 'ach_2' }] }), [], at(10));
  expect(keys(plan.add)).toEqual(['firing/0/warning', 'escalated/0/0']);
  const planned = plan.add.map((one) => ({ ...one, toldAt: one.dueAt, state: 'waiting' as const }));
  expect(planNotices(alert, route({ escalation: [{ after_min: 5, channel_id: 'ach_2' }] }), planned, at(10)).add).toEqual([]);
});

test('what becomes more severe is told again, and what becomes milder is not', () => {
  const warned = [told('firing', 'firing/0/warning')];
  expect(keys(planNotices({ ...alert, severity: 'critical' }, route(), warned, at(1)).add)).toEqual(['firing/0/critical']);
  expect(planNotices({ ...alert, severity: 'info' }, route(), warned, at(1)).add).toEqual([]);
  const waiting = [told('firing', 'firing/0/warning', 'waiting')];
  expect(planNotices({ ...alert, severity: 'critical' }, route(), waiting, at(1)).drop).toEqual(['firing/0/warning']);
});

test('of what is still true when a channel was given up, it is told again; of many such alerts at the same moment', () => {
  const lost = [told('firing', 'firing/0/warning', 'given_up')];
  for (const minutes of [1_442, 1_449]) {
    expect(planNotices(alert, route({ remind_every_min: null }), lost, at(minutes)).add).toEqual([
      { channelId: 'ach_1', kind: 'firing', key: 'firing/0/warning', dueAt: at(1_455) },
    ]);
  }
  const again = [told('firing', 'firing/0/warning', 'waiting')];
  expect(planNotices(alert, route({ remind_every_min: null }), again, at(1_449)).add).toEqual([]);
  const acknowledged: PlannedAlert = { ...alert, state: 'acknowledged', acknowledgedAt: at(5) };
  expect(planNotices(acknowledged, route(), lost, at(1_442)).add).toEqual([]);
  // Nobody heard of it, so nobody hears of its end; and of an end that nobody could be told of, nobody hears again.
  const ended: PlannedAlert = { ...alert, state: 'resolved', resolvedAt: at(10) };
  expect(planNotices(ended, route(), lost, at(1_442))).toMatchObject({ add: [], isSettled: true });
  const unheard = [told('firing', 'firing/0/warning'), told('resolved', 'resolved/0', 'given_up')];
  expect(planNotices(ended, route(), unheard, at(1_500))).toMatchObject({ add: [], isSettled: true });
});

test('reminders come after each interval, one at a time, and not to who has just been told', () => {
  const every = route({ remind_every_min: 60 });
  const first = [told('firing', 'firing/0/warning')];
  expect(planNotices(alert, every, first, at(59))).toMatchObject({ add: [], nextAt: at(60) });
  expect(keys(planNotices(alert, every, first, at(190)).add)).toEqual([`reminder/0/${at(180).toISOString()}`]);
  const waits = [...first, told('reminder', 'reminder/0/x', 'waiting')];
  expect(planNotices(alert, every, waits, at(190)).add).toEqual([]);
  const late = [{ ...told('firing', 'firing/0/warning'), toldAt: at(185) }];
  expect(planNotices(alert, every, late, at(190)).add).toEqual([]);
  const sending = [told('firing', 'firing/0/warning', 'sending')];
  expect(planNotices(alert, every, sending, at(190)).add).toEqual([]);
});

test('the end is told to who can have heard of it, after it has lasted; and later each time that it did not last', () => {
  const ended: PlannedAlert = { ...alert, state: 'resolved', resolvedAt: at(10) };
  const heard = [
    told('firing', 'firing/0/warning'),
    told('firing', 'firing/0/warning', 'doubtful', 'ach_2'),
    told('firing', 'firing/0/warning', 'dropped', 'ach_3'),
    told('reminder', 'reminder/0/x', 'waiting'),
  ];
  expect(planNotices(ended, route(), heard, at(10.5))).toMatchObject({ add: [], drop: ['reminder/0/x'], nextAt: at(11), isSettled: false });
  const plan = planNotices(ended, route(), heard, at(11));
  expect(plan.add.map(({ channelId, key }) => [channelId, key])).toEqual([
    ['ach_1', 'resolved/0'],
    ['ach_2', 'resolved/0'],
  ]);
  const last = [...heard.slice(0, 3), ...['ach_1', 'ach_2'].map((id) => told('resolved', 'resolved/0', 'sent', id))];
  expect(planNotices(ended, route(), last, at(12))).toMatchObject({ add: [], isSettled: true, nextAt: null });
  expect(planNotices({ ...ended, reopened: 3 }, route(), heard, at(17)).nextAt).toEqual(at(18));
  expect(planNotices({ ...ended, reopened: 300 }, route(), heard, at(17)).nextAt).toEqual(at(40));
});

test('whether the end has been told is looked at soon after it was due, however long ago the end was', () => {
  const ended: PlannedAlert = { ...alert, state: 'resolved', resolvedAt: at(10), reopened: 300 };
  const heard = [told('firing', 'firing/0/warning')];
  const seconds = (plan: { nextAt: Date | null }, from: Date) => ((plan.nextAt?.getTime() ?? 0) - from.getTime()) / 1_000;
  expect(seconds(planNotices(ended, route(), heard, at(41)), at(41))).toBe(2);
  const sending = [...heard, { ...told('resolved', 'resolved/0', 'sending'), toldAt: at(41) }];
  expect(seconds(planNotices(ended, route(), sending, at(42)), at(42))).toBe(15);
  expect(seconds(planNotices(ended, route(), sending, at(600)), at(600))).toBe(900);
  const morning = [...heard, { ...told('resolved', 'resolved/0', 'waiting'), toldAt: at(100) }];
  expect(seconds(planNotices(ended, route(), morning, at(41)), at(100))).toBe(2);
});

test('what nobody has heard of ends without a word', () => {
  const ended: PlannedAlert = { ...alert, state: 'resolved', resolvedAt: at(1) };
  const waiting = [told('firing', 'firing/0/warning', 'waiting')];
  expect(planNotices(ended, route(), waiting, at(1))).toEqual({ add: [], drop: ['firing/0/warning'], nextAt: null, isSettled: true });
  expect(planNotices(ended, route(), [told('firing', 'firing/0/warning', 'given_up')], at(1)).isSettled).toBe(true);
});

test.each([
  ['22:00', '07:00', '2026-03-01T21:59:00Z', '2026-03-01T21:59:00.000Z'],
  ['22:00', '07:00', '2026-03-01T22:00:00Z', '2026-03-02T07:00:00.000Z'],
  ['22:00', '07:00', '2026-03-02T06:59:59Z', '2026-03-02T07:00:00.000Z'],
  ['22:00', '07:00', '2026-03-02T07:00:00Z', '2026-03-02T07:00:00.000Z'],
  ['12:00', '13:00', '2026-03-02T12:30:00Z', '2026-03-02T13:00:00.000Z'],
  ['00:00', '00:00', '2026-03-02T12:30:00Z', '2026-03-03T00:00:00.000Z'],
])('quiet hours from %s until %s: at %s, something can be told at %s', (from, until, now, expected) => {
  expect(afterQuietHours(new Date(now), { from, until, time_zone: 'UTC' }).toISOString()).toBe(expected);
});

test('quiet hours end when clocks of the zone say so, also in the night when they change', () => {
  const quiet = { from: '22:00', until: '07:00', time_zone: 'Europe/Berlin' };
  expect(afterQuietHours(new Date('2026-03-28T23:00:00Z'), quiet).toISOString()).toBe('2026-03-29T05:00:00.000Z');
  expect(afterQuietHours(new Date('2026-10-24T23:00:00Z'), quiet).toISOString()).toBe('2026-10-25T06:00:00.000Z');
});
