import { expect, test } from 'vitest';
import { Alerts } from '#domain/alerts/alert-settings.ts';
import { AlertComparison, type OpenAlert } from '#domain/alerts/compare-alerts.ts';
import type { Finding } from '#domain/alerts/finding.ts';
import { judgeQuota } from '#domain/alerts/judge-connections.ts';
import { judgeGivenUp, judgeQueue } from '#domain/alerts/judge-deliveries.ts';
import { judgeEvents, reportedTypes } from '#domain/alerts/judge-events.ts';
import { judgeExpiry, judgeReview } from '#domain/alerts/judge-expiries.ts';
import { judgeObjectives } from '#domain/alerts/judge-objectives.ts';
import { judgeDrift } from '#domain/alerts/judge-syncs.ts';
import { judge, type Judged, readingOf } from '#domain/alerts/judged.ts';
import type { Look } from '#domain/health/look.ts';
import { measureObjective, type WindowCounts } from '#domain/health/objective.ts';
import { platformEventTypes } from '#domain/platform-event-types.ts';
import { seededRandom } from '#domain/random.ts';

const { rules } = Alerts.parse({});
const random = seededRandom(52);
const upTo = (max: number): number => Math.floor(random() * max);
const now = new Date('2026-03-01T00:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const counts = (): WindowCounts => {
  const some = () => {
    const total = upTo(200);
    return { total, good: upTo(total + 1) };
  };
  return { short: some(), half: some(), hour: some(), quarter: some(), week: some() };
};
const look = (quota: Look['quota']): Look => ({
  ...{ kind: 'connection', id: 'con_1', name: 'Ours', partnerId: null, vendor: 'hubspot', lastSuccessAt: null, lastError: null },
  verdict: { state: 'healthy', code: 'healthy', n: null, reason: 'well', since: null, remedy: null, also: [] },
  ...{ freshness: null, failedRecords: 0, quota, nextRunAt: null },
});

/** One judgement of facts by chance, by each rule. */
function some(): Judged[] {
  const of = counts();
  const about = { subject: { kind: 'key', id: 'key_1' }, partnerId: null, what: 'API key x', remedy: 'Rotate it', link: '/' } as const;
  const promised = { subject: { kind: 'partner', id: 'ptn_1' }, partnerId: 'ptn_1', name: 'Acme', link: '/' } as const;
  const measured = [{ objective: measureObjective({ name: 'delivery_success', target: 0.99, withinS: null }, of), counts: of }];
  return [
    ...judgeGivenUp(
      { endpointId: 'ep_1', partnerId: 'ptn_1', url: 'https://a.example', count: upTo(100), reason: null },
      rules.dead_letters_growing,
    ),
    ...judgeQueue({ count: upTo(3), oldestS: upTo(900) }, rules.queue_stuck),
    ...judgeQuota(look({ text: 'Calls', left: upTo(300), max: 1_000, resetsAt: later(upTo(9_000)) }), rules.quota_low, now),
    ...judgeDrift(
      {
        id: 'syn_1',
        isBook: random() < 0.5,
        name: 'x',
        runId: 'rcn_1',
        night: '2026-03-01',
        checked: upTo(2_000),
        left: upTo(80),
        question: null,
      },
      rules.drift,
    ),
    ...judgeObjectives(promised, measured, rules.objective_burning),
    ...judgeExpiry('key_expiring', { ...about, at: later(upTo(30 * 86_400) - 86_400) }, rules.key_expiring, now),
    judgeReview({ id: 'deal_1', partnerId: 'ptn_1', partnerName: 'Acme', overdueS: upTo(7_200) - 3_600 }, rules.deal_review_due),
  ];
}

