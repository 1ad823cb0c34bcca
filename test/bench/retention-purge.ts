import { endedIn, purgeDeliveries } from '#db/delivery/delivery-purge.ts';
import { listPartitions } from '#db/delivery/partitions.ts';
import { purgeEndedRows } from '#db/ended-rows.ts';
import { purgeEvents } from '#db/events/event-purge.ts';
import { round } from './percentiles.ts';
import { type RetentionStack, withWal } from './retention-stack.ts';

export interface Purged {
  /** Deliveries with their attempts, by dropping their partition; events, by row. */
  deliveries: Rate;
  events: Rate;
  /** The floor: a tenth of the deliveries with their attempts, by row. */
  byRow: Rate;
  /** The longest that a statement of the engine waited while the partition was dropped. */
  longestWaitMs: number;
}

interface Rate {
  rows: number;
  seconds: number;
  perS: number;
  walBytes: number;
}

const DAY_MS = 86_400_000;

/** Purges all deliveries and events, as if the time of their retention was over. */
export async function measurePurge({ db }: RetentionStack, deliveries: number): Promise<Purged> {
  const [partition] = await listPartitions(db.sql);
  if (!partition) throw new Error('There is no partition');
  const later = new Date(partition.until.getTime() + 2 * DAY_MS);
  const byRow = await rateOf(db, () => firstOf(purgeEndedRows(db.hot, endedIn(`delivery_${partition.name}`), later), deliveries / 10));
  const probe = startProbe(db);
  const dropped = await rateOf(db, () => firstOf(purgeDeliveries(db.hot, later)));
  const longestWaitMs = await probe.stop();
  const events = await rateOf(db, () => firstOf(purgeEvents(db.hot, later)));
  const [left] = await db.sql<
    { rows: number }[]
  >`select ((select count(*) from delivery) + (select count(*) from event) + (select count(*) from attempt))::int as rows`;
  if (left?.rows !== 0) throw new Error(`${left?.rows} rows are left`);
  return { deliveries: dropped, events, byRow, longestWaitMs: round(longestWaitMs, 1) };
}

async function firstOf(pages: AsyncIterable<number>, limit = Infinity): Promise<number> {
  let rows = 0;
  for await (const count of pages) {
    rows += count;
    if (rows >= limit) break;
  }
  return rows;
}

async function rateOf(db: RetentionStack['db'], purge: () => Promise<number>): Promise<Rate> {
  let rows = 0;
  const { walBytes, seconds } = await withWal(db, async () => (rows = await purge()));
  return { rows, seconds: round(seconds, 2), perS: Math.round(rows / seconds), walBytes };
}

/** Reads a delivery by its id, again and again. */
function startProbe({ hot }: RetentionStack['db']): { stop(): Promise<number> } {
  let isOver = false;
  let longest = 0;
  const run = async () => {
    while (!isOver) {
      const startedAt = performance.now();
      await hot`select from delivery where id = ${'dlv_none'}`;
      longest = Math.max(longest, performance.now() - startedAt);
    }
  };
  const running = run();
  return {
    async stop() {
      isOver = true;
      await running;
      return longest;
    },
  };
}
