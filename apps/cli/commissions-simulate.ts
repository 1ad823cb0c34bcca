import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { readFlags, runCommand, UsageError } from '#apps/flags.ts';
import { openSettings } from '#apps/settings.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import { readPastAccruals } from '#db/commissions/past-accruals.ts';
import { withConditions } from '#db/commissions/tried-accruals.ts';
import { openDatabase, type Sql } from '#db/database.ts';
import { conditionsOf } from '#domain/commissions/conditions.ts';
import { ManyConditions } from '#domain/commissions/many-conditions.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { type Simulated, Simulation } from '#domain/commissions/simulate.ts';
import { Day } from '#domain/instant.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { toMoney } from '#domain/money.ts';

const usage = `Tries a commission plan on past sales, however many: what each partner would have got, and the difference to what it got. Changes nothing.

  npm run commissions:simulate -- --plan=FILE --from=2026-01-01 --until=2026-04-01 [--json]

  --plan    a plan as POST /commission-plans takes it, in JSON
  --from    the day of the first sale
  --until   the day after that of the last sale
  --json    print one line of JSON, with the fields of POST /commission-plans/simulate

Refunds are left out on both sides.`;

const Flags = z.strictObject({ plan: z.string().min(1), from: Day, until: Day, json: z.boolean().default(false) });
/** A plan is some kilobytes. */
const MAX_BYTES = 1024 * 1024;
/** Sales in memory at a time. */
const PAGE = 5_000;

await runCommand(async () => {
  const { plan: file, from, until, json } = readFlags(process.argv.slice(2), Flags, usage);
  if (from >= until) throw new UsageError(`--until: must be after --from, ${from}\n\n${usage}`);
  const plan = await readPlan(file);
  const config = readConfig();
  const settings = openSettings(config.CAUSEWAY_CONFIG, console);
  const { transformer, close } = createEvaluator(settings.current);
  // One reads the next page while the other one reads what conditions ask of this one.
  const db = openDatabase(config.DATABASE_URL, { max: 2, name: 'causeway-simulation' });
  try {
    await checkConditions(transformer, file, plan);
    const { sales, partners } = await simulate({ sql: db.sql, transformer }, { plan, from, until });
    const rows = partners.map(toResult);
    if (json) console.log(JSON.stringify({ sales, is_complete: true, partners: rows }));
    else console.log([`${sales} sales`, ...rows.map(describe)].join('\n'));
    return 0;
  } finally {
    close();
    settings.close();
    await db.close();
  }
});

async function readPlan(file: string): Promise<Plan> {
  const { size } = await stat(file);
  if (size > MAX_BYTES) throw new UsageError(`${file} has ${size} bytes, more than ${MAX_BYTES}: it is not a plan`);
  const parsed = Plan.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    const faults = issueErrors(parsed.error.issues).map(({ field, message }) => `${field}: ${message}`);
    throw new UsageError(`${file} is not a plan:\n${faults.join('\n')}`);
  }
  return parsed.data;
}

async function checkConditions(transformer: Transformer, file: string, plan: Plan): Promise<void> {
  const faults: string[] = [];
  for (const condition of conditionsOf(plan)) {
    const fault = await transformer.check('commissions', 'the condition', condition);
    if (fault) faults.push(`${condition}: ${fault.message}`);
  }
  if (faults.length > 0) throw new UsageError(`${file} has conditions (when) that cannot be evaluated:\n${faults.join('\n')}`);
}

async function simulate(
  { sql, transformer }: { sql: Sql; transformer: Transformer },
  { plan, from, until }: { plan: Plan; from: string; until: string },
) {
  const simulation = new Simulation(plan);
  const hasConditions = conditionsOf(plan).length > 0;
  const tried = { plan, conditions: new ManyConditions(transformer, plan) };
  let sales = 0;
  for await (const page of readPastAccruals(sql, { from, until, pageSize: PAGE })) {
    for (const accrual of hasConditions ? await withConditions(sql, tried, page) : page) simulation.add(accrual);
    sales += page.length;
  }
  return { sales, partners: simulation.results };
}

function toResult({ partnerId, currency, sales, isMinor, wouldMinor }: Simulated) {
  const money = (minor: bigint) => toMoney(minor, currency);
  return { partner_id: partnerId, sales, is: money(isMinor), would_be: money(wouldMinor), difference: money(wouldMinor - isMinor) };
}

const describe = ({ partner_id: id, sales, is, would_be: would, difference }: ReturnType<typeof toResult>): string =>
  `${id}  ${sales} sales  ${is.amount} ${is.currency}  would be ${would.amount}  (${difference.amount})`;
