import { expect, test } from 'vitest';
import { liveScope, measures, models } from '#domain/attribution/facts.ts';

test('stored credits keep their meaning: models keep their places, measures their numbers', () => {
  expect(models).toEqual([
    'first_touch',
    'last_touch',
    'last_non_direct',
    'linear',
    'position_based',
    'time_decay',
    'w_shaped',
    'full_path',
    'markov',
    'shapley',
  ]);
  expect(Object.values(measures)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('the live scope is no id of a partner', () => {
  expect(liveScope).not.toMatch(/^ptn_/);
});
