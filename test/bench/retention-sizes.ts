import { insertEvents } from '#db/delivery/event-publish.ts';
import { recordAttempts } from '#db/delivery/outcome.ts';
import { newId } from '#domain/id.ts';
import { newEvent } from './events.ts';
import { type RetentionStack, withWal } from './retention-stack.ts';

export interface Sizes {
  deliveries: number;
  tables: { table: string; rows: number; heap: number; index: number; toast: number }[];
  walBytes: number;
  /** By the statements of the engine, without Temporal and POSTs. */
  perS: number;
  /** The floor. */
  bareRowsPerS: number;
}

/** As many as share a commit when an engine is busy. */
const group = 100;
const atOnce = 4;
const owner = 'eng_bench';

/** Accepts events and records their first attempts with the statements that an engine uses, and reads what that took. */
export async function measureSizes(stack: RetentionStack, deliveries: number): Promise<Sizes> {
  const { db, partnerId } = stack;
  const { walBytes, seconds } = await withWal(db, () => deliverInGroups(stack, deliveries));
  await db.sql`analyze event, delivery, attempt`;
  const bare = await measureBare(db, partnerId, Math.ceil(deliveries / group / 10));
  return {
    deliveries,
    tables: await Promise.all(['event', 'delivery', 'attempt', 'idempotency_key'].map((table) => sizeOf(db, table))),
    walBytes,
    perS: Math.round(deliveries / seconds),
    bareRowsPerS: bare,
  };
}

/** Accepts so many events and records their first attempts. */
export function deliverInGroups({ db, partnerId }: RetentionStack, deliveries: number): Promise<void> {
  return inParallel(deliveries / group, () => deliverGroup(db, partnerId));
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  const turn = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
}

const eventsFor = (partnerId: string) =>
  Array.from({ length: group }, () => {
    const { type, data } = newEvent(partnerId);
    return {
      ...{ id: newId('evt'), type, schemaVersion: 1, occurredAt: new Date(), dataJson: JSON.stringify(data), partnerIds: [partnerId] },
      idempotency: { scope: 'key_bench', key: newId('evt'), fingerprint: 'f'.repeat(43) },
    };
  });

async function deliverGroup({ hot }: RetentionStack['db'], partnerId: string): Promise<void> {
  const accepted = await insertEvents(hot, eventsFor(partnerId), { owner, fullEndpoints: [] });
  const result = { ok: true, statusCode: 200, latencyMs: 20, responseSnippet: '{"ok":true}', gone: false };
  const verdict = { status: 'delivered', because: 'the receiver answered 200', nextAttemptAt: null, disableEndpoint: null } as const;
  const workflowId = `deliver-round/${newId('rnd')}`;
  const pending = accepted.flatMap(({ created }) => created?.pending ?? []);
  const finished = pending.map((delivery) => ({ delivery, startedAt: new Date(), result, verdict, workflowId }));
  await recordAttempts(hot, finished, owner);
}

/** A plain insert of the same events into a table like theirs, in groups of the same size. */
async function measureBare({ hot }: RetentionStack['db'], partnerId: string, groups: number): Promise<number> {
  await hot`create table bare_event (id text primary key, data json not null)`;
  const startedAt = performance.now();
  await inParallel(groups, async () => {
    const events = eventsFor(partnerId);
    await hot`
      insert into bare_event select id, data::json
      from unnest(${events.map(({ id }) => id)}::text[], ${events.map(({ dataJson }) => dataJson)}::text[]) as e (id, data)`;
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  await hot`drop table bare_event`;
  return Math.round((groups * group) / seconds);
}

/** Of a table with its partitions. */
async function sizeOf({ sql }: RetentionStack['db'], table: string): Promise<Sizes['tables'][number]> {
  const [size] = await sql<Sizes['tables']>`
    with part as (
      select ${table}::regclass as id union select inhrelid from pg_inherits where inhparent = ${table}::regclass
    )
    select ${table} as table, (select count(*) from ${sql(table)})::float8 as rows, sum(pg_relation_size(id))::float8 as heap,
      sum(pg_indexes_size(id))::float8 as index, sum(pg_table_size(id) - pg_relation_size(id))::float8 as toast from part`;
  if (!size) throw new Error(`The table ${table} has no size`);
  return size;
}
