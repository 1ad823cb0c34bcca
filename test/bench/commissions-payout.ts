import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { insertBatch } from '#db/commissions/payout-batch.ts';
import { newId } from '#domain/id.ts';
import { generatePayable } from './commissions-generate.ts';
import type { CommissionStack } from './commissions-stack.ts';
import { round } from './percentiles.ts';

export interface PayoutFound {
  lines: number;
  /** Of the run that was left alone, from collecting to the last confirmation. */
  seconds: number;
  killedSeconds: number;
  kills: number;
  /** Partners that got more than was payable, or two transfers of one run; and those that got less. Of both runs. */
  paidTwice: number;
  missing: number;
}

/** The kills are over when this part of the time of the calm run has passed, for the other run can be faster. */
const KILL_WITHIN = 0.7;
const script = fileURLToPath(new URL('./commissions-payout-process.ts', import.meta.url));

/** Two runs over the same partners: one left alone, and one whose process is killed again and again. */
export async function measurePayout(
  stack: CommissionStack,
  { payouts: lines, kills }: { payouts: number; kills: number },
  say: (line: string) => void,
): Promise<PayoutFound> {
  const calm = await run(stack, { number: 0, lines, kills: 0, everyMs: 0 });
  say(`A run of ${lines} transfers took ${round(calm.seconds, 1)} s; the next one is killed ${kills} times …`);
  const killed = await run(stack, { number: 1, lines, kills, everyMs: (calm.seconds * KILL_WITHIN * 1_000) / (kills + 1) });
  const [row] = await stack.db.sql<{ paidTwice: number; missing: number }[]>`
    with sums as (
      select e.partner_id, -sum(e.amount_minor) filter (where e.account = 'paid') as paid, sum(e.amount_minor) filter (where e.account = 'expense') as earned
      from commissions.entry e where e.currency = 'GBP' group by e.partner_id
    ), transfers as (
      select partner_id, max(n) as n from (
        select partner_id, batch_id, count(*) as n from commissions.payout_line where currency = 'GBP' group by 1, 2) b group by 1
    )
    select count(*) filter (where s.paid > s.earned or t.n > 1)::int as "paidTwice",
      count(*) filter (where s.paid is null or s.paid < s.earned)::int as missing from sums s left join transfers t using (partner_id)`;
  const { paidTwice = lines, missing = lines } = row ?? {};
  return { lines, seconds: round(calm.seconds, 1), killedSeconds: round(killed.seconds, 1), kills: killed.killed, paidTwice, missing };
}

async function run({ admin, db, url }: CommissionStack, plan: { number: number; lines: number; kills: number; everyMs: number }) {
  await generatePayable(admin, plan.number, plan.lines);
  const id = newId('pyb');
  await insertBatch(db.sql, { id, currency: 'GBP', thresholdMinor: 1n, provider: 'file', approvalsNeeded: 0, createdBy: 'bench' });
  const startedAt = performance.now();
  let killed = 0;
  for (;;) {
    const child = fork(script, [url, id]);
    if ((await endOf(child, killed < plan.kills ? plan.everyMs : null)) === 'ended') break;
    killed++;
  }
  return { seconds: (performance.now() - startedAt) / 1_000, killed };
}

/** Waits for its end, and kills it before if it takes longer than it may. */
async function endOf(child: ChildProcess, killAfterMs: number | null): Promise<'ended' | 'killed'> {
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code, signal] = await once(child, 'exit');
  clearTimeout(timer);
  if (signal === 'SIGKILL') return 'killed';
  if (code !== 0) throw new Error(`the process of the payout run ended with ${code ?? signal}`);
  return 'ended';
}
