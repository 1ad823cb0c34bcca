import type { Queryable, Sql } from '#db/database.ts';
import { type Affected, divide } from './affected.ts';
import { readUnits } from './credit-unit.ts';
import { noNews, passSize, type Place, planPass, readNewFacts } from './new-facts.ts';
import { usePlansByIndex } from './plans.ts';
import { findVersion, type LockedVersion, lockVersion, type Version } from './version.ts';
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

/** Of roots, in a transaction: some thousands of credits, for which other work of the process waits some tens of milliseconds. */
const partSize = 200;

/**
 * One pass: reads what is new since the version's position, credits what that affects, root by root, and then moves the position. Each part is one
 * transaction that holds the lock of the version, with its credits, rollups and `complete_to`, so several processes at once change nothing twice.
 * Safe to repeat: facts that were credited already change nothing. Null if the version is not kept current (any more).
 */
export async function rollUp(sql: Sql, number: number, onPage: () => Promise<void> = async () => {}): Promise<RollUp | null> {
  const version = await findVersion(sql, number);
  if (version === null || !following.includes(version.state)) return null;
  const { settings, position } = version;
  const { positions, tables, next, isLast } = await planPass(sql, position);
  const done = { facts: 0, credits: 0 };
  let news = noNews();
  const creditNews = async (): Promise<boolean> => {
    for (const part of divide(news.affected, news.rootOf, partSize)) {
      const credited = await inVersion(sql, number, async (tx, _, recordedAt) => ({
        credits: await creditAffected(tx, version, part, recordedAt),
      }));
      if (credited === null) return false;
      done.credits += credited.credits;
      await onPage();
    }
    done.facts += news.read;
    news = noNews();
    return true;
  };
  for (const table of tables) {
    for (let after: Place | null = null, isEnd = false; !isEnd;) {
      after = await readNewFacts(sql, table, { positions, after, settings }, news);
      isEnd = after === null;
      await onPage();
      // A transaction that added a million facts must not be held in memory.
      if (news.read >= passSize && !(await creditNews())) return null;
    }
  }
  if (!(await creditNews())) return null;
  await movePosition(sql, number, { from: positions.from, next });
  return { ...done, isBehind: !isLast };
}

const following: Version['state'][] = ['active', 'ready'];

/** Runs work on the credits of a version alone. They are recorded at one moment, later than all before it: the newest that can be reported. */
export async function inVersion<Result>(
  sql: Sql,
  number: number,
  work: (tx: Queryable, version: LockedVersion, recordedAt: Date) => Promise<Result & { credits: number }>,
  states: Version['state'][] = following,
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

async function creditAffected(tx: Queryable, version: Version, affected: Affected, recordedAt: Date): Promise<number> {
  await usePlansByIndex(tx);
  return writeCredits(tx, version, await readUnits(tx, affected), recordedAt);
}

/** Only forward, and only if nobody else has moved it: who overtook this pass has read the same facts. */
async function movePosition(sql: Sql, number: number, { from, next }: { from: string; next: string }): Promise<void> {
  const isOld = sql`coalesce(complete_to < clock_timestamp() - ${idleS} * interval '1 second', true)`;
  await sql`
    update version set position = greatest(position, ${next}::xid8), complete_to = case when ${isOld} then clock_timestamp() else complete_to end
    where number = ${number} and position = ${from}::xid8 and (position <> ${next}::xid8 or ${isOld})`;
}
