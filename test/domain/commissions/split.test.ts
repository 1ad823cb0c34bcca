import { describe, expect, test } from 'vitest';
import { partsOf, showPart, Split, splitByCredit, splitOn } from '#domain/commissions/split.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { seededRandom } from '#domain/random.ts';

const faultsOf = (percents: string[]) => {
  const allocations = percents.map((percent, index) => ({ partner_id: `ptn_${index}`, percent }));
  return issueErrors(Split.safeParse({ month: '2026-03', allocations }).error?.issues ?? []).map(
    ({ field, message }) => `${field} ${message}`,
  );
};
const rest = 'Allocate it, to nobody (null) if the company keeps it';

describe('the parts add up to 100 %, exactly', () => {
  test.each<[string[], string[]]>([
    [['60', '40'], []],
    [['33.3333', '33.3333', '33.3334'], []],
    [['0.1', '0.2', '99.7'], []],
    [['60', '39.99'], [`allocations must add up to 100 %: they are 99.99 %, and 0.01 % is missing. ${rest}`]],
    [['33.3333', '33.3333', '33.3333'], [`allocations must add up to 100 %: they are 99.9999 %, and 0.0001 % is missing. ${rest}`]],
    [['60', '40.5'], ['allocations must add up to 100 %: they are 100.5 %, which is 0.5 % too much']],
    [
      ['101'],
      ['allocations.0.percent must not be more than 100', 'allocations must add up to 100 %: they are 101 %, which is 1 % too much'],
    ],
  ])('%j', (percents, faults) => {
    expect(faultsOf(percents)).toEqual(faults);
  });
});

test('a partner is named once in a role', () => {
  const twice = [
    { partner_id: 'a', role: 'source', percent: '50' },
    { partner_id: 'a', role: 'source', percent: '30' },
    { partner_id: 'a', role: 'influence', percent: '20' },
  ];
  const { error } = Split.safeParse({ month: '2026-03', allocations: twice });
  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['allocations', 1, 'partner_id'], 'is in allocations[0] too: add the two parts up'],
  ]);
});

test('the parts of a partner in several roles are one part, and the company is the empty partner', () => {
  const split = Split.parse({
    month: '2026-03',
    allocations: [
      { partner_id: 'b', role: 'source', percent: '50' },
      { partner_id: null, percent: '20' },
      { partner_id: 'b', role: 'influence', percent: '20.5' },
      { partner_id: 'a', percent: '9.5' },
    ],
  });
  expect(partsOf(split)).toMatchObject([
    { partnerId: '', millionths: 200_000n },
    { partnerId: 'a', millionths: 95_000n },
    { partnerId: 'b', millionths: 705_000n },
  ]);
  expect(partsOf(split).map(showPart)).toEqual(['20 %', '9.5 %', '70.5 % (50 % as source, 20.5 % as influence)']);
});

test('a split holds until the next one, and the later revision of a month counts', () => {
  const of = (month: string, partner: string) => Split.parse({ month, allocations: [{ partner_id: partner, percent: '100' }] });
  const splits = [of('2026-03', 'first'), of('2026-05', 'second'), of('2026-03', 'revised')];
  const on = (day: string) => splitOn(day, splits)?.allocations[0]?.partner_id;
  expect([on('2026-02-28'), on('2026-03-01'), on('2026-04-30'), on('2027-01-01')]).toEqual([undefined, 'revised', 'revised', 'second']);
});

test('a split by credits is a valid split, whatever they are', () => {
  const random = seededRandom(19);
  for (let round = 0; round < 100; round++) {
    const count = 1 + Math.floor(random() * 12);
    const credits = Array.from({ length: count }, (_, i) => ({
      partnerId: i === 0 ? '' : `p${i}`,
      credit: BigInt(Math.floor(random() * 1e9)),
    }));
    expect(() => Split.parse(splitByCredit('2026-03', credits))).not.toThrow();
  }
});
