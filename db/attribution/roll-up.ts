import type { Queryable, Sql } from '#db/database.ts';
import { type Affected, readUnits } from './credit-unit.ts';
import { type Place, planPass, readNewFacts } from './new-facts.ts';
import { lockVersion, type Version } from './version.ts';
import { writeCredits } from './write-credits.ts';

/** Reports say how current they are; without news that is moved on at least this often. */
const idleS = 10;

export interface RollUp {
  /** New facts that were read, and credits that were written. */
  facts: number;
  credits: number;
  /** Whether more is waiting. */
  isBehind: boolean;
}

/**
 * One pass: credits what is new since the version's position, page by page, and then moves the position. Each page is one transaction that
 * holds the lock of the version, with its credits, rollups and `complete_to`, so several processes at once change nothing twice. Safe to repeat:
 * facts that were credited already change nothing. Null if the version is not kept current (any more).
 */
export async function rollUp(sql: Sql, number: number, onPage: () => Promise<void> = async () => {}): Promise<RollUp | null> {
  const [version] = await sql<
    { position: string }[]
  >`select position::text as position from version where number = ${number} and state in ('active', 'ready')`;
  if (version === undefined) return null;
  const { positions, tables, next, isLast } = await planPass(sql, version.position);
  const done = { facts: 0, credits: 0 };
  for (const table of tables) {
    for (let after: Place | null = null, isEnd = false; !isEnd;) {
      const page = await inVersion(sql, number, async (tx, locked, recordedAt) => {
        const news = await readNewFacts(tx, table, { positions, after, settings: locked.settings });
        return { ...news, credits: await creditAffected(tx, locked, news.affected, recordedAt) };
      });
      if (page === null) return null;
      done.facts += page.read;
      done.credits += page.credits;
      after = page.next;
      isEnd = after === null;
      await onPage();
    }
  }
  await movePosition(sql, number, { from: positions.from, next });
  return { ...done, isBehind: !isLast };
}

/** Runs work on the credits of a version alone. They are recorded at one moment, later than all before it: the newest that can be reported. */
export async function inVersion<Result>(
  sql: Sql,
  number: number,
  work: (tx: Queryable, version: Version, recordedAt: Date) => Promise<Result & { credits: number }>,
  states: Version['state'][] = ['active', 'ready'],
): Promise<(Result & { credits: number }) | null> {
  return (await sql.begin(async (tx) => {
    const version = await lockVersion(tx, number);
    if (version === null || !states.includes(version.state)) return null;
    const recordedAt = version.moment;
    const result = await work(tx, version, recordedAt);
    if (result.credits > 0) await tx`update version set complete_to = ${recordedAt} where number = ${number}`;
    return result;
  })) as (Result & { credits: number }) | null;
}

/** Rows of an empty set are not asked for. */
export async function creditAffected(tx: Queryable, version: Version, affected: Affected, recordedAt: Date): Promise<number> {
  const { roots, conversionIds, revenueIds, costIds } = affected;
  if (roots.size + conversionIds.size + revenueIds.size + costIds.size === 0) return 0;
  return writeCredits(tx, version, await readUnits(tx, affected), recordedAt);
}

/** Only forward, and only if nobody else has moved it: who overtook this pass has read the same facts. */
async function movePosition(sql: Sql, number: number, { from, next }: { from: string; next: string }): Promise<void> {
  const isOld = sql`coalesce(complete_to < clock_timestamp() - ${idleS} * interval '1 second', true)`;
  await sql`
    update version set position = greatest(position, ${next}::xid8), complete_to = case when ${isOld} then clock_timestamp() else complete_to end
    where number = ${number} and position = ${from}::xid8 and (position <> ${next}::xid8 or ${isOld})`;
}
