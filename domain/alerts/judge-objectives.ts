import { inWords } from '#domain/health/health.ts';
import { type Objective, type WindowCounts, type WindowName, windowsS } from '#domain/health/objective.ts';
import type { RuleSettings } from './alert-settings.ts';
import { type AlertSubject, shortName } from './finding.ts';
import { judge, type Judged } from './judged.ts';

/** Something that an objective is promised to, or of. */
export interface Promised {
  subject: AlertSubject;
  partnerId: string | null;
  name: string;
  link: string;
}

/** An objective with what was counted in each window. */
export interface Measured {
  objective: Objective;
  counts: WindowCounts;
}

const nouns = {
  delivery_success: 'deliveries that arrive',
  delivery_latency: 'deliveries that arrive in time',
  freshness: 'fresh data',
} as const;

/** At half the rates that open an alert, it ends. */
const HOLDS = 0.5;

/** One alert for a subject: of the objective whose budget is used up fastest. */
export function judgeObjectives(promised: Promised, measured: readonly Measured[], settings: RuleSettings<'objective_burning'>): Judged[] {
  const burns = measured.flatMap(({ objective, counts }) =>
    objective.burns
      .filter(({ longWindowS }) => isEnough(objective, totalOf(counts, longWindowS), longWindowS, settings))
      .map((burn) => ({ objective, burn, by: Math.min(burn.longRate, burn.shortRate) / burn.maxRate })),
  );
  const [worst] = burns.toSorted((a, b) => b.by - a.by);
  if (!worst || worst.by < HOLDS) return [];
  const { objective, burn, by } = worst;
  const { subject, partnerId, name, link } = promised;
  return [
    judge(
      'objective_burning',
      settings,
      {
        ...{ subject, partnerId, link },
        title: `The objective of ${nouns[objective.name]} for ${shortName(name)} is at risk`,
        reason:
          `Its error budget is used up ${burn.longRate.toFixed(1)} times too fast over the last ${inWords(burn.longWindowS)}, ` +
          `and ${burn.shortRate.toFixed(1)} times in the last ${inWords(burn.shortWindowS)}. The target is ${Number((objective.target * 100).toFixed(3))} %`,
        remedy:
          objective.name === 'freshness'
            ? 'See why it cannot read or write when it should'
            : subject.kind === 'endpoint'
              ? 'See what the receiver answers, and how long that takes'
              : 'See which of its endpoints fail or are slow: their health says what to do',
      },
      by < 1,
    ),
  ];
}

/** Few deliveries say little, and neither does a window of which most was not watched. */
function isEnough({ name }: Objective, total: number, windowS: number, settings: RuleSettings<'objective_burning'>): boolean {
  return name === 'freshness' ? total * 2 >= windowS : total >= settings.min_deliveries;
}

function totalOf(counts: WindowCounts, windowS: number): number {
  const name = (Object.keys(windowsS) as WindowName[]).find((one) => windowsS[one] === windowS);
  return name === undefined ? 0 : counts[name].total;
}