test('no rule finds anything without a title, a reason, a remedy and a link', () => {
  for (let round = 0; round < 2_000; round++) {
    for (const { finding } of some()) {
      for (const text of [finding.title, finding.reason, finding.remedy, finding.link]) expect(text).toMatch(/\S/);
      expect(`${finding.title} ${finding.reason}`).not.toMatch(/undefined|null|NaN|\[object/);
    }
  }
});

test('every event of the severity error has a rule, and none of another severity', () => {
  for (const type of reportedTypes) {
    const { severity, example } = platformEventTypes[type];
    const [judged] = judgeEvents([{ id: 'evt_1', type, data: example, ageS: 1 }], rules.event_reported);
    expect([type, severity]).toEqual([type, 'error']);
    expect(judged?.finding.subject.id).toMatch(/^[\w.:/-]{1,200}$/);
    expect([judged?.finding.reason, judged?.finding.remedy]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  }
  expect(reportedTypes).not.toContain('causeway.connection.action_required');
});

const settings = rules.reconnect_needed;
const aFinding = (id: string, isHolding = false): Judged =>
  judge('reconnect_needed', settings, { subject: { kind: 'connection', id }, title: 't', reason: 'r', remedy: 'm', link: '/' }, isHolding);

/** A keeper that stores what it is told some looks later, as a workflow does. */
function keeper() {
  const open = new Map<string, OpenAlert>();
  const log: string[] = [];
  const waiting: { dueIn: number; act: () => void }[] = [];
  return {
    ...{ open, log },
    tell: ({ rule, subject, severity, reason }: Finding, delay: number) => {
      log.push(`+${subject.id}`);
      waiting.push({ dueIn: delay, act: () => void open.set(subject.id, { rule, subject, severity, reason }) });
    },
    clear: ({ subject }: OpenAlert, delay: number) => {
      log.push(`-${subject.id}`);
      waiting.push({ dueIn: delay, act: () => void open.delete(subject.id) });
    },
    tick() {
      for (const one of waiting.splice(0)) {
        if (one.dueIn <= 0) one.act();
        else waiting.push({ ...one, dueIn: one.dueIn - 1 });
      }
    },
  };
}

test('whatever comes and goes, alerts open and end in turn, and follow what is wrong', () => {
  for (let round = 0; round < 200; round++) {
    const comparison = new AlertComparison();
    const kept = keeper();
    const delay = upTo(3);
    let nowMs = 0;
    const step = (judged: Judged[]) => {
      kept.tick();
      const news = comparison.compare('reconnect_needed', readingOf(judged), {
        open: [...kept.open.values()],
        ...{ limit: 10, ofPartner: 10 },
        nowMs: (nowMs += 5_000),
      });
      for (const finding of news.tell) kept.tell(finding, delay);
      for (const alert of news.clear) kept.clear(alert, delay);
    };
    let wrong: Judged[] = [];
    for (let n = 0; n < 60; n++) {
      if (n % 12 === 0) wrong = ['a', 'b', 'c'].filter(() => random() < 0.5).map((id) => aFinding(id));
      step(wrong);
    }
    expect([...kept.open.keys()].toSorted()).toEqual(wrong.map(({ finding }) => finding.subject.id));
    for (const id of ['a', 'b', 'c']) {
      const own = kept.log.filter((line) => line.endsWith(id)).map((line) => line[0]);
      expect(own).toEqual(own.map((_, i) => (i % 2 === 0 ? '+' : '-')));
    }
  }
});

test('a value between the two thresholds opens nothing, and keeps open what is', () => {
  const comparison = new AlertComparison();
  const kept = keeper();
  const step = (judged: Judged[], nowMs: number) => {
    kept.tick();
    const news = comparison.compare('reconnect_needed', readingOf(judged), {
      open: [...kept.open.values()],
      limit: 10,
      ofPartner: 10,
      nowMs,
    });
    for (const finding of news.tell) kept.tell(finding, 0);
    for (const alert of news.clear) kept.clear(alert, 0);
  };
  for (let n = 0; n < 20; n++) step([aFinding('a', true)], n * 5_000);
  expect(kept.log).toEqual([]);
  for (let n = 20; n < 40; n++) step([aFinding('a', n % 2 === 0)], n * 5_000);
  expect(kept.log).toEqual(['+a']);
});
