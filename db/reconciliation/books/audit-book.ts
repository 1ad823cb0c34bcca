import type { Queryable } from '#db/database.ts';

/** Where a check has ended in the last nights, newest first: `<number>:<hash>` of the last entry that was verified. */
export async function listHeads(sql: Queryable, runId: string, nights: number): Promise<{ seq: number; hash: string; night: string }[]> {
  const rows = await sql<{ head: string; night: string }[]>`
    select f.cursor as head, r.night::text from reconciliation_run r join reconciliation_feed f on f.run_id = r.id and f.feed = 'chain'
    where r.book = 'audit' and r.id < ${runId} and f.ended_at is not null and f.cursor like '%:%' order by r.id desc limit ${nights}`;
  return rows.map(({ head, night }) => {
    const [seq = '', hash = ''] = head.split(':');
    return { seq: Number(seq), hash, night };
  });
}

/** The hashes that these entries have now. */
export async function findHashes(sql: Queryable, seqs: number[]): Promise<Map<number, string>> {
  const rows = await sql<{ seq: string; hash: string }[]>`
    select seq::text, hash from audit_entry where seq = any(${seqs.map(String)}::text[]::bigint[])`;
  return new Map(rows.map(({ seq, hash }) => [Number(seq), hash]));
}

/** The first entry that the last night's check found to be wrong; null if there was none. */
export async function findFirstFault(sql: Queryable, runId: string): Promise<number | null> {
  const [row] = await sql<{ seq: string | null }[]>`
    select min(f.a_id::bigint)::text as seq from reconciliation_finding f
    where f.object = 'audit_entry' and f.run_id = (
      select r.id from reconciliation_run r where r.book = 'audit' and r.id < ${runId} and r.state in ('completed', 'incomplete')
      order by r.id desc limit 1)`;
  return row?.seq ? Number(row.seq) : null;
}
