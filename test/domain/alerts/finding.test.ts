import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ruleDescriptions } from '#domain/alerts/alert-rule.ts';
import { Alerts, type RuleSettings } from '#domain/alerts/alert-settings.ts';
import {
  alertRules,
  type AlertSubject,
  alertSubjectKinds,
  boundFinding,
  type Finding,
  findingBounds,
  shortName,
} from '#domain/alerts/finding.ts';
import { seededRandom } from '#domain/random.ts';

const runbook = readFileSync(path.join(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');

const finding: Finding = {
  rule: 'failure_streak',
  subject: { kind: 'endpoint', id: 'ep_1' },
  partnerId: 'ptn_1',
  severity: 'warning',
  title: 'Deliveries fail',
  reason: 'HTTP 500',
  remedy: 'Mend the receiver',
  link: '/api/v1/endpoints/ep_1',
  runbook: null,
};

test('whatever names and messages contain, the texts of a finding are one bounded line that can be stored', () => {
  const random = seededRandom(52);
  for (let round = 0; round < 300; round++) {
    // Any code unit: controls, halves of pairs, marks that turn the direction.
    const ranges = [0x80, 0x2100, 0x10000];
    const most = ranges[round % ranges.length] ?? 0x80;
    const units = Array.from({ length: Math.floor(random() * 3_000) }, () => Math.floor(random() * most));
    const text = String.fromCharCode(...units);
    const { title, reason, remedy, link } = boundFinding({ ...finding, title: text, reason: text, remedy: text, link: text });
    expect(title.length).toBeLessThanOrEqual(findingBounds.title);
    expect(reason.length).toBeLessThanOrEqual(findingBounds.reason);
    expect(remedy.length).toBeLessThanOrEqual(findingBounds.remedy);
    expect(link.length).toBeLessThanOrEqual(findingBounds.link);
    expect(shortName(text).length).toBeLessThanOrEqual(80);
    for (const shown of [title, reason, remedy, shortName(text)]) expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  }
});

test('a subject of any kind stays as it is', () => {
  for (const kind of alertSubjectKinds) {
    const subject: AlertSubject = { kind, id: `${kind}/1` };
    expect(boundFinding({ ...finding, subject }).subject).toEqual(subject);
  }
});

test('a text that is cut says so, and one that fits is unchanged', () => {
  expect(boundFinding(finding)).toEqual(finding);
  expect(shortName('x'.repeat(10_000))).toBe(`${'x'.repeat(79)}…`);
});

test('each rule leads to a section of the runbook, and has settings without which it works', () => {
  const { rules } = Alerts.parse({});
  expect(Object.keys(rules)).toEqual([...alertRules]);
  for (const name of alertRules) {
    const { runbook: section, severity } = ruleDescriptions[name];
    expect(runbook).toMatch(new RegExp(`^#+ ${section}$`, 'm'));
    expect(rules[name]).toMatchObject({ enabled: true, severity });
  }
  const streak: RuleSettings<'failure_streak'> = rules.failure_streak;
  expect(streak).toEqual({ enabled: true, severity: 'warning', except_partners: [], failures: 10, for_s: 300 });
});

test('every mistake in the settings of the rules is named at once', () => {
  const { error } = Alerts.safeParse({
    rules: { drift: { findings: 0, percent: 101 }, quota_low: { enabled: 'yes' }, vendor_down: { except_partners: [] }, made_up: {} },
  });
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([
    'rules.vendor_down',
    'rules.quota_low.enabled',
    'rules.drift.findings',
    'rules.drift.percent',
    'rules',
  ]);
});
