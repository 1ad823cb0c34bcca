import { expect, test } from 'vitest';
import { Histogram, latencies } from '#apps/metrics/histogram.ts';

const histogramOf = (...seconds: number[]) => {
  const histogram = new Histogram(latencies, 'trace_id');
  for (const [place, value] of seconds.entries()) histogram.observe(value, `t${place}`);
  return histogram.read();
};

test('the bounds are powers of two, from a millisecond to longer than an attempt can take', () => {
  const bounds = histogramOf().buckets.map(({ le }) => le);
  expect(bounds).toEqual([...Array.from({ length: 16 }, (_, i) => 2 ** (i - 10)), '+Inf']);
});

test.each([
  [0, 2 ** -10],
  [-5, 2 ** -10],
  [2 ** -10, 2 ** -10],
  [0.001, 2 ** -9],
  [0.25, 0.25],
  [0.2500001, 0.5],
  [32, 32],
  [33, '+Inf'],
  [1e300, '+Inf'],
])('%d s is in the bucket that ends at %s', (seconds, bound) => {
  const { buckets, count } = histogramOf(seconds);
  expect(buckets.find(({ value }) => value === 1)?.le).toBe(bound);
  expect(count).toBe(1);
});

test('buckets are cumulative, and each keeps its last exemplar', () => {
  const { buckets, sum, count } = histogramOf(0.3, 0.4, 1);
  expect(buckets.filter(({ le }) => [0.25, 0.5, 1, '+Inf'].includes(le)).map(({ value }) => value)).toEqual([0, 2, 3, 3]);
  expect(buckets.find(({ le }) => le === 0.5)?.exemplar).toMatchObject({ labelSet: { trace_id: 't1' }, value: 0.4 });
  expect([sum, count]).toEqual([1.7, 3]);
});

test('a clock that was set back lowers no sum', () => {
  expect(histogramOf(-3_600, Number.NaN)).toMatchObject({ sum: 0, count: 2 });
});
