import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeChannel } from '#db/alerts/alert-channel.ts';
import { claimMessage } from '#db/alerts/claim-message.ts';
import { aFinding, type AlertWorld, fails, startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { tester } from '#test/support/tester.ts';
import { alertChannelId } from '#workflows/alerts/messages.ts';

let world: AlertWorld;
beforeAll(async () => {
  world = await startAlertWorld();
});
afterAll(() => world.close());

const eventsAbout = (channelId: string) =>
  world.engine.db.sql<{ data: Record<string, unknown> }[]>`
    select data from event where type = 'causeway.alert.unsent' and data->>'channel_id' = ${channelId}`;
const messagesOf = (channelId: string) =>
  world.engine.db.sql<{ id: string; state: string; tries: number; error: string | null; nextTryAt: Date }[]>`
    select id, state, tries, error, next_try_at as "nextTryAt" from alert_message
    where channel_id = ${channelId} and kind = 'firing' order by id`;

test('what a channel refuses is told to the other channels and as an event, and is sent when somebody has mended the channel', async () => {
  const [broken, other] = [await world.channel('broken'), await world.channel('other')];
  await world.routes([
    { channels: [broken], rules: ['reconnect_needed'] },
    { channels: [other], rules: ['drift'] },
  ]);
  world.faults.set('broken', fails('rejected', 'hooks.slack.com: channel_is_archived'));
  const finding = aFinding();
  await world.tell(finding);
  await eventually(
    () => world.toldOf(finding),
    (found) => found.join() === 'other unsent 1',
  );
  expect(await eventsAbout(broken)).toMatchObject([
    {
      data: {
        rule: 'reconnect_needed',
        channel: 'broken',
        reason: 'hooks.slack.com: channel_is_archived',
        alert: `alert/reconnect_needed/${finding.subject.id}`,
      },
    },
  ]);
  expect((await world.stateOf(finding))?.problem).toBe('firing could not be sent to broken: hooks.slack.com: channel_is_archived');
  const [row] = await world.engine.db.sql`select failing_since, last_error from alert_channel where id = ${broken}`;
  expect(row).toMatchObject({ failing_since: expect.any(Date), last_error: 'hooks.slack.com: channel_is_archived' });
  world.faults.delete('broken');
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${broken}`;
  await world.engine.engine.workflows.alerts.wakeChannel(broken);
  await eventually(
    () => world.toldOf(finding),
    (found) => found.includes('broken firing 1'),
  );
  await replayNow(world.engine, alertChannelId(broken), 'alert-channel-mended');
  expect((await world.stateOf(finding))?.problem).toBeNull();
  expect(await eventsAbout(broken)).toHaveLength(1);
});

test('what nobody could be told of for a day is told when the channel works again, if it is still true', async () => {
  const id = await world.channel('weekend');
  await world.routes([{ channels: [id] }]);
  world.faults.set('weekend', fails('rejected', 'no_service'));
  const finding = aFinding();
  await world.tell(finding);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.error !== null && message !== undefined,
  );
  await world.engine.db.sql`
    update alert_message set created_at = created_at - interval '25 hours', next_try_at = now() where channel_id = ${id} and kind = 'firing'`;
  await world.engine.engine.workflows.alerts.wakeChannel(id);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.state === 'given_up',
  );
  world.faults.delete('weekend');
  const { rule, subject } = finding;
  await world.engine.engine.workflows.alerts.advance({ rule, subjectId: subject.id, partnerId: null });
  await eventually(
    () => world.engine.db.sql`select from alert_notice where channel_id = ${id} and kind = 'firing' and message_id is null`,
    (rows) => rows.length === 1,
  );
  await world.age(finding, 15);
  await eventually(
    () => world.toldOf(finding),
    (lines) => lines.includes('weekend firing 1'),
  );
  await world.clear(finding);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.settled === true,
  );
  expect(world.toldOf(finding).filter((line) => line.startsWith('weekend'))).toEqual(['weekend firing 1', 'weekend resolved 1']);
});

test('an interruption is not told elsewhere, and the same message is sent after it', async () => {
  const id = await world.channel('slow');
  await world.routes([{ channels: [id] }]);
  let tries = 0;
  world.faults.set('slow', () => {
    tries += 1;
    if (tries <= 2) fails('unavailable', 'alerts.example: no response')();
  });
  const finding = aFinding();
  await world.tell(finding);
  for (let failed = 1; failed <= 2; failed++) {
    await eventually(
      () => messagesOf(id),
      ([message]) => message?.tries === failed && message.error !== null && message.nextTryAt > new Date(),
    );
    await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${id}`;
    await world.engine.engine.workflows.alerts.wakeChannel(id);
  }
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.state === 'sent',
  );
  const [message] = await messagesOf(id);
  expect(world.arrived.filter(({ at }) => at === 'slow').map(({ key }) => key)).toEqual([message?.id]);
  expect(await eventsAbout(id)).toEqual([]);
  await replayNow(world.engine, alertChannelId(id), 'alert-channel-retried');
});

