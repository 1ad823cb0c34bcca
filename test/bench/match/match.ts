import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ProgrammeSettings } from '#domain/deals/programme.ts';
import { type JudgedPair, judgePairs, type LabelledPair, rate, readMatchingPairs } from '#test/domain/accounts/matching-pairs.ts';

interface Rated {
  pairs: number;
  precision: number;
  recall: number;
}

export interface RatedPart extends Rated {
  /** Of those that are called a conflict, the share that is one company. */
  conflictPrecision: number;
  /** The same of those that are called possible, and no conflict. */
  possiblePrecision: number;
  kinds: { kind: string; same: boolean; pairs: number; wrong: number }[];
  /** How far the scores are from the shares that are one company: the mean over the ranges below, by their pairs. */
  calibrationError: number;
  /** Of the pairs with a score in a range, how many are one company. */
  reliability: { from: number; to: number; pairs: number; same: number; meanScore: number }[];
}

/** Rules are tuned on `tune`, `retired` and `check`; `test` and `final` are looked at once for a release. */
export const partNames = ['tune', 'retired', 'check', 'test', 'final'] as const;
export type PartName = (typeof partNames)[number];
const rivalParts = ['test', 'check', 'final'] as const;

export interface MatchFindings {
  handMade: Rated;
  parts: Record<PartName, RatedPart>;
  /** Null without Python, cleanco and rapidfuzz. */
  baseline: Record<(typeof rivalParts)[number], { precision: number; recall: number }> | null;
}

const { possible, conflict } = ProgrammeSettings.parse({}).duplicates;
const file = (name: string) => new URL(`${name}.jsonl`, import.meta.url);

/** The pairs of a part. */
export function readPart(name: PartName): LabelledPair[] {
  if (name === 'tune' || name === 'test') return readMatchingPairs(file('pairs')).filter(({ part }) => part === name);
  return readMatchingPairs(file(name));
}

export async function measureMatching(): Promise<MatchFindings> {
  const parts = Object.fromEntries(partNames.map((name) => [name, ratePart(judgePairs(readPart(name)))]));
  return {
    handMade: rate(judgePairs(readMatchingPairs()), possible),
    parts: parts as MatchFindings['parts'],
    baseline: await rateBaseline(),
  };
}

export function ratePart(judged: JudgedPair[]): RatedPart {
  const shareOfSame = (some: JudgedPair[]) => some.filter(({ same }) => same).length / some.length;
  const reliability = ranges.map(([from, to]) => {
    const some = judged.filter(({ score }) => score >= from && score < to);
    const meanScore = some.reduce((sum, { score }) => sum + score, 0) / some.length;
    return { from, to, pairs: some.length, same: some.filter(({ same }) => same).length, meanScore };
  });
  return {
    ...rate(judged, possible),
    calibrationError:
      reliability.reduce((sum, { pairs, same, meanScore }) => sum + (pairs && Math.abs(same - pairs * meanScore)), 0) / judged.length,
    conflictPrecision: shareOfSame(judged.filter(({ score }) => score >= conflict)),
    possiblePrecision: shareOfSame(judged.filter(({ score }) => score >= possible && score < conflict)),
    kinds: [...Map.groupBy(judged, ({ kind, same }) => `${kind} ${same}`).values()].map((pairs) => {
      const [{ kind, same }] = pairs as [JudgedPair];
      return { kind, same, pairs: pairs.length, wrong: pairs.filter(({ score }) => score >= possible !== same).length };
    }),
    reliability,
  };
}

const ranges = [0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01].flatMap((to, index, all) =>
  index ? [[all[index - 1] ?? 0, to] as const] : [],
);

/** The usual answer of a Python program, its threshold chosen on the tune part: baseline.py says how. */
async function rateBaseline(): Promise<MatchFindings['baseline']> {
  try {
    const { stdout } = await promisify(execFile)(process.env['PYTHON'] ?? 'python3', [
      fileURLToPath(new URL('baseline.py', import.meta.url)),
    ]);
    return JSON.parse(stdout) as MatchFindings['baseline'];
  } catch {
    return null;
  }
}
