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

/** The score of all reasons together. Those for a match add up; those against it reduce it, unless they do not count. */
export function likelihood(evidence: Evidence[], options: { without: 'against' | null }): number {
  let unlikely = 1;
  let against = 1;
  for (const { weight } of evidence) {
    if (weight >= 0) unlikely *= 1 - weight;
    else if (options.without === null) against *= 1 + weight;
  }
  return Math.round(calibrated((1 - unlikely) * against) * 1000) / 1000;
}

/**
 * From the sum of the reasons to how often such pairs are one company in the set that rules are tuned on (test/bench/match), rounded by hand.
 * Between 0.48, where a person is asked, and 0.73, from which on it is a conflict, it promises less than those pairs would allow, 98 of 100:
 * they know no business that only one market has.
 */
const calibration: [sum: number, score: number][] = [
  [0, 0],
  [0.1, 0.05],
  [0.3, 0.08],
  [0.34, 0.4],
  [0.48, 0.5],
  [0.52, 0.8],
  [0.73, 0.85],
  [0.75, 0.97],
  [0.8, 0.99],
  [1, 1],
];

function calibrated(sum: number): number {
  const at = Math.max(
    1,
    calibration.findIndex(([most]) => sum <= most),
  );
  const [[low, from], [high, to]] = [calibration[at - 1] ?? [0, 0], calibration[at] ?? [1, 1]];
  return from + ((sum - low) / (high - low)) * (to - from);
}