test('a message whose sender died before it was recorded has the same key when it is sent again, and nobody else takes it before', async () => {
  const id = await world.channel('cut off');
  await world.routes([{ channels: [id] }]);
  world.faults.set('cut off', fails('unavailable', 'away'));
  const finding = aFinding();
  await world.tell(finding);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.tries === 1 && message.error !== null,
  );
  // A process takes it, sends it, and dies before it has recorded that.
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${id}`;
  const claimed = await claimMessage(world.engine.db.sql, id);
  expect(claimed).toMatchObject({ tries: 2, kind: 'firing' });
  expect(await claimMessage(world.engine.db.sql, id)).toBeUndefined();
  world.faults.delete('cut off');
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${id}`;
  await world.engine.engine.workflows.alerts.wakeChannel(id);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.state === 'sent',
  );
  expect(world.arrived.filter(({ at }) => at === 'cut off').map(({ key }) => key)).toEqual([claimed?.id]);
});

test('what has ended before it could be sent is not sent, and its end only if a try can have arrived', async () => {
  const [refusing, silent] = [await world.channel('refusing'), await world.channel('silent')];
  await world.routes([{ channels: [refusing, silent] }]);
  world.faults.set('refusing', fails('rejected', 'no_service'));
  world.faults.set('silent', fails('unavailable', 'no response'));
  const finding = aFinding();
  await world.tell(finding);
  for (const id of [refusing, silent]) {
    await eventually(
      () => messagesOf(id),
      ([message]) => message?.tries === 1 && message.error !== null,
    );
  }
  await world.clear(finding);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.state === 'resolved',
  );
  world.faults.clear();
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id in (${refusing}, ${silent})`;
  await world.age(finding, 0);
  await eventually(
    async () => [...(await messagesOf(refusing)), ...(await messagesOf(silent))].map(({ state }) => state),
    (states) => states.join() === 'dropped,doubtful',
  );
  await world.age(finding, 1);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.settled === true,
  );
  expect(world.toldOf(finding).filter((line) => /^(refusing|silent) (firing|resolved)/.test(line))).toEqual(['silent resolved 1']);
});

test('the end is told of what a process may have sent that died before it recorded that', async () => {
  const id = await world.channel('unrecorded');
  await world.routes([{ channels: [id] }]);
  world.faults.set('unrecorded', fails('rejected', 'no_service'));
  const finding = aFinding();
  await world.tell(finding);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.tries === 1 && message.error !== null,
  );
  // A process takes it, sends it, and dies before it has recorded that; meanwhile all is well again.
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${id}`;
  expect(await claimMessage(world.engine.db.sql, id)).toMatchObject({ tries: 2, isDoubtful: false });
  await world.clear(finding);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.state === 'resolved',
  );
  world.faults.clear();
  await world.engine.db.sql`update alert_message set next_try_at = now() where channel_id = ${id}`;
  await world.age(finding, 0);
  await eventually(
    () => messagesOf(id),
    ([message]) => message?.state === 'doubtful',
  );
  await world.age(finding, 1);
  await eventually(
    () => world.stateOf(finding),
    (state) => state?.settled === true,
  );
  expect(world.toldOf(finding).filter((line) => /^unrecorded (firing|resolved)/.test(line))).toEqual(['unrecorded resolved 1']);
});

test('a disabled channel is told nothing, and without any channel an event says so once an hour for each rule', async () => {
  const { sql } = world.engine.db;
  const ids = await sql<{ id: string }[]>`select id from alert_channel`;
  await world.routes([]);
  for (const { id } of ids) await changeChannel(world.engine.db, id, { enabled: false }, { actor: tester, check: () => {} });
  const findings = [aFinding({ rule: 'drift' }), aFinding({ rule: 'drift' })];
  for (const finding of findings) await world.tell(finding);
  for (const finding of findings) {
    await eventually(
      () => world.stateOf(finding),
      (state) => state?.problem?.startsWith('no enabled channel') === true,
    );
  }
  const events = () =>
    sql`select from event where type = 'causeway.alert.unsent' and data->>'rule' = 'drift' and data->>'channel_id' is null`;
  await eventually(events, (rows) => rows.length > 0);
  for (const finding of findings) {
    await world.clear(finding);
    await eventually(
      () => world.stateOf(finding),
      (state) => state?.settled === true,
    );
  }
  expect((await events()).length).toBeLessThanOrEqual(2);
});
