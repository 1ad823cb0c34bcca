import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { advanceForAWhile } from '#activities/sync/sync-slice.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { openSyncRunner } from '#test/support/sync-world.ts';

const Address = z.object({ url: z.string(), privateToken: z.string() });
const { databaseUrl, syncId, a, b } = z
  .object({ databaseUrl: z.string(), syncId: z.string(), a: Address, b: Address })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

/** A worker in a process of its own, so that it can be killed. It works until then, as its workflow would let it. */
const { runner } = openSyncRunner(databaseUrl, { a, b });
process.stdout.write('ready\n');
for (;;) {
  try {
    const { state } = await advanceForAWhile(runner, syncId);
    if (state !== 'more') await wait(10);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await wait(50);
  }
}
