import { round } from '../percentiles.ts';
import type { Row } from '../report.ts';
import type { MatchFindings, RatedPart } from './match.ts';

const least = { precision: 0.92, recall: 0.88, conflictPrecision: 0.99 };
const three = (value: number): number => round(value, 3);

export function matchJson({ handMade, tune, test, fresh, baseline }: MatchFindings): Record<string, unknown> {
  const rounded = ({ pairs, precision, recall }: MatchFindings['handMade']) => ({
    pairs,
    precision: round(precision, 4),
    recall: round(recall, 4),
  });
  const part = (rated: RatedPart) => ({
    ...rounded(rated),
    conflictPrecision: round(rated.conflictPrecision, 4),
    calibrationError: round(rated.calibrationError, 4),
  });
  return {
    ...rounded(handMade),
    tune: part(tune),
    test: part(test),
    fresh: part(fresh),
    baseline: baseline && { precision: round(baseline.precision, 4), recall: round(baseline.recall, 4) },
  };
}

export function matchRows({ handMade, tune, test, fresh, baseline }: MatchFindings): Row[] {
  return [
    { figure: `${handMade.pairs} pairs made by hand`, value: `precision ${three(handMade.precision)}  recall ${three(handMade.recall)}` },
    ...partRows('tune', tune),
    ...partRows('test', test),
    ...partRows('fresh', fresh),
    {
      figure: 'cleanco + rapidfuzz on the test part',
      value: baseline ? `precision ${three(baseline.precision)}  recall ${three(baseline.recall)}` : 'not measured: needs Python with both',
    },
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
