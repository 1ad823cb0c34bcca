import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { changeSync } from '#db/sync/sync.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['a', 'b'] },
      links: [
        { how: 'external_id', a: 'id', b: 'counterpart_id' },
        { how: 'external_id', a: 'counterpart_id', b: 'id' },
      ],
      fields: [
        { a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'a' },
        { a: 'country', b: 'country', type: 'text', direction: 'both', owner: 'b' },
      ],
    },
  ],
};
const KILLS = 20;
const RECORDS = 400;

test('a worker that is killed twenty times in the midst of pages leaves nothing doubled and nothing lost', async () => {
  const world = await startTwoHubSpots();
  const [a, b] = [world.a.records('companies'), world.b.records('companies')];
  for (let i = 0; i < RECORDS / 2; i++) {
    a.create({ name: `a${i}` });
    b.create({ name: `b${i}` });
  }
  const syncId = await world.createSync(mapping, { maxChangePercent: 100 });
  const { databaseUrl } = world;
  const address = ({ url, privateToken }: { url: string; privateToken: string }) => ({ url, privateToken });
  const argument = JSON.stringify({ databaseUrl, syncId, a: address(world.a), b: address(world.b) });
  const file = new URL('../../chaos/sync-worker.ts', import.meta.url).pathname;

  const lastName = new Map<string, string>();
  const lastCountry = new Map<string, string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const worker = spawn(process.execPath, [file, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(worker.stdout, 'data');
    await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
    for (const { id } of a.all().slice(kill * 10, kill * 10 + 30)) {
      a.update(id, { name: `renamed ${kill}` });
      lastName.set(id, `renamed ${kill}`);
    }
    for (const { id } of b.all().slice(kill * 10, kill * 10 + 30)) {
      b.update(id, { country: `country ${kill}` });
      lastCountry.set(id, `country ${kill}`);
    }
    // The moment of the kill is spread over what a run does; it is no condition to wait for.
    await wait(20 + kill * 37);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    // The claims of a dead worker end by themselves after two minutes.
    await world.db.sql`update sync_write set claimed_until = now() where claimed_until > now()`;
  }
  for (let i = 0; i < 4; i++) await world.runSync(syncId);

  expect(a.all()).toHaveLength(RECORDS);
  expect(b.all()).toHaveLength(RECORDS);
  const links = await world.db.sql<{ a: string; b: string }[]>`select a_id as a, b_id as b from sync_link where sync_id = ${syncId}`;
  expect(links).toHaveLength(RECORDS);
  const lost = links.filter(({ a: aId, b: bId }) => {
    const [one, other] = [a.get(aId)?.fields, b.get(bId)?.fields];
    const isSame = one?.['name'] === other?.['name'] && one?.['country'] === other?.['country'];
    const isLast =
      (lastName.get(aId) ?? one?.['name']) === one?.['name'] && (lastCountry.get(bId) ?? other?.['country']) === other?.['country'];
    return !isSame || !isLast;
  });
  expect(lost).toEqual([]);
}, 180_000);
