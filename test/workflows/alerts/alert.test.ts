import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Finding } from '#domain/alerts/finding.ts';
import { aFinding, type AlertWorld, startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { alertId } from '#workflows/alerts/messages.ts';

let world: AlertWorld;
let first: string;
let second: string;
beforeAll(async () => {
  world = await startAlertWorld();
  first = await world.channel('first');
  second = await world.channel('second');
});
afterAll(() => world.close());
// Channels that a route names get nothing else.
beforeEach(() => world.routes([{ channels: [first], severities: ['critical', 'warning'] }, { channels: [second] }]));

const told = (lines: string[], ...findings: Finding[]) =>
  eventually(
    () => world.toldOf(...findings),
    (found) => found.length >= lines.length,
  ).then((found) => expect(found).toEqual(lines));
const settled = (finding: Finding) =>
  eventually(
    () => world.stateOf(finding),
    (state) => state?.settled === true,
  );
const workflowOf = ({ rule, subject }: Finding) => alertId(rule, subject.id);
const signal = (finding: Finding, name: string, ...args: unknown[]) =>
  world.engine.temporal.workflow.getHandle(workflowOf(finding)).signal(name, ...args);

test('a fault is told once, however often it is found, and so is its end, to whoever heard of it', async () => {
  const finding = aFinding();
  await world.tell(finding);
  await told(['first firing 1'], finding);
  await world.tell({ ...finding, reason: 'The refresh token was revoked by Ada' });
  await world.clear(finding);
  await told(['first firing 1', 'first resolved 1'], finding);
  await settled(finding);
  await replayNow(world.engine, workflowOf(finding), 'alert-resolved');
  const [firing, resolved] = world.arrived.filter(({ message }) => message.dedupKey === workflowOf(finding));
  expect(firing?.message).toMatchObject({ reference: null, alerts: [{ title: finding.title, remedy: finding.remedy, until: null }] });
  expect(resolved?.message).toMatchObject({ reference: expect.stringMatching(/^ref-/), alerts: [{ until: expect.any(String) }] });
  expect(resolved?.key).not.toBe(firing?.key);
});

test('what begins within the window is one message, whose recovery is told when all have recovered', async () => {
  await world.routes([{ channels: [first], group_s: 3_600 }, { channels: [second] }]);
  const findings = Array.from({ length: 30 }, () => aFinding({ rule: 'vendor_down' }));
  await Promise.all(findings.map((finding) => world.tell(finding)));
  await eventually(
    () => world.engine.db.sql`select from alert_notice n join alert a on a.id = n.alert_id where a.rule = 'vendor_down'`,
    (rows) => rows.length === 30,
  );
  await world.age(findings[0] as Finding, 61);
  await told(['first firing 30'], ...findings);
  const group = world.arrived.find(({ message }) => message.alerts.length + message.omitted === 30);
  expect(group?.message).toMatchObject({ omitted: 10, dedupKey: expect.stringMatching(/^alert\/vendor_down\/amg_/) });
  await world.routes([{ channels: [first] }, { channels: [second] }]);
  const [last, ...others] = findings as [Finding, ...Finding[]];
  await Promise.all(others.map((finding) => world.clear(finding)));
  for (const finding of others) {
    await eventually(
      () =>
        world.engine.db
          .sql`select from alert_notice n join alert a on a.id = n.alert_id where n.kind = 'resolved' and a.subject_id = ${finding.subject.id}`,
      (rows) => rows.length === 1,
    );
  }
  expect(world.toldOf(...findings)).toEqual(['first firing 30']);
  await world.clear(last);
  await told(['first firing 30', 'first resolved 30'], ...findings);
  expect(world.arrived.at(-1)?.message.dedupKey).toBe(group?.message.dedupKey);
});

test('while nobody acknowledges, others are told, and it is said again; an acknowledgement ends that and is told', async () => {
  const finding = aFinding();
  await world.routes([{ channels: [first], escalation: [{ after_min: 15, channel_id: second }], remind_every_min: 60 }]);
  await world.tell(finding);
  await told(['first firing 1'], finding);
  await world.age(finding, 20);
  await told(['first firing 1', 'second escalated 1'], finding);
  await world.age(finding, 50);
  const reminded = ['first firing 1', 'second escalated 1', 'first reminder 1', 'second reminder 1'];
  await eventually(
    () => world.toldOf(finding),
    (found) => found.length === 4,
  );
  expect(world.toldOf(finding).toSorted()).toEqual(reminded.toSorted());
  await signal(finding, 'acknowledge', 'Ada');
  await eventually(
    () => world.toldOf(finding),
    (found) => found.length === 6,
  );
  expect(world.toldOf(finding).slice(4).toSorted()).toEqual(['first acknowledged 1', 'second acknowledged 1']);
  expect(world.arrived.at(-1)?.message.acknowledgedBy).toBe('Ada');
  await world.age(finding, 600);
  await world.clear(finding);
  await settled(finding);
  expect(world.toldOf(finding).slice(6).toSorted()).toEqual(['first resolved 1', 'second resolved 1']);
  await replayNow(world.engine, workflowOf(finding), 'alert-acknowledged');
});

test('found again before its end is told, nothing is told; after it, it is the same alert and is told again', async () => {
  const finding = aFinding();
  await world.routes([{ channels: [first], recover_after_s: 600 }, { channels: [second] }]);
  await world.tell(finding);
  await told(['first firing 1'], finding);
  for (let times = 1; times <= 3; times++) {
    await world.clear(finding);
    await world.tell(finding);
    await eventually(
      () => world.stateOf(finding),
      (state) => state?.state === 'firing' && state.reopened === times,
    );
  }
  expect(world.toldOf(finding)).toEqual(['first firing 1']);
  await world.clear(finding);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.state === 'resolved',
  );
  // After three times, it has to last for half an hour.
  await world.age(finding, 29);
  await world.age(finding, 2);
  await told(['first firing 1', 'first resolved 1'], finding);
  // It ended long ago, so it is looked at only now and then whether that has arrived.
  await eventually(
    async () => {
      await world.age(finding, 0);
      return world.stateOf(finding);
    },
    (state) => state?.settled === true,
  );
  await replayNow(world.engine, workflowOf(finding), 'alert-flapped');
  await world.engine.db.sql`update alert set resolved_at = now() where subject_id = ${finding.subject.id}`;
  await world.tell(finding);
  await told(['first firing 1', 'first resolved 1', 'first firing 1'], finding);
  expect(await world.engine.db.sql`select from alert where subject_id = ${finding.subject.id}`).toHaveLength(1);
});

