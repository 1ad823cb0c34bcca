import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isClosed, reviewMoves, reviewStatuses, stageMoves, stages } from '#domain/deals/deal-states.ts';
import { chapterOf, codeBlocks } from './guide.ts';

const architecture = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
const [review = [], sale = []] = codeBlocks(chapterOf(architecture, 'States of a deal'))
  .filter(({ language }) => language === 'mermaid')
  .map(({ code }) => arrowsOf(code));

/** Every line of a diagram but its first, which says what it is: one that is no arrow stays, and fits nothing. */
function arrowsOf(diagram: string): string[] {
  const [kind, ...lines] = diagram
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(kind).toBe('stateDiagram-v2');
  return lines;
}

const beginsAt = (state: string) => `[*] --> ${state}`;
const ends = (states: readonly string[]) => states.map((state) => `${state} --> [*]`);

test('the diagram of the review has each move of the code, with who makes it, and no other', () => {
  const moves = Object.entries(reviewMoves).flatMap(([name, { by, from, to }]) =>
    from.map((status) => `${status} --> ${to}: ${name} (${by})`),
  );
  const final = reviewStatuses.filter((reviewStatus) => isClosed({ reviewStatus, stage: 'prospect' }));
  expect(review.toSorted()).toEqual([beginsAt('draft'), ...moves, ...ends(final)].toSorted());
});

test('the diagram of the sale has each move of the code, and no other', () => {
  const moves = stages.flatMap((stage) => stageMoves[stage].map((next) => `${stage} --> ${next}`));
  const final = stages.filter((stage) => isClosed({ reviewStatus: 'approved', stage }));
  expect(sale.toSorted()).toEqual([beginsAt('prospect'), ...moves, ...ends(final)].toSorted());
});
