import { besideLimit, type Findings, vitalsOf } from './figures.ts';
import type { Growth } from './growth.ts';
import type { IsolationCase } from './isolation.ts';
import type { Percentiles } from './percentiles.ts';
import type { RegionsFound } from './regions.ts';
import { maxSendToReceiptMs, type Saturation } from './saturation.ts';
import type { Traffic } from './traffic.ts';
import type { TwoProcesses } from './two-processes.ts';
import type { Vitals } from './vitals.ts';

export interface Row {
  figure: string;
  value: string;
  target?: string;
  met?: boolean;
}

/** The targets of the design; each verdict is on this machine and this run. */
export function describe(found: Findings): string {
  const rows: Row[] = [
    { figure: 'accepted and never received', value: `${found.lost} of ${found.accepted}`, target: '0', met: found.lost === 0 },
    { figure: 'received more than once', value: String(found.duplicates) },
    {
      figure: 'signatures verified',
      value: `${found.signaturesChecked} sampled, ${found.signaturesWrong} wrong`,
      target: '0 wrong',
      met: found.signaturesWrong === 0,
    },
    ...(found.at50 ? at50Rows(found.at50) : []),
    ...(found.saturation ? saturationRows(found.saturation) : []),
    ...otherRows(found),
    ...(found.isolation ?? []).map(isolationRow),
    ...drainRows(found),
    ...memoryRows(found),
    ...(found.growth ?? []).map(growthRow),
    ...(found.twoProcesses ? twoProcessesRows(found.twoProcesses) : []),
    ...(found.regions ? regionsRows(found.regions) : []),
    ...[...vitalsOf(found)].map(vitalsRow),
  ];
  return layOut(rows);
}

function at50Rows(traffic: Traffic): Row[] {
  const { acceptMs, receiptMs, sendToReceiptMs } = traffic;
  return [
    { figure: 'at 50/s: accept ms', ...three(acceptMs), target: 'p50 ≤ 4, p99 ≤ 20', met: acceptMs.p50 <= 4 && acceptMs.p99 <= 20 },
    {
      figure: 'at 50/s: accept → receipt ms',
      ...three(receiptMs),
      target: 'p50 ≤ 1, p99 ≤ 10',
      met: receiptMs.p50 <= 1 && receiptMs.p99 <= 10,
    },
    { figure: 'at 50/s: send → receipt ms', ...three(sendToReceiptMs) },
    ...costRows('at 50/s', traffic),
  ];
}

function saturationRows(traffic: Saturation): Row[] {
  const { sendToReceiptMs, deliveredPerS, sustained } = traffic;
  const name = `at ${deliveredPerS}/s`;
  return [
    {
      figure: 'one endpoint: deliveries/s',
      value: `${deliveredPerS}${sustained ? '' : ' (not held)'}`,
      target: '≥ 1,000',
      met: sustained && deliveredPerS >= 1_000,
    },
    { figure: `${name}: accept ms`, ...three(traffic.acceptMs) },
    { figure: `${name}: accept → receipt ms`, ...three(traffic.receiptMs) },
    {
      figure: `${name}: send → receipt ms`,
      ...three(sendToReceiptMs),
      target: `p99 ≤ ${maxSendToReceiptMs}`,
      met: sendToReceiptMs.p99 <= maxSendToReceiptMs,
    },
    ...costRows(name, traffic),
  ];
}

function costRows(name: string, traffic: Traffic): Row[] {
  const { engine, temporal, postgres, load, receiver } = traffic.cpuMs;
  return [
    {
      figure: `${name}: CPU ms a delivery`,
      value: `engine ${engine}  temporal ${temporal}  postgres ${postgres}  (load ${load}, receiver ${receiver})`,
    },
    {
      figure: `${name}: a delivery takes`,
      value: `${traffic.historyEventsPerDelivery} history events  ${traffic.commitsPerDelivery} commits  (${traffic.deliveriesPerWorkflow} a workflow)`,
    },
  ];
}

function otherRows({ spread, floor, saturation }: Findings): Row[] {
  const share = floor && saturation ? `  (Causeway: ${((saturation.deliveredPerS / floor.deliveredPerS) * 100).toFixed(0)} % of it)` : '';
  return [
    ...(spread
      ? [
          {
            figure: `${spread.endpoints} endpoints: deliveries/s`,
            value: `${spread.deliveredPerS}${spread.sustained ? '' : ' (not held)'}  send → receipt p99 ${spread.sendToReceiptMs.p99} ms`,
          },
        ]
      : []),
    ...(floor ? [{ figure: 'floor: bare INSERT + POST/s', value: `${floor.deliveredPerS} with ${floor.concurrency} loops${share}` }] : []),
  ];
}

