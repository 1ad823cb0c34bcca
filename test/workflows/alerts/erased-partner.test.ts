import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPartner } from '#db/partners/partner.ts';
import { aFinding, type AlertWorld, startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';
import { tester } from '#test/support/tester.ts';
import { alertId } from '#workflows/alerts/messages.ts';

let world: AlertWorld;
beforeAll(async () => {
  world = await startAlertWorld();
});
afterAll(() => world.close());

const secretName = 'Lovelace & Byron';
const partner = async (name: string) => (await createPartner(world.engine.db, { name, tier: 'standard' }, tester)).id;

/** The rows about alerts that name what was erased. */
async function left(...words: string[]): Promise<string[]> {
  const { sql } = world.engine.db;
  const rows = await sql<{ text: string }[]>`
    select row_to_json(a)::text as text from alert a union all select row_to_json(n)::text from alert_notice n
    union all select row_to_json(m)::text from alert_message m union all select row_to_json(e)::text from audit_entry e where object_kind = 'alert'`;
  return rows.map(({ text }) => text).filter((text) => words.some((word) => text.includes(word)));
}

test('whoever heard of an alert of an erased partner hears of its end without its name, and then nothing is left of it', async () => {
  const pager = await world.channel('pager');
  await world.routes([{ channels: [], rules: ['drift'] }, { channels: [pager] }]);
  const [partnerId, other] = [await partner(secretName), await partner('Other')];
  const named = { title: `Deliveries to ${secretName} fail`, reason: `${secretName} refuses`, partnerId };
  const [told, silent, others] = [
    aFinding(named),
    aFinding({ ...named, rule: 'drift' }),
    aFinding({ rule: 'quota_low', partnerId: other }),
  ];
  // A namespace knows the partners of workflows some moments after it was made.
  await eventually(
    () =>
      world.tell(told).then(
        () => true,
        () => false,
      ),
    (isTold) => isTold,
  );
  for (const finding of [silent, others]) await world.tell(finding);
  for (const finding of [told, others]) {
    await eventually(
      () => world.toldOf(finding),
      (lines) => lines.length === 1,
    );
  }
  await eventually(
    () => world.stateOf(silent),
    (state) => state !== undefined,
  );
  const { body: listed } = await world.engine.call('GET', `/alerts?partner_id=${partnerId}`);
  for (const { id } of listed['data']) expect((await world.engine.call('POST', `/alerts/${id}/snooze`, { until: null })).status).toBe(200);

  const { body } = await world.engine.call('DELETE', `/partners/${partnerId}`);
  const finished = await eventually(
    () => world.engine.call('GET', `/erasures/${body['id']}`),
    ({ body: erasure }) => erasure['status'] === 'finished',
  );
  expect(finished.body['counts']).toMatchObject({ alerts: 2 });
  await eventually(
    () => left(partnerId, secretName, told.subject.id, silent.subject.id),
    (rows) => rows.every((row) => row.includes('"object_kind":"alert"')),
  );
  expect(await left(secretName)).toEqual([]);
  expect(world.toldOf(told, silent)).toEqual(['pager firing 1', 'pager resolved 1']);
  const [firing, resolved] = world.arrived.filter(({ message }) => message.dedupKey === alertId(told.rule, told.subject.id));
  expect(JSON.stringify(firing?.message)).toContain(secretName);
  expect(JSON.stringify(resolved?.message)).not.toContain(secretName);
  expect(world.toldOf(others)).toEqual(['pager firing 1']);
  expect(await world.stateOf(others)).toMatchObject({ state: 'firing' });

  // Somebody looked before, and tells it after.
  await world.tell(told);
  await world.engine.temporal.workflow.getHandle(alertId(told.rule, told.subject.id)).result();
  expect(await world.stateOf(told)).toBeUndefined();
  expect(world.toldOf(told)).toHaveLength(2);
});
