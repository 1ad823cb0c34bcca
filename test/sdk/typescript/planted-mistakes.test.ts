import { expect, test } from 'vitest';
import { findPlantedMistakes } from './planted-mistakes.ts';

test('the types find every planted mistake, and none where there is none', () => {
  const { planted, found, output } = findPlantedMistakes();
  expect([planted, found], output).toEqual([6, 6]);
});
