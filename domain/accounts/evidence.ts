import scores from './lists/scores.json' with { type: 'json' };

/** One reason why two companies are the same, or are not. */
export interface Evidence {
  signal: 'domain' | 'email_domain' | 'name' | 'duns' | 'address' | 'verdict';
  /** The probability, from 0 to 1, that this signal alone indicates the same company. A negative value indicates a different company. */
  weight: number;
  /** For human readers. Names only values that the caller sent, because the other side can belong to another partner. */
  explanation: string;
}

export interface Match {
  /** 0 to 1. */
  score: number;
  evidence: Evidence[];
}

/** The score of all reasons together. */
export function likelihood(evidence: Evidence[], options: { without: 'against' | null }): number {
  return Math.round(calibrated(sumOf(evidence, options)) * 1000) / 1000;
}

/** Reasons for a match add up; those against it reduce them, unless they do not count. */
function sumOf(evidence: Evidence[], options: { without: 'against' | null }): number {
  let unlikely = 1;
  let against = 1;
  for (const { weight } of evidence) {
    if (weight >= 0) unlikely *= 1 - weight;
    else if (options.without === null) against *= 1 + weight;
  }
  return (1 - unlikely) * against;
}

/** From the sum of the reasons to how often such pairs are one company, in the pairs that rules are tuned on (test/bench/match), rounded by hand. */
const calibration = scores as [sum: number, score: number][];

function calibrated(sum: number): number {
  const at = Math.max(
    1,
    calibration.findIndex(([most]) => sum <= most),
  );
  const [[low, from], [high, to]] = [calibration[at - 1] ?? [0, 0], calibration[at] ?? [1, 1]];
  return from + ((sum - low) / (high - low)) * (to - from);
}