function isolationRow(measured: IsolationCase): Row {
  const { beside, aloneP99, besideP99, otherPerS, endpoints } = measured;
  const limit = besideLimit(measured);
  const value = `alone ${aloneP99} → beside ${besideP99}  (the other had ${otherPerS}/s${endpoints > 1 ? ` for each of ${endpoints} endpoints` : ''})`;
  return { figure: `p99 ms beside one that ${beside}`, value, target: `≤ ${limit.toFixed(1)}`, met: besideP99 <= limit };
}

function drainRows({ drain }: Findings): Row[] {
  if (!drain) return [];
  const { held, drained, deliveredPerS, liveP99, aloneP99 } = drain;
  return [
    {
      figure: `drain of ${held} held: deliveries/s`,
      value: String(deliveredPerS),
      target: '≥ 500',
      met: drained >= held && deliveredPerS >= 500,
    },
    {
      figure: 'live p99 ms during the drain',
      value: `alone ${aloneP99} → ${liveP99}`,
      target: `≤ ${(2 * aloneP99).toFixed(1)}`,
      met: liveP99 <= 2 * aloneP99,
    },
  ];
}

/** What a heap may breathe. */
const flatWithin = 1.15;

function memoryRows({ memory }: Findings): Row[] {
  if (memory?.endMb === undefined || memory.startMb === undefined) return [];
  const { readyMb, startMb, endMb, deliveries } = memory;
  const value = `${startMb} warm → ${endMb} after ${deliveries} deliveries  (${readyMb} when it had just started)`;
  return [{ figure: 'engine memory MB', value, target: `flat: ≤ ${Math.round(startMb * flatWithin)}`, met: endMb <= startMb * flatWithin }];
}

const growthRow = ({ stored, cpuMs, p99Ms }: Growth): Row => ({
  figure: `beside ${stored} stored deliveries`,
  value: `${cpuMs} ms of CPU a delivery, send → receipt p99 ${p99Ms} ms`,
});

function twoProcessesRows({ apiAndWorker, ...twoEngines }: NonNullable<Findings['twoProcesses']>): Row[] {
  const row = (name: string, { deliveredPerS, ratio, sendToReceiptP99 }: TwoProcesses) => ({
    figure: `${name} on the same machine: deliveries/s`,
    value: `${deliveredPerS}  (${ratio} of one engine, send → receipt p99 ${sendToReceiptP99} ms)`,
  });
  return [row('two engines', twoEngines), row('API and worker', apiAndWorker)];
}

const regionsRows = ({ localP99, remoteP99, takeoverLost, takeoverMaxS }: RegionsFound): Row[] => [
  { figure: 'send → receipt p99 ms of the home region, and of one 80 ms away', value: `${localP99}, ${remoteP99}` },
  {
    figure: 'region killed under load: lost',
    value: `${takeoverLost}  (the longest wait ${takeoverMaxS} s)`,
    target: '0',
    met: takeoverLost === 0,
  },
];

function vitalsRow([part, vitals]: [string, Vitals]): Row {
  const { eventLoop, gcPercent, commitMs, workflowStartsPerS, cpuIdlePercent } = vitals;
  return {
    figure: `${part}: the engine and its machine`,
    value: `loop late p99 ${eventLoop.p99Ms}, at most ${eventLoop.maxMs} ms  GC ${gcPercent} %  commit p50 ${commitMs.p50}, p99 ${commitMs.p99} ms  ${workflowStartsPerS} workflows/s  CPU idle ${cpuIdlePercent} %`,
  };
}

const three = ({ p50, p95, p99 }: Percentiles) => ({ value: `p50 ${p50}  p95 ${p95}  p99 ${p99}` });

export function layOut(rows: Row[]): string {
  const width = (pick: (row: Row) => string) => Math.max(...rows.map((row) => pick(row).length));
  const [figures, values] = [width((row) => row.figure), width((row) => row.value)];
  const targets = width((row) => row.target ?? '');
  const verdict = (row: Row) => (row.met === undefined ? '' : row.met ? 'met' : 'MISSED');
  return rows
    .map((row) =>
      `${row.figure.padEnd(figures)}  ${row.value.padEnd(values)}  ${(row.target ?? '').padEnd(targets)}  ${verdict(row)}`.trimEnd(),
    )
    .join('\n');
}

/** Whether a partner would notice: the one figure that fails a run. */
export const isLossless = (found: Findings): boolean => found.lost === 0 && found.signaturesWrong === 0;
