import { expect, test } from 'vitest';
import { TopTallies } from '#apps/metrics/top-tallies.ts';

const quarterMs = 900_000;

function talliesFor(limit: number) {
  const clock = { now: 0 };
  const tallies = new TopTallies({ make: () => ({ n: 0 }), limit: () => limit, now: () => clock.now });
  const count = (key: string, times = 1) => {
    for (let i = 0; i < times; i++) tallies.of(key).n++;
  };
  const shown = () => Object.fromEntries([...tallies.entries()].map(([key, { n }]) => [key, n]));
  const later = () => (clock.now += quarterMs);
  return { count, shown, later };
}

test('the first keys have tallies of their own, and all others are counted together', () => {
  const { count, shown } = talliesFor(2);
  for (const key of ['a', 'b', 'c', 'd', 'a']) count(key);
  expect(shown()).toEqual({ a: 2, b: 1, other: 2 });
});

test('a key that is much busier takes the place of the least busy one, and no sum falls', () => {
  const { count, shown, later } = talliesFor(2);
  count('a', 10);
  count('b', 3);
  count('c', 7);
  expect(shown()).toEqual({ a: 10, b: 3, other: 7 });
  later();
  expect(shown()).toEqual({ a: 10, c: 0, other: 7 });
  count('b');
  count('c');
  expect(shown()).toEqual({ a: 10, c: 1, other: 8 });
});

test('two keys of about the same traffic do not take turns', () => {
  const { count, shown, later } = talliesFor(1);
  count('a', 10);
  for (let i = 0; i < 5; i++) {
    count('b', 15);
    count('a', 10);
    later();
    expect(Object.keys(shown())).toEqual(['a', 'other']);
  }
});

test('at most a tenth of the places change at once', () => {
  const { count, shown, later } = talliesFor(20);
  for (let i = 0; i < 20; i++) count(`old${i}`);
  for (let i = 0; i < 20; i++) count(`new${i}`, 100);
  later();
  expect(Object.keys(shown()).filter((key) => key.startsWith('new'))).toHaveLength(2);
});

test('what cannot be a label is counted with the others, and takes no memory', () => {
  const { count, shown } = talliesFor(5);
  for (const key of ['<b>bold</b>', 'x'.repeat(10_000), 'a"b\nc', 'ptn_1']) count(key);
  expect(shown()).toEqual({ ptn_1: 1, other: 3 });
});

test('a million keys stay within bounds', () => {
  const { count, shown, later } = talliesFor(10);
  for (let i = 0; i < 1_000_000; i++) count(`ptn_${i}`);
  expect(shown()['other']).toBe(999_990);
  later();
  expect(Object.keys(shown())).toHaveLength(11);
});