test('in quiet hours only what is critical is told; what ends before they do is never told', async () => {
  const quiet = { quiet_hours: { from: '00:00', until: '00:00', time_zone: 'UTC' } };
  await world.routes([{ channels: [first], ...quiet }, { channels: [second] }]);
  const [mild, severe] = [aFinding({ severity: 'warning' }), aFinding()];
  await world.tell(mild);
  await world.tell(severe);
  await told(['first firing 1'], severe);
  await eventually(
    () => world.stateOf(mild),
    (state) => state?.state === 'firing',
  );
  await world.clear(mild);
  await settled(mild);
  await replayNow(world.engine, workflowOf(mild), 'alert-untold');
  expect(world.toldOf(mild)).toEqual([]);
  // What becomes critical does not wait.
  const worse = aFinding({ severity: 'warning' });
  await world.tell(worse);
  await world.tell({ ...worse, severity: 'critical' });
  await told(['first firing 1'], worse);
});

test('what becomes more severe is told, although somebody had acknowledged or snoozed it, also if it had ended in between', async () => {
  const [acknowledged, snoozed, ended] = [0, 1, 2].map(() => aFinding({ severity: 'warning' })) as [Finding, Finding, Finding];
  for (const finding of [acknowledged, snoozed, ended]) {
    await world.tell(finding);
    await told(['first firing 1'], finding);
  }
  await world.routes([{ channels: [first], recover_after_s: 600 }, { channels: [second] }]);
  await signal(acknowledged, 'acknowledge', 'Ada');
  await signal(ended, 'acknowledge', 'Ada');
  await signal(snoozed, 'snooze', new Date(Date.now() + 3_600_000).toISOString());
  for (const finding of [acknowledged, ended]) await told(['first firing 1', 'first acknowledged 1'], finding);
  await world.clear(ended);
  await eventually(
    () => world.stateOf(ended),
    (state) => state?.state === 'resolved',
  );
  for (const finding of [acknowledged, snoozed, ended]) await world.tell({ ...finding, severity: 'critical' });
  await told(['first firing 1', 'first firing 1'], snoozed);
  for (const finding of [acknowledged, ended]) await told(['first firing 1', 'first acknowledged 1', 'first firing 1'], finding);
});

test('nobody is told of what is snoozed until then, and its end is told to nobody who has not heard of it', async () => {
  const finding = aFinding();
  await world.routes([{ channels: [first], group_s: 3_600 }, { channels: [second] }]);
  await world.tell(finding);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.state === 'firing',
  );
  await signal(finding, 'snooze', new Date(Date.now() + 3_600_000).toISOString());
  await world.age(finding, 30);
  expect(world.toldOf(finding)).toEqual([]);
  await world.age(finding, 40);
  await told(['first firing 1'], finding);
  await world.clear(finding);
  await told(['first firing 1', 'first resolved 1'], finding);
  await settled(finding);
  await replayNow(world.engine, workflowOf(finding), 'alert-snoozed');
});
