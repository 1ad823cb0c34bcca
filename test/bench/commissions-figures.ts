import type { AccrualFound } from './commissions-accrual.ts';
import type { OperationsFound } from './commissions-operations.ts';
import type { PayoutFound } from './commissions-payout.ts';
import type { ReadsFound } from './commissions-reads.ts';
import type { SimulationFound } from './commissions-simulation.ts';
import { layOut, type Row } from './report.ts';

/** What a run found. A part that was left out, or that failed, is absent. */
export interface CommissionFindings {
  quick: boolean;
  accrual?: AccrualFound;
  payout?: PayoutFound;
  reads?: ReadsFound;
  simulation?: SimulationFound;
  operations?: OperationsFound;
}

/** The keys of docs/benchmarks.md, in its order; null where a part was left out. */
export function toJson({ quick, accrual, payout, reads, simulation, operations }: CommissionFindings): Record<string, unknown> {
  return {
    trialBalanceMinor: operations?.trialBalanceMinor ?? null,
    operations: operations?.operations ?? null,
    operationKills: operations?.kills ?? null,
    operationSeeds: operations?.seeds ?? null,
    accrualPerS: accrual?.perS ?? null,
    accrual: accrual ?? null,
    payout: payout ?? null,
    statementMs: reads?.statementMs ?? null,
    explainMs: reads?.explainMs ?? null,
    simulation: simulation ?? null,
    quick,
  };
}

export function describe({ accrual, payout, reads, simulation, operations }: CommissionFindings): string {
  return layOut([
    ...(accrual ? accrualRows(accrual) : []),
    ...(payout ? payoutRows(payout) : []),
    ...(reads ? readRows(reads) : []),
    ...(simulation ? simulationRows(simulation) : []),
    ...(operations ? operationRows(operations) : []),
  ]);
}

const accrualRows = ({ perS, sales, workflows, wrong }: AccrualFound): Row[] => [
  { figure: `${sales} sales booked: a second`, value: String(perS), target: '≥ 1,000', met: perS >= 1_000 },
  { figure: 'of them left to a workflow; booked wrongly', value: `${workflows}; ${wrong}`, target: '0 wrong', met: wrong === 0 },
];

function payoutRows({ lines, seconds, kills, paidTwice, missing }: PayoutFound): Row[] {
  return [
    { figure: `a payout run of ${lines} transfers: s`, value: String(seconds), target: '≤ 60', met: seconds <= 60 },
    {
      figure: `the same, killed ${kills} times: paid twice, missing`,
      ...{ value: `${paidTwice}, ${missing}`, target: '0, 0', met: paidTwice + missing === 0 },
    },
  ];
}

function readRows({ lines, statementMs, explainMs }: ReadsFound): Row[] {
  const show = ({ p50, p95 }: { p50: number; p95: number }) => `p50 ${p50}, p95 ${p95}`;
  return [
    { figure: `a statement of ${lines} lines: ms`, value: show(statementMs), target: 'p95 ≤ 500', met: statementMs.p95 <= 500 },
    { figure: 'the explanation of a line: ms', value: show(explainMs), target: 'p95 ≤ 20', met: explainMs.p95 <= 20 },
  ];
}

const simulationRows = ({ conversions, seconds, rssMb, conditionsSeconds }: SimulationFound): Row[] => [
  {
    figure: `a plan tried on ${conversions} sales: s`,
    value: String(seconds),
    target: '1,000,000 in ≤ 60',
    met: conversions >= 1_000_000 && seconds <= 60,
  },
  { figure: 'resident memory of its process: MB', value: String(rssMb) },
  { figure: 'the same sales by a plan with two conditions: s', value: String(conditionsSeconds) },
];

const operationRows = ({ operations, trialBalanceMinor, kills, seeds }: OperationsFound): Row[] => [
  {
    figure: `trial balance after ${operations} operations and ${kills} kills, seeds ${seeds.join(', ')}`,
    ...{ value: String(trialBalanceMinor), target: '0', met: trialBalanceMinor === 0 },
  },
];
