import '#apps/v8-flags.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { runStep } from '#activities/reconciliation/run-step.ts';
import { beginQueuedRun } from '#db/reconciliation/reconciliation-run.ts';
import { openSyncRunner } from '#test/support/sync-world.ts';

const Address = z.object({ url: z.string(), privateToken: z.string() });
const { databaseUrl, syncId, night, a, b } = z
  .object({ databaseUrl: z.string(), syncId: z.string(), night: z.string(), a: Address, b: Address })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

/** A worker in a process of its own, so that it can be killed. It works until then, as its workflow would let it. */
const { db, reconciliation } = openSyncRunner(databaseUrl, { a, b });
process.stdout.write('ready\n');
for (;;) {
  const run = await beginQueuedRun(db.sql, syncId, night);
  if (run) await runStep(reconciliation, run.id, run.step, { isGoingOn: () => true, onPlace: () => {} });
  else await wait(10);
}
