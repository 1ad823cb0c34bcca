import { round } from '../percentiles.ts';
import type { Row } from '../report.ts';
import { type MatchFindings, partNames, type RatedPart } from './match.ts';

const least = { precision: 0.92, recall: 0.88, conflictPrecision: 0.99 };
const three = (value: number): number => round(value, 3);

export function matchJson({ handMade, parts, baseline }: MatchFindings): Record<string, unknown> {
  const rounded = ({ precision, recall }: { precision: number; recall: number }) => ({
    precision: round(precision, 4),
    recall: round(recall, 4),
  });
  const part = (rated: RatedPart) => ({
    pairs: rated.pairs,
    ...rounded(rated),
    conflictPrecision: round(rated.conflictPrecision, 4),
    calibrationError: round(rated.calibrationError, 4),
  });
  return {
    pairs: handMade.pairs,
    ...rounded(handMade),
    ...Object.fromEntries(partNames.map((name) => [name, part(parts[name])])),
    baseline: baseline && Object.fromEntries(Object.entries(baseline).map(([name, found]) => [name, rounded(found)])),
  };
}

export function matchRows({ handMade, parts, baseline }: MatchFindings): Row[] {
  const rivals = Object.entries(baseline ?? {}).map(([name, found]) => ({
    figure: `cleanco + rapidfuzz on the part ${name}`,
    value: `precision ${three(found.precision)}  recall ${three(found.recall)}`,
  }));
  const none = { figure: 'cleanco + rapidfuzz', value: 'not measured: needs Python with both' };
  return [
    { figure: `${handMade.pairs} pairs made by hand`, value: `precision ${three(handMade.precision)}  recall ${three(handMade.recall)}` },
    ...partNames.flatMap((name) => partRows(name, parts[name])),
    ...(baseline ? rivals : [none]),
  ];
}

function partRows(name: string, rated: RatedPart): Row[] {
  const { pairs, precision, recall, conflictPrecision, possiblePrecision, calibrationError, kinds, reliability } = rated;
  const met = precision >= least.precision && recall >= least.recall && conflictPrecision >= least.conflictPrecision;
  return [
    {
      figure: `${name}: ${pairs} pairs from public facts`,
      value: `precision ${three(precision)}  recall ${three(recall)}  conflict right ${three(conflictPrecision)}  possible right ${three(possiblePrecision)}  calibration error ${three(calibrationError)}`,
      target: `≥ ${least.precision}, ≥ ${least.recall}, ≥ ${least.conflictPrecision}`,
      met,
    },
    ...kinds.map(({ kind, same, pairs: of, wrong }) => ({
      figure: `${name}: ${kind}`,
      value: `${wrong} of ${of} ${same ? 'missed' : 'flagged'}`,
    })),
    ...reliability
      .filter(({ pairs: of }) => of > 0)
      .map(({ from, to, pairs: of, same, meanScore }) => ({
        figure: `${name}: score from ${from} to ${Math.min(to, 1)}`,
        value: `${same} of ${of} one company (${three(same / of)}; mean score ${three(meanScore)})`,
      })),
  ];
}
