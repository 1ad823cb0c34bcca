import { layOut, type Row } from '#test/bench/report.ts';
import type { HostileFindings, SenderFigures } from './run.ts';

const maxLoopDelayMs = 250;
const maxRssGrowthMb = 300;
const maxRatio = 2;
/** Beside busy programs, times say nothing. */
const maxOthersShare = 0.1;

/** Whom to blame, worst first. */
const worstBy = (figures: SenderFigures[], key: 'loopDelayMs' | 'quietP99' | 'rssMb'): SenderFigures =>
  figures.toSorted((a, b) => b[key] - a[key])[0] as SenderFigures;

function rowsOf(found: HostileFindings): Row[] {
  const { quiet, floor, figures } = found;
  const limit = quiet.aloneP99 * maxRatio;
  return [
    {
      figure: 'longest answer of /health/live, ms',
      value: `${found.maxLoopDelayMs} (alone ${found.aloneLoopDelayMs}; ${worstBy(figures, 'loopDelayMs').name})`,
      target: `≤ ${maxLoopDelayMs}`,
      met: found.maxLoopDelayMs <= maxLoopDelayMs,
    },
    {
      figure: 'growth of resident memory, MB',
      value: `${found.rssGrowthMb} (from ${found.rssStartMb}; ${worstBy(figures, 'rssMb').name})`,
      target: `≤ ${maxRssGrowthMb}`,
      met: found.rssGrowthMb <= maxRssGrowthMb,
    },
    {
      figure: "the quiet partner's p99, ms",
      value: `alone ${quiet.aloneP99} → beside ${quiet.besideP99} (${worstBy(figures, 'quietP99').name})`,
      target: `≤ ${limit.toFixed(1)}`,
      met: quiet.besideP99 <= limit,
    },
    {
      figure: 'the same of a server that does next to nothing, ms',
      value: `alone ${floor.aloneP99} → beside ${floor.besideP99}`,
    },
    { figure: 'answers of 500 and above', value: String(found.fiveHundreds), target: '0', met: found.fiveHundreds === 0 },
    { figure: 'requests of the quiet partner not served', value: String(found.quietFailures), target: '0', met: found.quietFailures === 0 },
    {
      figure: "other programs' share of the processors",
      value: String(found.othersCpuShare),
      target: `≤ ${maxOthersShare}`,
      met: found.othersCpuShare <= maxOthersShare,
    },
    { figure: 'the engine', value: found.engineEnd ?? 'runs', target: 'runs', met: found.engineEnd === undefined },
  ];
}

export const describe = (found: HostileFindings): string => layOut(rowsOf(found));
export const isMet = (found: HostileFindings): boolean => rowsOf(found).every(({ met }) => met !== false);

/** The keys of docs/hostile-load.md, in its order. */
export function toJson(found: HostileFindings): Record<string, unknown> {
  const { figures, maxLoopDelayMs: loop, rssGrowthMb, quiet, fiveHundreds, floor, aboveFloorP99, byRequest } = found;
  const { aloneLoopDelayMs, quietFailures, othersCpuShare, quick } = found;
  return {
    ...{ senders: figures.length, maxLoopDelayMs: loop, rssGrowthMb, quiet, fiveHundreds },
    ...{ floor, aboveFloorP99, byRequest, aloneLoopDelayMs, quietFailures, othersCpuShare, met: isMet(found), perSender: figures, quick },
  };
}
