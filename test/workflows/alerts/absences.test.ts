import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFinding, type AlertWorld, fails, startAlertWorld } from '#test/support/alert-world.ts';
import { eventually } from '#test/support/engine.ts';

let world: AlertWorld;
beforeAll(async () => {
  world = await startAlertWorld();
});
afterAll(() => world.close());

const openMessages = () => world.engine.db.sql<{ notices: number; tries: number }[]>`
  select count(*)::int as notices, min(m.tries) as tries from alert_notice n left join alert_message m on m.id = n.message_id
  where n.dropped_at is null and (m.id is null or m.state = 'sending')`;

test(
  'a channel that is away for an hour is told when it is back: each alert once, together with those of its rule, and not what has ended',
  { timeout: 120_000 },
  async () => {
    const slack = await world.channel('slack');
    await world.routes([{ channels: [slack], group_s: 5 }]);
    world.faults.set('slack', fails('unavailable', 'hooks.slack.com: HTTP 503'));
    const connections = Array.from({ length: 4 }, () => aFinding());
    const drifts = Array.from({ length: 3 }, () => aFinding({ rule: 'drift' }));
    const all = [...connections, ...drifts];
    await Promise.all(all.map((finding) => world.tell(finding)));
    await eventually(openMessages, ([open]) => open?.notices === all.length && (open.tries ?? 0) > 0);
    const [ended, ...lasting] = connections;
    if (!ended) throw new Error('there are four');
    await world.clear(ended);
    await eventually(
      () => world.stateOf(ended),
      (found) => found?.state === 'resolved',
    );
    for (const finding of all) await world.age(finding, 60);
    await world.engine.db.sql`update alert_message set created_at = created_at - interval '1 hour'`;
    expect(world.arrived).toEqual([]);
    world.faults.clear();
    await eventually(
      async () => {
        await world.hurry();
        return world.toldOf(...all).length;
      },
      (count) => count === 2,
    );
    expect(world.toldOf(...lasting)).toEqual([`slack firing ${lasting.length}`]);
    expect(world.toldOf(...drifts)).toEqual([`slack firing ${drifts.length}`]);
    expect(world.toldOf(ended)).toEqual([]);
    await eventually(openMessages, ([open]) => open?.notices === 0);
  },
);
