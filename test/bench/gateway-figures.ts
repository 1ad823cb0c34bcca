import type { Checks, Compression, Flood, LimitCase, Throughput } from './gateway-measurements.ts';
import { layOut, type Row } from './report.ts';

export interface GatewayFindings {
  quick: boolean;
  throughput?: Throughput;
  checks?: Checks;
  limits?: LimitCase[];
  flood?: Flood;
  compression?: Compression;
}

const minRatio = 0.6;
const maxCheckMs = 1;
/** Of the limit, either way. */
const limitTolerance = 0.05;
/** What one partner's flood may add to another's p99, as a share. */
const floodTolerance = 0.2;

const shareOf = ({ observed, expected }: LimitCase) => observed / expected;
/** The one that is furthest off. */
const worstOf = (limits: LimitCase[]) => limits.toSorted((a, b) => Math.abs(shareOf(b) - 1) - Math.abs(shareOf(a) - 1))[0] as LimitCase;

/** The keys of docs/benchmarks.md, in its order. */
export function toJson({ throughput, checks, limits, flood, compression, quick }: GatewayFindings): Record<string, unknown> {
  const worst = limits && worstOf(limits);
  return {
    ...(throughput ?? { bareRps: null, causewayRps: null, ratio: null, getMs: null }),
    limit: worst ? { expected: worst.expected, observed: worst.observed } : null,
    flood: flood ?? null,
    ...(checks ?? { checkMs: null, askedMs: null }),
    ...{ limitCases: limits ?? null, compression: compression ?? null, quick },
  };
}

export function describe({ throughput, checks, limits, flood, compression }: GatewayFindings): string {
  return layOut([
    ...(throughput ? throughputRows(throughput) : []),
    ...(checks ? checkRows(checks) : []),
    ...(limits ?? []).map(limitRow),
    ...(flood ? floodRows(flood) : []),
    ...(compression ? compressionRows(compression) : []),
  ]);
}

function throughputRows({ bareRps, causewayRps, ratio, getMs }: Throughput): Row[] {
  return [
    { figure: 'bare Fastify route: requests/s', value: String(bareRps) },
    {
      figure: 'Causeway, key and limit checked: requests/s',
      value: `${causewayRps}  (${ratio} of it)`,
      target: `≥ ${minRatio}`,
      met: ratio >= minRatio,
    },
    { figure: 'one request at a time: ms', value: `p50 ${getMs.p50}  p99 ${getMs.p99}` },
  ];
}

function checkRows({ checkMs, askedMs }: Checks): Row[] {
  return [
    {
      figure: 'limit check, fast partner: ms',
      value: `p50 ${checkMs.p50}  p99 ${checkMs.p99}`,
      target: `p99 < ${maxCheckMs}`,
      met: checkMs.p99 < maxCheckMs,
    },
    {
      figure: 'limit check, enterprise partners: ms',
      value: `p50 ${askedMs.p50}  p99 ${askedMs.p99}`,
      target: `p99 < ${maxCheckMs}`,
      met: askedMs.p99 < maxCheckMs,
    },
  ];
}

function limitRow(limit: LimitCase): Row {
  const { perMinute, burst, observed, expected, offered } = limit;
  const value = `${observed} of ${offered} admitted, expected ${expected}  (${((shareOf(limit) - 1) * 100).toFixed(1)} %)`;
  return {
    figure: `two processes, ${perMinute}/min burst ${burst}`,
    value,
    target: '± 5 %',
    met: Math.abs(shareOf(limit) - 1) <= limitTolerance,
  };
}

function floodRows({ aloneP99, besideP99, refusedPerS, bare }: Flood): Row[] {
  const limit = aloneP99 * (1 + floodTolerance);
  const value = `alone ${aloneP99} → beside ${besideP99}  (${refusedPerS}/s refused)`;
  return [
    { figure: 'p99 ms beside a flood', value, target: `≤ ${limit.toFixed(2)}`, met: besideP99 <= limit },
    { figure: 'the same two loads on the bare route', value: `alone ${bare.aloneP99} → beside ${bare.besideP99}` },
  ];
}

function compressionRows(compression: Compression): Row[] {
  const { identity } = compression;
  return (['identity', 'gzip', 'br'] as const).map((name) => {
    const { bytes, rps, getMs } = compression[name];
    const share = (rps / identity.rps).toFixed(2);
    return {
      figure: `a list, ${name}: requests/s`,
      value: `${rps}  (${share} of identity)  ${bytes} bytes  p50 ${getMs.p50}  p99 ${getMs.p99} ms`,
    };
  });
}
