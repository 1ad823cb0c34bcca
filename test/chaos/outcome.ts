import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { Receiver } from '#test/support/stack/receiver.ts';
import type { Services } from '#test/support/stack/services.ts';

/** What became of everything, from the receiver's side and from the database's. */
export interface Outcome {
  delivered: number;
  lost: number;
  duplicates: number;
  /** Received although nobody was told 202 for it: a client that gave up must not find it done twice. */
  unaccepted: number;
  events: number;
  deliveries: number;
  deadLettered: number;
  /** Not `delivered`, or without the workflow that carried them. */
  unfinished: number;
  shapes: { ownWorkflow: number; rounds: number };
  signaturesWrong: number;
}

const lookEveryMs = 500;

/** Waits until the receiver has everything that was accepted and the database says so, or until the time is over. */
export async function awaitOutcome(
  { services, receiver }: { services: Services; receiver: Receiver },
  accepted: Iterable<string>,
  maxMs: number,
): Promise<Outcome> {
  const received = new Set<string>();
  const promised = new Set(accepted);
  const sql = postgres(services.databaseUrl, { max: 1, onnotice: () => {} });
  const deadline = performance.now() + maxMs;
  try {
    for (;;) {
      for (const id of (await receiver.call('collect')).ids) received.add(id);
      const lost = [...promised].filter((id) => !received.has(id)).length;
      const rows = await countRows(sql);
      if ((lost === 0 && rows.unfinished === 0) || performance.now() > deadline) {
        const { duplicates, signaturesWrong } = await receiver.call('count');
        const unaccepted = [...received].filter((id) => !promised.has(id)).length;
        return { ...rows, delivered: promised.size - lost, lost, duplicates, unaccepted, signaturesWrong };
      }
      await delay(lookEveryMs);
    }
  } finally {
    await sql.end();
  }
}

async function countRows(sql: postgres.Sql) {
  const [row] = await sql<{ [name: string]: number }[]>`
    select (select count(*)::int from event) as events, count(*)::int as deliveries,
      count(*) filter (where status = 'dead_lettered')::int as "deadLettered",
      count(*) filter (where status <> 'delivered' or workflow_id is null)::int as unfinished,
      count(*) filter (where workflow_id like 'deliver-webhook/%')::int as "ownWorkflow",
      count(*) filter (where workflow_id like 'deliver-round/%')::int as rounds
    from delivery`;
  const { events = 0, deliveries = 0, deadLettered = 0, unfinished = 0, ownWorkflow = 0, rounds = 0 } = row ?? {};
  return { events, deliveries, deadLettered, unfinished, shapes: { ownWorkflow, rounds } };
}

/** For the diagnosis of a failed run: what stands in the way of the oldest unfinished deliveries. */
export async function listUnfinished({ databaseUrl }: Services, limit: number): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql`
      select d.id, d.status, d.hold_reason, d.holder, i.seen_at as holder_seen_at, d.attempts, d.next_attempt_at, d.workflow_id, d.created_at
      from delivery d left join engine_instance i on i.id = d.holder
      where d.status <> 'delivered' or d.workflow_id is null order by d.seq limit ${limit}`;
    return rows.map((row) => JSON.stringify(row));
  } finally {
    await sql.end();
  }
}
