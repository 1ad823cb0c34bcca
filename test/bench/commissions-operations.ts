import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readTrialBalance } from '#db/commissions/balance.ts';
import type { Sql } from '#db/database.ts';
import type { CommissionStack } from './commissions-stack.ts';

export interface OperationsFound {
  operations: number;
  kills: number;
  /** What all entries of all currencies add up to, without their signs. */
  trialBalanceMinor: number;
  /** Of each process, with which the random operations can be done again. */
  seeds: number[];
}

const script = fileURLToPath(new URL('../support/ledger-process.ts', import.meta.url));
const WORKERS = 2;
/** Operations of a transaction. */
const TOGETHER = 50;
/** Each process does so many again that its predecessor has done: they must change nothing. */
const REPEATED = 20;

/** Random operations by two processes at once, which are killed in between; another one goes on with what is left. */
export async function measureOperations(
  { url, db: { sql } }: CommissionStack,
  { operations, interruptions }: { operations: number; interruptions: number },
  say: (line: string) => void,
): Promise<OperationsFound> {
  const seeds: number[] = [];
  const each = Math.ceil(operations / WORKERS);
  const work = async (name: string) => {
    for (let kill = 0; kill <= interruptions / WORKERS; kill++) {
      const done = await countDone(sql, name);
      const until = kill < interruptions / WORKERS ? Math.ceil((each * (kill + 1)) / (interruptions / WORKERS + 1)) : null;
      const seed = Math.floor(Math.random() * 2 ** 31);
      seeds.push(seed);
      const child = fork(script, [url, String(seed), String(each), name, String(Math.max(0, done - REPEATED)), String(TOGETHER)]);
      const ended = once(child, 'exit');
      if (until === null) {
        const [code] = await ended;
        if (code !== 0) throw new Error(`a process of random operations ended with ${code} (seed ${seed})`);
      } else {
        while ((await countDone(sql, name)) < until) await new Promise((resolve) => setTimeout(resolve, 200));
        child.kill('SIGKILL');
        await ended;
      }
    }
    say(`${await countDone(sql, name)} operations of ${name} done`);
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, index) => work(`bench-${index}`)));
  const sums = [...(await readTrialBalance(sql)).values()];
  const [row] = await sql<{ done: number }[]>`select count(*)::int as done from commissions.ledger_transaction where source like 'bench-%'`;
  const trialBalanceMinor = Number(sums.reduce((sum, one) => sum + (one < 0n ? -one : one), 0n));
  return { operations: row?.done ?? 0, kills: interruptions, trialBalanceMinor, seeds };
}

/** They are numbered without gaps, so the last one says how many there are. */
async function countDone(sql: Sql, name: string): Promise<number> {
  const [row] = await sql<{ source: string }[]>`
    select source from commissions.ledger_transaction where source >= ${`${name}/`} and source < ${`${name}0`} order by source desc limit 1`;
  return row === undefined ? 0 : Number(row.source.slice(name.length + 1)) + 1;
}
