import type { MessageKind } from './alert-message.ts';
import type { Routing } from './alert-routes.ts';
import type { AlertState, NoticeState } from './alert.ts';
import { severities, type Severity } from './finding.ts';
import { afterQuietHours } from './quiet-hours.ts';

/** What a notice can be about; a test is of a channel, and `unsent` is planned by whoever could not send. */
type NoticeKind = Exclude<MessageKind, 'test' | 'unsent'>;

/** An alert, as far as it decides who is told what. */
export interface PlannedAlert {
  state: AlertState;
  severity: Severity;
  /** How often it began again after its end had been told. */
  episode: number;
  /** How often it was found again after its end. */
  reopened: number;
  /** When the episode began. */
  firingSince: Date;
  acknowledgedAt: Date | null;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
}

/** What a channel was told or is to be told in this episode. */
export interface PlannedNotice {
  channelId: string;
  kind: NoticeKind;
  /** Names its occasion: the same is never told twice. */
  key: string;
  state: NoticeState;
  /** When it arrived, or, before that, when it is due. */
  toldAt: Date;
}

export interface NewNotice {
  channelId: string;
  kind: NoticeKind;
  key: string;
  /** It is part of the next message from then on. */
  dueAt: Date;
}

export interface Plan {
  add: NewNotice[];
  /** Keys of notices that wait and are no longer true. */
  drop: string[];
  /** When to plan again, if nothing changes before. */
  nextAt: Date | null;
  /** It has ended, and everything was told that is told of it. */
  isSettled: boolean;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** However often it did not last, a recovery is told after half an hour. In milliseconds. */
const LONGEST_SETTLE_MS = 1_800_000;
/** How often it is looked whether messages have arrived: first, and later. In milliseconds. */
const [SOONEST_LOOK_MS, LATEST_LOOK_MS] = [2_000, 900_000];

/**
 * What is to be told of an alert now. Asked again at any time, it plans nothing twice: what was planned is in `notices`. What was dropped can be
 * planned again, and what was given up is, while it is true.
 */
export function planNotices(alert: PlannedAlert, routing: Routing, notices: readonly PlannedNotice[], now: Date): Plan {
  const occasionOf = ({ channelId, key }: Pick<PlannedNotice, 'channelId' | 'key'>) => `${channelId} ${key}`;
  const planned = new Set(notices.filter((one) => !isUntold(one)).map(occasionOf));
  const missed = new Set(notices.filter(({ state }) => state === 'given_up').map(occasionOf));
  const quiet = alert.severity === 'critical' ? null : routing.quiet_hours;
  const due = (at: Date) => afterQuietHours(at > now ? at : now, quiet);
  const notice = (kind: NoticeKind, channelId: string, when: string, at = now): NewNotice[] => {
    const key = `${kind}/${alert.episode}${when}`;
    const occasion = occasionOf({ channelId, key });
    return planned.has(occasion) ? [] : [{ channelId, kind, key, dueAt: due(missed.has(occasion) ? nextQuarter(now) : at) }];
  };
  switch (alert.state) {
    case 'firing':
      return isSnoozed(alert, now) ? snoozed(alert, notices) : firing({ alert, routing, notices, now, notice });
    case 'acknowledged': {
      const occasion = `/${alert.acknowledgedAt?.toISOString() ?? ''}`;
      return {
        add: toldChannels(notices).flatMap((id) => notice('acknowledged', id, occasion)),
        drop: waitingKeys(notices, ['acknowledged']),
        nextAt: null,
        isSettled: false,
      };
    }
    case 'resolved':
      return resolved({ alert, routing, notices, now, notice });
  }
}

/** It was dropped; or nobody could be told for a day, and while it is true somebody has to hear of it. */
const isUntold = ({ kind, state }: PlannedNotice): boolean =>
  state === 'dropped' || (state === 'given_up' && (kind === 'firing' || kind === 'escalated'));

/** Of many alerts of which nobody could be told, this makes one message again. */
const nextQuarter = (now: Date): Date => new Date(Math.ceil((now.getTime() + 1) / QUARTER_MS) * QUARTER_MS);

interface Planning {
  alert: PlannedAlert;
  routing: Routing;
  notices: readonly PlannedNotice[];
  now: Date;
  notice: (kind: NoticeKind, channelId: string, occasion: string, at?: Date) => NewNotice[];
}

function firing({ alert, routing, notices, now, notice }: Planning): Plan {
  const since = alert.firingSince.getTime();
  const at = (ms: number) => new Date(since + ms);
  const steps = routing.escalation.map((step, index) => ({ ...step, index, at: at(step.after_min * MINUTE_MS) }));
  const reminder = reminderOf(routing.remind_every_min, alert, now);
  // What is still being sent says it all.
  const told = toldChannels(notices, ['sent', 'doubtful']);
  const isWaiting = notices.some(({ kind, state }) => kind === 'reminder' && state === 'waiting');
  // Who has just been told need not be reminded.
  const reminded = told.filter((id) => !isWaiting && reminder.last !== null && lastToldOf(notices, id) < reminder.last);
  // Found again after its end, it need not wait for others.
  const begun = alert.episode > 0 ? now : at(routing.group_s * 1_000);
  const key = (severity: Severity) => `firing/${alert.episode}/${severity}`;
  const rank = severities.indexOf(alert.severity);
  const worse = new Set(severities.slice(rank + 1).map(key));
  const isToldWorse = (id: string) => notices.some((one) => one.channelId === id && worse.has(one.key) && !isUntold(one));
  const milder = new Set(severities.slice(0, rank).map(key));
  return {
    add: [
      // Also who knows of it as something milder.
      ...routing.channels.flatMap((id) => (isToldWorse(id) ? [] : notice('firing', id, `/${alert.severity}`, begun))),
      ...steps.flatMap((step) => (step.at <= now ? notice('escalated', step.channel_id, `/${step.index}`) : [])),
      ...reminded.flatMap((id) => notice('reminder', id, `/${reminder.last?.toISOString()}`)),
    ],
    drop: [
      ...waitingKeys(notices, ['firing', 'escalated', 'reminder']),
      ...waitingKeys(notices, ['escalated', 'reminder', 'acknowledged', 'resolved']).filter((one) => milder.has(one)),
    ],
    nextAt: earliest([...steps.map((step) => step.at), reminder.next].filter((time) => time !== null && time > now)),
    isSettled: false,
  };
}

/** The last reminder that was due and the next one: after each interval, and when it is no longer snoozed. */
function reminderOf(everyMin: number | null, { firingSince, snoozedUntil }: PlannedAlert, now: Date) {
  const woken = snoozedUntil !== null && snoozedUntil > firingSince ? snoozedUntil : null;
  if (everyMin === null) return { last: woken, next: null };
  const [from, every] = [firingSince.getTime(), everyMin * MINUTE_MS];
  const passed = Math.max(0, Math.floor((now.getTime() - from) / every));
  const regular = passed > 0 ? new Date(from + passed * every) : null;
  return { last: regular === null || (woken !== null && woken > regular) ? woken : regular, next: new Date(from + (passed + 1) * every) };
}

const isSnoozed = ({ snoozedUntil }: PlannedAlert, now: Date): boolean => snoozedUntil !== null && snoozedUntil > now;

/** Nobody is told until then; who was not told before is told then. */
function snoozed({ snoozedUntil }: PlannedAlert, notices: readonly PlannedNotice[]): Plan {
  return { add: [], drop: waitingKeys(notices, ['firing']), nextAt: snoozedUntil, isSettled: false };
}

function resolved({ alert, routing, notices, now, notice }: Planning): Plan {
  const ended = alert.resolvedAt ?? now;
  const drop = waitingKeys(notices, ['resolved']);
  const settledAt = new Date(ended.getTime() + settleMs(routing.recover_after_s, alert.reopened));
  const left = notices.filter(({ key, state }) => (state === 'waiting' || state === 'sending') && !drop.includes(key));
  const told = toldChannels(notices, ['sent', 'doubtful']);
  // Nobody heard of it.
  if (told.length === 0 && left.length === 0) return { add: [], drop, nextAt: null, isSettled: true };
  const add = settledAt <= now ? told.flatMap((id) => notice('resolved', id, '')) : [];
  const isSettled = settledAt <= now && add.length === 0 && left.length === 0;
  const nextAt = isSettled
    ? null
    : settledAt > now
      ? settledAt
      : lookAgainAt([...add.map(({ dueAt }) => dueAt), ...left.map(({ toldAt }) => toldAt)], now);
  return { add, drop, nextAt, isSettled };
}

/** When to look whether what was due then has arrived. A channel that is away for hours is not asked for every few seconds. */
function lookAgainAt(due: readonly Date[], now: Date): Date {
  const last = Math.max(...due.map((at) => at.getTime()));
  const patienceMs = Math.min(Math.max((now.getTime() - last) / 4, SOONEST_LOOK_MS), LATEST_LOOK_MS);
  return new Date(Math.max(last, now.getTime()) + patienceMs);
}

const settleMs = (seconds: number, reopened: number): number => Math.min(seconds * 1_000 * 2 ** Math.min(reopened, 20), LONGEST_SETTLE_MS);

/** Who has heard of the alert, or is hearing of it. */
function toldChannels(notices: readonly PlannedNotice[], states: readonly NoticeState[] = ['sending', 'sent', 'doubtful']): string[] {
  const about = notices.filter(({ kind, state }) => (kind === 'firing' || kind === 'escalated') && states.includes(state));
  return [...new Set(about.map(({ channelId }) => channelId))];
}

const lastToldOf = (notices: readonly PlannedNotice[], id: string): Date =>
  new Date(
    Math.max(...notices.filter(({ channelId, kind }) => channelId === id && kind !== 'reminder').map(({ toldAt }) => toldAt.getTime())),
  );

const waitingKeys = (notices: readonly PlannedNotice[], except: readonly NoticeKind[]): string[] => [
  ...new Set(notices.filter(({ kind, state }) => state === 'waiting' && !except.includes(kind)).map(({ key }) => key)),
];

const earliest = (times: readonly (Date | null)[]): Date | null =>
  times.reduce((least, time) => (least === null || (time !== null && time < least) ? time : least), null);
