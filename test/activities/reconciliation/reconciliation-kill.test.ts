import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { listingOf } from '#db/reconciliation/reconciliation-feed.ts';
import { queueRun } from '#db/reconciliation/reconciliation-run.ts';
import { eventually } from '#test/support/engine.ts';
import type { TwoHubSpots } from '#test/support/hubspot-pair.ts';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
      links: [{ how: 'external_id', a: 'id', b: 'counterpart_id' }],
      fields: [
        { a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'a' },
        { a: 'country', b: 'country', type: 'text', direction: 'both', owner: 'b' },
      ],
    },
  ],
};
const RECORDS = 1_500;

function startWorker({ databaseUrl, a, b }: TwoHubSpots, syncId: string, night: string): ChildProcess {
  const address = ({ url, privateToken }: { url: string; privateToken: string }) => ({ url, privateToken });
  const argument = JSON.stringify({ databaseUrl, syncId, night, a: address(a), b: address(b) });
  const file = new URL('../../chaos/reconciliation-worker.ts', import.meta.url).pathname;
  return spawn(process.execPath, [file, argument], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** What a night says, without when it was. */
async function reportOf({ db }: TwoHubSpots, runId: string) {
  const [run] = await db.sql`select state, reason, report from reconciliation_run where id = ${runId}`;
  const feeds = await db.sql`
    select ${listingOf(db.sql)} as listing, sum(records)::int as records, min(problem) as problem from reconciliation_feed f
    where run_id = ${runId} group by 1 order by 1`;
  const findings = await db.sql`
    select object, class, field, a_id, b_id, a_value, b_value, to_side, to_value from reconciliation_finding where run_id = ${runId}
    order by object, class, field, a_id, b_id`;
  return { run, feeds: [...feeds], findings: [...findings] };
}

test('a night whose worker is killed in the midst of pages reports the same as one that was left alone', async () => {
  const world = await startTwoHubSpots();
  const { a, b, db } = world;
  for (let i = 0; i < RECORDS; i++) a.records('companies').create({ name: `a${i}`, country: 'DE' });
  const syncId = await world.createSync(mapping, { maxChangePercent: 100 });
  await world.runSync(syncId);
  // So that nothing may be just on its way.
  await db.sql`update sync set interval_seconds = 0 where id = ${syncId}`;
  const [changed, gone] = [b.records('companies').all().slice(0, 20), b.records('companies').all().slice(-3)];
  for (const { id } of changed) b.records('companies').update(id, { name: 'Renamed by somebody' });
  for (const { id } of gone) b.records('companies').archive(id);

  const runId = (await queueRun(db.sql, { syncId, night: '2026-03-01', trigger: 'request', isDryRun: true })) ?? '';
  const hasEnded = async () => (await db.sql`select from reconciliation_run where id = ${runId} and ended_at is not null`).length > 0;
  // Each worker dies in the turn in which a vendor answers it for the third time, so nobody can have stored that page.
  for (let kills = 0; kills < 10 && !(await hasEnded()); kills++) {
    const worker = startWorker(world, syncId, '2026-03-01');
    onTestFinished(() => kill(worker));
    let answers = 0;
    const died = once(worker, 'exit');
    a.traffic.onAnswer = b.traffic.onAnswer = () => void (++answers === 3 && worker.kill('SIGKILL'));
    await Promise.race([died, eventually(hasEnded, (ended) => ended)]);
    a.traffic.onAnswer = b.traffic.onAnswer = () => {};
    await kill(worker);
  }
  const second = (await queueRun(db.sql, { syncId, night: '2026-03-02', trigger: 'request', isDryRun: true })) ?? '';
  if (!(await hasEnded())) {
    const worker = startWorker(world, syncId, '2026-03-01');
    onTestFinished(() => kill(worker));
    await eventually(hasEnded, (ended) => ended);
    await kill(worker);
  }
  const calm = startWorker(world, syncId, '2026-03-02');
  onTestFinished(() => kill(calm));
  await eventually(
    () => db.sql`select from reconciliation_run where id = ${second} and ended_at is not null`,
    (rows) => rows.length > 0,
  );
  expect(await reportOf(world, runId)).toEqual(await reportOf(world, second));
  expect((await reportOf(world, runId)).findings).toHaveLength(changed.length + gone.length);
  expect((await reportOf(world, runId)).feeds).toEqual([
    { listing: 'account/a', records: RECORDS, problem: null },
    { listing: 'account/b', records: RECORDS - 3, problem: null },
  ]);
}, 180_000);
